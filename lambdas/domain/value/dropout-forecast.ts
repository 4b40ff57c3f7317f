// What a fitted model says of one customer. Nothing here is approximated: given the history, the rate of somebody alive is Gamma
// distributed and the chance of dropping out is Beta distributed, so the stages passed within a horizon are negative binomial, and
//
//   P(at least n orders | alive) = E[(1−p)^(n−1)] · P(stages passed since the last order + new ones ≥ k·n)
//
// Summed over n this is the expected number of orders. For k = 1 it equals the published formula with a hypergeometric function,
// which it does without: that function loses its digits for customers with hundreds of orders.
import { aliveOrGone, type DropoutModel, stageWeights } from "./dropout-model.ts";
import type { PurchaseHistory } from "./history.ts";
import { logistic } from "./special-functions.ts";

/** The probability that the customer has not dropped out. */
export const aliveProbability = (model: DropoutModel, history: PurchaseHistory): number => {
  const { alive, gone } = aliveOrGone(model, history);
  return logistic(gone - alive);
};

/** Chances smaller than this are left out of a forecast. */
const negligible = 1e-12;
/** Stages counted at most: a customer with that many within a horizon is no person. */
const maxStages = 200_000;

/** Entry n − 1 is the probability of at least n orders within the next `horizon` weeks, by somebody who is alive. */
export const orderChancesAlive = (
  model: DropoutModel,
  history: PurchaseHistory,
  horizon: number,
): readonly number[] => {
  const weights = stageWeights(model, history);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const chances: number[] = [];
  for (const [stage, weight] of weights.entries()) {
    const shape = model.parameters.r + model.regularity * history.repeats + stage;
    addStageChances(chances, {
      shape,
      odds: horizon / (model.parameters.alpha + history.age + horizon),
      stage,
      weight: weight / total,
      regularity: model.regularity,
    });
  }
  return staying(model, history, chances);
};

interface StageRun {
  readonly shape: number;
  readonly odds: number;
  readonly stage: number;
  readonly weight: number;
  readonly regularity: number;
}

/** Walks up the negative binomial distribution in logarithms, since its first terms can be smaller than any number. */
const addStageChances = (chances: number[], { shape, odds, stage, weight, regularity }: StageRun): void => {
  if (odds <= 0) return;
  const logOdds = Math.log(odds);
  let logTerm = shape * Math.log1p(-odds);
  let beyond = 1;
  for (let passed = 0; passed < maxStages; passed += 1) {
    beyond = Math.max(0, beyond - Math.exp(logTerm));
    logTerm += Math.log((shape + passed) / (passed + 1)) + logOdds;
    const reached = stage + passed + 1;
    if (reached % regularity === 0) {
      const order = reached / regularity - 1;
      chances[order] = (chances[order] ?? 0) + weight * beyond;
    }
    if (beyond < negligible && passed * (1 - odds) > shape * odds) return;
  }
};

/** Each order but the first of the horizon needs somebody who stayed after the one before. */
const staying = (
  { dropsAtFirst, parameters: { a, b } }: DropoutModel,
  { repeats }: PurchaseHistory,
  chances: readonly number[],
): readonly number[] => {
  const stayed = b + repeats + (dropsAtFirst ? 1 : 0);
  let factor = 1;
  return chances.map((chance, before) => {
    if (before > 0) factor *= (stayed + before - 1) / (a + stayed + before - 1);
    return chance * factor;
  });
};

/** Entry n − 1 is the probability of at least n orders within the next `horizon` weeks. */
export const orderChances = (model: DropoutModel, history: PurchaseHistory, horizon: number): readonly number[] => {
  const alive = aliveProbability(model, history);
  return orderChancesAlive(model, history, horizon).map((chance) => alive * chance);
};

/** Orders expected within the next `horizon` weeks. */
export const expectedOrders = (model: DropoutModel, history: PurchaseHistory, horizon: number): number =>
  orderChances(model, history, horizon).reduce((sum, chance) => sum + chance, 0);

/** The probability that somebody alive orders again within `horizon` weeks: the distribution of the next order's date. */
export const nextOrderWithin = (model: DropoutModel, history: PurchaseHistory, horizon: number): number => {
  const weights = stageWeights(model, history);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const odds = horizon / (model.parameters.alpha + history.age + horizon);
  if (odds <= 0) return 0;
  const silent = weights.reduce((sum, weight, stage) => {
    const shape = model.parameters.r + model.regularity * history.repeats + stage;
    return sum + (weight / total) * fewerThan(model.regularity - stage, shape, odds);
  }, 0);
  return Math.max(0, Math.min(1, 1 - silent));
};

/** P(N < stages) of the negative binomial. */
const fewerThan = (stages: number, shape: number, odds: number): number => {
  let term = Math.exp(shape * Math.log1p(-odds));
  let sum = 0;
  for (let passed = 0; passed < stages; passed += 1) {
    sum += term;
    term *= ((shape + passed) / (passed + 1)) * odds;
  }
  return sum;
};

/** Beyond this nobody plans: about a thousand years. */
const farthestWeeks = 52_000;
const halvings = 60;

/** The weeks until the next order that somebody alive stays below with this probability; `Infinity` when it is beyond all plans. */
export const nextOrderQuantile = (model: DropoutModel, history: PurchaseHistory, probability: number): number => {
  if (nextOrderWithin(model, history, farthestWeeks) < probability) return Number.POSITIVE_INFINITY;
  // Halving goes by the logarithm, so that a rhythm of a day and one of a decade are found equally exactly.
  let low = Math.log(1e-6);
  let high = Math.log(farthestWeeks);
  for (let step = 0; step < halvings; step += 1) {
    const middle = (low + high) / 2;
    if (nextOrderWithin(model, history, Math.exp(middle)) < probability) low = middle;
    else high = middle;
  }
  return Math.exp((low + high) / 2);
};
