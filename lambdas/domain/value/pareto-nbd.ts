// Pareto/NBD (Schmittlein, Morrison and Colombo 1987; notation of Fader and Hardie): customers buy at a rate λ ~ Gamma(r, α) and
// drop out at any moment at a rate μ ~ Gamma(s, β). The reference that the other models are held against.
//
// The part of those who dropped out between the last order at t and the end T is
//
//   ∫ s (α+y)^−(r+x) (β+y)^−(s+1) dy   for y from t to T.
//
// It is usually written as the difference of two hypergeometric functions. Their series take forever where α and β are far apart,
// which is where a search goes when hardly anybody drops out, and their difference loses digits when T is near t. The integral
// itself has neither trouble: over the logarithm of the smaller of α+y and β+y it is smooth, and it only falls.
import type { Histories, PurchaseHistory } from "./history.ts";
import { logAdd, logGamma, logistic } from "./special-functions.ts";

export interface ParetoParameters {
  readonly r: number;
  /** In weeks. */
  readonly alpha: number;
  readonly s: number;
  /** In weeks. */
  readonly beta: number;
}

/** Gauss and Legendre's eight points on (−1, 1): the positive half of the points, and their weights. */
const points: readonly (readonly [number, number])[] = [
  [0.1834346424956498, 0.362683783378362],
  [0.525532409916329, 0.3137066458778873],
  [0.7966664774136267, 0.2223810344533745],
  [0.9602898564975363, 0.1012285362903763],
];

/** A piece over which the integrand falls by about exp(−4) at most: eight points are exact to eleven digits there. */
const fallPerPiece = 4;
const longestPiece = 1;
/** Pieces that add less than this part of the sum end it. */
const negligible = 1e-16;

/** log of having dropped out since the last order, in the scale of `aliveOf`. */
const goneOf = ({ r, alpha, s, beta }: ParetoParameters, { repeats, recency, age }: PurchaseHistory): number => {
  const orders = r + repeats;
  const least = Math.min(alpha, beta);
  // Exponents of the smaller and the larger of α+y and β+y; the change of variable adds one to that of the smaller.
  const [small, large] = alpha <= beta ? [1 - orders, -(s + 1)] : [-s, -orders];
  const gap = Math.abs(alpha - beta);
  const from = Math.log(least + recency);
  const to = Math.log(least + age);
  const at = (u: number): number => small * u + large * Math.log(Math.exp(u) + gap);
  const scale = at(from);
  const integral = integrate((u) => Math.exp(at(u) - scale), from, to, fallPerPiece / (orders + s + 1));
  return Math.log(s) + scale + Math.log(integral);
};

const integrate = (f: (u: number) => number, from: number, to: number, piece: number): number => {
  const width = Math.min(piece, longestPiece);
  let sum = 0;
  for (let left = from; left < to; left += width) {
    const half = Math.min(width, to - left) / 2;
    const middle = left + half;
    let part = 0;
    for (const [point, weight] of points) part += weight * (f(middle - half * point) + f(middle + half * point));
    sum += half * part;
    if (half * part < sum * negligible) break;
  }
  return sum;
};

/** log of being alive. */
const aliveOf = ({ r, alpha, s, beta }: ParetoParameters, { repeats, age }: PurchaseHistory): number =>
  -(r + repeats) * Math.log(alpha + age) - s * Math.log(beta + age);

export const paretoLogLikelihood = ({ rows }: Histories, parameters: ParetoParameters): number => {
  const { r, alpha, s, beta } = parameters;
  const scale = r * Math.log(alpha) + s * Math.log(beta) - logGamma(r);
  return rows.reduce((sum, row) => {
    const customer = logGamma(r + row.repeats) + scale + logAdd(aliveOf(parameters, row), goneOf(parameters, row));
    return sum + row.count * customer;
  }, 0);
};

/** The probability that the customer has not dropped out. */
export const paretoAlive = (parameters: ParetoParameters, history: PurchaseHistory): number =>
  logistic(goneOf(parameters, history) - aliveOf(parameters, history));

/** Orders expected within the next `horizon` weeks. */
export const paretoExpectedOrders = (
  parameters: ParetoParameters,
  history: PurchaseHistory,
  horizon: number,
): number => {
  const { r, alpha, s, beta } = parameters;
  const rate = ((r + history.repeats) * (beta + history.age)) / (alpha + history.age);
  const growth = Math.log1p(horizon / (beta + history.age));
  // (1 − e^−(s−1)g) / (s − 1), whose limit for s = 1 is g.
  const active = Math.abs(s - 1) < 1e-9 ? growth : -Math.expm1(-(s - 1) * growth) / (s - 1);
  return paretoAlive(parameters, history) * rate * active;
};
