import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { valueWithin } from "../../../lambdas/domain/value/customer-value.ts";
import { expectedSpend, type SpendHistory, spendLogLikelihood } from "../../../lambdas/domain/value/gamma-gamma.ts";
import { fitSpend } from "../../../lambdas/domain/value/spend-fit.ts";
import { type Draws, seededDraws } from "../../support/generated-shop.ts";

const truth = { p: 3, q: 4, v: 60 };
/** p·v / (q − 1). */
const shopMean = 60;

const drawSpender = (draws: Draws, orders: number): SpendHistory => {
  const rate = draws.gamma(truth.q, truth.v);
  const amounts = Array.from({ length: orders }, () => draws.gamma(truth.p, rate));
  return { orders, mean: amounts.reduce((sum, amount) => sum + amount, 0) / orders };
};

const spenders = (count: number): readonly SpendHistory[] => {
  const draws = seededDraws(5);
  return Array.from({ length: count }, (_, index) => drawSpender(draws, 1 + (index % 6)));
};

describe("the spend of a shop", () => {
  test("is found again, within four standard errors", () => {
    const fit = fitSpend(spenders(3000), undefined);

    expect(fit?.basis).toBe("fitted");
    for (const name of ["p", "q", "v"] as const) {
      const distance = Math.abs((fit?.parameters[name] ?? 0) - truth[name]);
      expect(distance / (fit?.standardErrors?.[name] ?? Number.NaN)).toBeLessThan(4);
    }
  });

  test("has the likelihood that the densities give", () => {
    // ∫ Gamma(mean·x; p·x, ν) Gamma(ν; q, v) dν by plain summing, for a mean of 42 over 2 orders.
    const [orders, mean] = [2, 42];
    const gamma: Readonly<Record<number, number>> = { 4: 6, 6: 120 };
    const steps = 200_000;
    let sum = 0;
    for (let step = 0; step < steps; step += 1) {
      const rate = (step + 0.5) / steps;
      const total = (rate ** (truth.p * orders) * (mean * orders) ** (truth.p * orders - 1)) / (gamma[6] ?? 1);
      const belief = (truth.v ** truth.q * rate ** (truth.q - 1)) / (gamma[4] ?? 1);
      sum += (orders * total * belief * Math.exp(-rate * (orders * mean + truth.v))) / steps;
    }

    expect(spendLogLikelihood([{ orders, mean }], truth)).toBeCloseTo(Math.log(sum), 6);
  });

  test("comes with its shapes from elsewhere while few came back, and says so", () => {
    const fit = fitSpend(spenders(10), undefined);

    expect(fit).toMatchObject({ basis: "mixed", reason: "10 customers with paid repeat orders; 100 are needed" });
  });

  test("of a shop where nobody came back is the level of its orders", () => {
    const fit = fitSpend([], 80);

    expect(fit?.basis).toBe("mixed");
    expect(fit && expectedSpend(fit.parameters, { orders: 0, mean: 0 })).toBeCloseTo(80, 0);
  });

  test("of a shop without a paid order is unknown", () => {
    expect(fitSpend([], undefined)).toBeUndefined();
    expect(fitSpend([{ orders: 3, mean: 0 }], 0)).toBeUndefined();
  });
});

test("somebody's expected spend lies between their own mean and the shop's, nearer to their own with more orders", () => {
  const amount = fc.double({ min: 0.01, max: 10_000, noNaN: true });
  void fc.assert(
    fc.property(amount, fc.integer({ min: 1, max: 500 }), (mean, orders) => {
      const few = expectedSpend(truth, { orders, mean });
      const many = expectedSpend(truth, { orders: orders + 1, mean });

      expect(few).toBeGreaterThanOrEqual(Math.min(mean, shopMean) - 1e-6);
      expect(few).toBeLessThanOrEqual(Math.max(mean, shopMean) + 1e-6);
      expect(Math.abs(many - mean)).toBeLessThanOrEqual(Math.abs(few - mean) + 1e-6);
    }),
  );
});

describe("the value within a horizon", () => {
  test("lies within its interval as often as it says", () => {
    const draws = seededDraws(9);
    // At least 1, 2, 3 orders with these chances.
    const chances = [0.7, 0.4, 0.1];
    const history = { orders: 2, mean: 45 };
    const forecast = valueWithin(chances, truth, history, 0.8);
    const drawn = Array.from({ length: 20_000 }, () => {
      const rate = draws.gamma(truth.q + truth.p * history.orders, truth.v + history.orders * history.mean);
      const chance = draws.uniform();
      const orders = chances.filter((atLeast) => chance < atLeast).length;
      return orders === 0 ? 0 : draws.gamma(truth.p * orders, rate);
    });

    const mean = drawn.reduce((sum, value) => sum + value, 0) / drawn.length;
    const above = drawn.filter((value) => value > forecast.high).length / drawn.length;

    expect(forecast.low).toBe(0);
    expect(Math.abs(forecast.expected / mean - 1)).toBeLessThan(0.03);
    expect(Math.abs(above - 0.1)).toBeLessThan(0.01);
  });

  test("is bounded away from nothing for somebody sure to come back", () => {
    const forecast = valueWithin([1, 1, 0.5], truth, { orders: 40, mean: 100 });

    expect(forecast.low).toBeGreaterThan(100);
    expect(forecast.high).toBeGreaterThan(forecast.expected);
    expect(forecast.coverage).toBe(0.8);
  });

  test("is nothing for somebody who will not come back", () => {
    expect(valueWithin([], truth, { orders: 3, mean: 50 })).toEqual({ expected: 0, low: 0, high: 0, coverage: 0.8 });
  });
});
