// Four models in one: customers buy at a rate of their own and may drop out after any order.
//
// Somebody's gaps between orders are Erlang distributed with `regularity` k stages at a rate λ, so the mean gap is k/λ; k = 1 is
// Poisson, a larger k is a steadier rhythm. λ differs between customers as Gamma(r, α) does, and the chance p of dropping out after
// an order as Beta(a, b) does. In BG models nobody drops out at the first order, in MBG models (`dropsAtFirst`) somebody may.
//
//   k = 1: BG/NBD (Fader, Hardie and Lee 2005), MBG/NBD (Batislam, Denizel and Filiztekin 2007)
//   k > 1: BG/CNBD-k and MBG/CNBD-k (Platzer and Reutterer 2016; Reutterer, Platzer and Schröder 2021)
//
// With x repeat orders, the last at t, seen until T, m = 1 for MBG and 0 for BG, the likelihood of one customer is
//
//   gaps · Γ(r+kx)/Γ(r) · α^r · [ B(a, b+x+m)/B(a, b) · Σ_{j<k} (T−t)^j/j! · Γ(r+kx+j)/Γ(r+kx) / (α+T)^(r+kx+j)     alive
//                               + B(a+1, b+x+m−1)/B(a, b) / (α+t)^(r+kx) ]                      dropped out at the last order
//
// where the second part is absent for x + m = 0, and gaps = Π gap^(k−1) / (k−1)!^x does not depend on the parameters.
// j counts the stages passed since the last order. Both parts are kept as logarithms relative to the first one.
import type { Histories, PurchaseHistory } from "./history.ts";
import { logAdd, logBeta, logGamma } from "./special-functions.ts";

export interface DropoutParameters {
  readonly r: number;
  /** In weeks. */
  readonly alpha: number;
  readonly a: number;
  readonly b: number;
}

export interface DropoutKind {
  /** MBG rather than BG. */
  readonly dropsAtFirst: boolean;
  /** The k of the Erlang distribution, from 1. */
  readonly regularity: number;
}

export interface DropoutModel extends DropoutKind {
  readonly parameters: DropoutParameters;
}

/** Relative to being alive with no stage passed: the logarithms of being alive at all, and of having dropped out. */
export interface AliveOrGone {
  readonly alive: number;
  readonly gone: number;
}

/** The gamma shape of the customer's rate after `repeats` orders. */
const shapeOf = ({ regularity, parameters: { r } }: DropoutModel, repeats: number): number => r + regularity * repeats;

export const aliveOrGone = (model: DropoutModel, history: PurchaseHistory): AliveOrGone => {
  const { repeats, recency, age } = history;
  const { alpha, a, b } = model.parameters;
  const orders = repeats + (model.dropsAtFirst ? 1 : 0);
  const alive = Math.log(stageSum(model, history));
  if (orders === 0) return { alive, gone: Number.NEGATIVE_INFINITY };
  const silence = Math.log(alpha + age) - Math.log(alpha + recency);
  return { alive, gone: Math.log(a / (b + orders - 1)) + shapeOf(model, repeats) * silence };
};

/** How likely each number of passed stages is since the last order, for somebody alive; the first is 1. */
export const stageWeights = (model: DropoutModel, { repeats, recency, age }: PurchaseHistory): readonly number[] => {
  const share = (age - recency) / (model.parameters.alpha + age);
  const shape = shapeOf(model, repeats);
  const weights = [1];
  for (let stage = 1; stage < model.regularity; stage += 1)
    weights.push(((weights[stage - 1] ?? 0) * share * (shape + stage - 1)) / stage);
  return weights;
};

/** The sum of `stageWeights`, without making a list: a fit computes it a million times. */
const stageSum = (model: DropoutModel, { repeats, recency, age }: PurchaseHistory): number => {
  if (model.regularity === 1) return 1;
  const share = (age - recency) / (model.parameters.alpha + age);
  const shape = shapeOf(model, repeats);
  let weight = 1;
  let sum = 1;
  for (let stage = 1; stage < model.regularity; stage += 1) {
    weight *= (share * (shape + stage - 1)) / stage;
    sum += weight;
  }
  return sum;
};

/** The parts of the log-likelihood that depend on nothing but the number of repeat orders. */
interface Common {
  readonly repeats: number;
  readonly scale: number;
  /** The logarithm of how much likelier leaving at the last order was than staying. */
  readonly leaving: number;
}

const commonOf = (model: DropoutModel, repeats: number): Common => {
  const { r, alpha, a, b } = model.parameters;
  const orders = repeats + (model.dropsAtFirst ? 1 : 0);
  const rate = logGamma(shapeOf(model, repeats)) - logGamma(r) + r * Math.log(alpha);
  const leaving = orders === 0 ? Number.NEGATIVE_INFINITY : Math.log(a / (b + orders - 1));
  return { repeats, scale: rate + logBeta(a, b + orders) - logBeta(a, b), leaving };
};

/**
 * The log-likelihood of what the customers did. A regularity above 1 needs the gaps between their orders. It says the same as
 * `aliveOrGone` of each row; the rows lie in the order of their repeat orders, so what depends on them is computed once each.
 */
export const dropoutLogLikelihood = (histories: Histories, model: DropoutModel): number => {
  const { alpha } = model.parameters;
  let common = commonOf(model, 0);
  let sum = 0;
  for (const row of histories.rows) {
    if (row.repeats !== common.repeats) common = commonOf(model, row.repeats);
    const shape = shapeOf(model, row.repeats);
    const seen = Math.log(alpha + row.age);
    const gone = common.leaving + shape * (seen - Math.log(alpha + row.recency));
    const alive = model.regularity === 1 ? 0 : Math.log(stageSum(model, row));
    sum += row.count * (common.scale - shape * seen + logAdd(alive, gone));
  }
  return sum + gapsOf(histories, model.regularity);
};

const gapsOf = ({ rows, logGaps = Number.NaN }: Histories, regularity: number): number => {
  if (regularity === 1) return 0;
  const repeats = rows.reduce((sum, row) => sum + row.repeats * row.count, 0);
  return (regularity - 1) * logGaps - repeats * logGamma(regularity);
};
