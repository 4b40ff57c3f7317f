import type { DropoutModel } from "../../lambdas/domain/value/dropout-model.ts";
import { collapse, type Histories, type PurchaseHistory } from "../../lambdas/domain/value/history.ts";
import { seededChance } from "../../lib/sample/chance.ts";

/** Draws from the distributions that the customer-base models speak of. */
export interface Draws {
  uniform(): number;
  gamma(shape: number, rate: number): number;
  beta(a: number, b: number): number;
}

export const seededDraws = (seed: number): Draws => {
  const chance = seededChance(seed);
  const uniform = (): number => Math.max(Number.MIN_VALUE, chance.next());
  const normal = (): number => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
  // Marsaglia and Tsang; a shape below 1 is drawn one higher and shrunk.
  const unitGamma = (shape: number): number => {
    if (shape < 1) return unitGamma(shape + 1) * uniform() ** (1 / shape);
    const d = shape - 1 / 3;
    for (;;) {
      const z = normal();
      const v = (1 + z / Math.sqrt(9 * d)) ** 3;
      if (v > 0 && Math.log(uniform()) < 0.5 * z * z + d - d * v + d * Math.log(v)) return d * v;
    }
  };
  return {
    uniform,
    gamma: (shape, rate) => unitGamma(shape) / rate,
    beta: (a, b) => {
      const [x, y] = [unitGamma(a), unitGamma(b)];
      return x / (x + y);
    },
  };
};

/** The orders of one customer as the model has it, in weeks from the first one, which is at 0. */
export const drawOrders = (model: DropoutModel, weeks: number, draws: Draws): readonly number[] => {
  const { r, alpha, a, b } = model.parameters;
  const rate = draws.gamma(r, alpha);
  const leaves = draws.beta(a, b);
  const orders = [0];
  if (model.dropsAtFirst && draws.uniform() < leaves) return orders;
  for (let at = draws.gamma(model.regularity, rate); at <= weeks; at += draws.gamma(model.regularity, rate)) {
    orders.push(at);
    if (draws.uniform() < leaves) break;
  }
  return orders;
};

export interface DrawnShop {
  readonly histories: Histories;
  readonly customers: readonly (PurchaseHistory & { readonly later: number })[];
}

/** Customers who began over the first half of `weeks`, and how often each ordered in the `ahead` weeks after. */
export const drawShop = (
  model: DropoutModel,
  { customers, weeks, ahead, seed }: { customers: number; weeks: number; ahead: number; seed: number },
): DrawnShop => {
  const draws = seededDraws(seed);
  let logGaps = 0;
  const drawn = Array.from({ length: customers }, () => {
    const age = weeks * (0.5 + draws.uniform() / 2);
    const orders = drawOrders(model, age + ahead, draws);
    const seen = orders.filter((at) => at <= age);
    logGaps += seen.slice(1).reduce((sum, at, index) => sum + Math.log(at - (seen[index] ?? 0)), 0);
    return { repeats: seen.length - 1, recency: seen.at(-1) ?? 0, age, later: orders.length - seen.length };
  });
  return { histories: collapse(drawn, logGaps), customers: drawn };
};
