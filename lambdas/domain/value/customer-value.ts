// What somebody will spend within a horizon: how many orders, times how much each. Both are uncertain, and so is how much this
// customer spends at all. Given n orders, their sum S over the belief in the customer's spend has
//
//   S / (S + rate) ~ Beta(p·n, shape)
//
// so the distribution of the value is a mixture over n that needs no simulation. The parameters are taken as they were estimated:
// the interval does not hold their own uncertainty, which for a shop with enough data is small beside it.
import { type SpendHistory, type SpendParameters, spendBelief } from "./gamma-gamma.ts";
import { incompleteBeta } from "./special-functions.ts";

export interface ValueForecast {
  /** In the shop's currency, like the bounds. */
  readonly expected: number;
  readonly low: number;
  readonly high: number;
  /** The probability that the value lies within the bounds; half of the rest lies on either side. */
  readonly coverage: number;
}

const usualCoverage = 0.8;
const negligible = 1e-10;

/** `chances[n − 1]` is the probability of at least n orders within the horizon. */
export const valueWithin = (
  chances: readonly number[],
  parameters: SpendParameters,
  history: SpendHistory,
  coverage = usualCoverage,
): ValueForecast => {
  const belief = spendBelief(parameters, history);
  const orders = chances.reduce((sum, chance) => sum + chance, 0);
  const counts = chances
    .map((chance, index) => ({ orders: index + 1, chance: chance - (chances[index + 1] ?? 0) }))
    .filter(({ chance }) => chance > negligible);
  const none = 1 - (chances[0] ?? 0);
  const below = (value: number): number => {
    const share = value / (value + belief.rate);
    return counts.reduce(
      (sum, { orders: n, chance }) => sum + chance * incompleteBeta(share, parameters.p * n, belief.shape),
      none,
    );
  };
  return {
    expected: (orders * parameters.p * belief.rate) / (belief.shape - 1),
    low: quantile(below, (1 - coverage) / 2, belief.rate),
    high: quantile(below, (1 + coverage) / 2, belief.rate),
    coverage,
  };
};

const halvings = 50;
/** Logarithms of what a value is at least and at most, relative to the belief's rate. */
const range = [-12, 12] as const;

const quantile = (below: (value: number) => number, probability: number, scale: number): number => {
  let [low, high]: readonly [number, number] = range;
  if (below(scale * Math.exp(low)) >= probability) return 0;
  for (let step = 0; step < halvings; step += 1) {
    const middle = (low + high) / 2;
    if (below(scale * Math.exp(middle)) < probability) low = middle;
    else high = middle;
  }
  return scale * Math.exp((low + high) / 2);
};
