// The likelihood is written with gamma and beta functions; here it is summed up plainly over rates and chances of dropping out.
import { describe, expect, test } from "vitest";
import { type DropoutModel, dropoutLogLikelihood } from "../../../lambdas/domain/value/dropout-model.ts";
import { collapse, type PurchaseHistory } from "../../../lambdas/domain/value/history.ts";
import { logBeta, logGamma } from "../../../lambdas/domain/value/special-functions.ts";

const factorial = (n: number): number => (n <= 1 ? 1 : n * factorial(n - 1));

/** Of one customer whose rate and chance of dropping out are known; `gaps` are between orders. */
const likelihoodGiven = (model: DropoutModel, gaps: readonly number[], age: number, rate: number, leaves: number) => {
  const { regularity: k, dropsAtFirst } = model;
  const recency = gaps.reduce((sum, gap) => sum + gap, 0);
  const density = gaps.reduce(
    (product, gap) => (product * rate ** k * gap ** (k - 1) * Math.exp(-rate * gap)) / factorial(k - 1),
    1,
  );
  const silent = Array.from({ length: k }, (_, j) => (rate * (age - recency)) ** j / factorial(j)).reduce(
    (a, b) => a + b,
  );
  const orders = gaps.length + (dropsAtFirst ? 1 : 0);
  const stayed = (1 - leaves) ** orders * Math.exp(-rate * (age - recency)) * silent;
  const left = orders === 0 ? 0 : leaves * (1 - leaves) ** (orders - 1);
  return density * (stayed + left);
};

const steps = 600;
const angles = 100;

/** Midpoints in the logarithm of the rate and in the angle of the chance, where both densities are tame. */
const plainLogLikelihood = (model: DropoutModel, gaps: readonly number[], age: number): number => {
  const { r, alpha, a, b } = model.parameters;
  let sum = 0;
  for (let i = 0; i < steps; i += 1) {
    const log = -18 + (23 * (i + 0.5)) / steps;
    const rate = Math.exp(log);
    const rateMass = (Math.exp(r * (log + Math.log(alpha)) - alpha * rate - logGamma(r)) * 23) / steps;
    if (rateMass < 1e-14) continue;
    for (let j = 0; j < angles; j += 1) {
      const angle = ((j + 0.5) / angles) * (Math.PI / 2);
      const leaves = Math.sin(angle) ** 2;
      const logDensity = (2 * a - 1) * Math.log(Math.sin(angle)) + (2 * b - 1) * Math.log(Math.cos(angle));
      const leavesMass = (2 * Math.exp(logDensity - logBeta(a, b)) * (Math.PI / 2)) / angles;
      sum += rateMass * leavesMass * likelihoodGiven(model, gaps, age, rate, leaves);
    }
  }
  return Math.log(sum);
};

const parameters = { r: 0.9, alpha: 4, a: 1.2, b: 2.6 };
const ages: readonly (readonly [readonly number[], number])[] = [
  [[], 12],
  [[3], 20],
  [[2, 1.5, 4], 9],
];

describe.each([1, 2, 3])("with regularity %i", (regularity) => {
  test.each([false, true])("the likelihood is the plain sum (drops at first: %s)", (dropsAtFirst) => {
    const model: DropoutModel = { dropsAtFirst, regularity, parameters };

    for (const [gaps, age] of ages) {
      const history: PurchaseHistory = { repeats: gaps.length, recency: gaps.reduce((a, b) => a + b, 0), age };
      const logGaps = gaps.reduce((sum, gap) => sum + Math.log(gap), 0);

      const found = dropoutLogLikelihood(collapse([history], logGaps), model);

      expect(found).toBeCloseTo(plainLogLikelihood(model, gaps, age), 3);
    }
  });
});

test("customers who look the same count as often as they are", () => {
  const model: DropoutModel = { dropsAtFirst: false, regularity: 1, parameters };
  const one: PurchaseHistory = { repeats: 2, recency: 7, age: 30 };
  const other: PurchaseHistory = { repeats: 0, recency: 0, age: 11 };

  const together = collapse([one, other, one, one]);

  expect(together.rows).toHaveLength(2);
  const apart = 3 * dropoutLogLikelihood(collapse([one]), model) + dropoutLogLikelihood(collapse([other]), model);
  expect(dropoutLogLikelihood(together, model)).toBeCloseTo(apart, 10);
});

test("without the gaps a regularity above 1 has no likelihood", () => {
  const model: DropoutModel = { dropsAtFirst: false, regularity: 2, parameters };

  expect(dropoutLogLikelihood(collapse([{ repeats: 1, recency: 3, age: 9 }]), model)).toBeNaN();
});
