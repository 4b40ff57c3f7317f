// How much somebody spends per order (Fader and Hardie 2013): each order of a customer is Gamma(p, ν) distributed, and ν differs
// between customers as Gamma(q, v) does. A mean over few orders is mostly chance and is drawn toward the shop's; one over many stands.
//
// q is kept above 1: below, the mean spend of the shop would be infinite.
import { logGamma } from "./special-functions.ts";

export interface SpendParameters {
  readonly p: number;
  readonly q: number;
  /** In the shop's currency. */
  readonly v: number;
}

/** The mean amount of somebody's orders, and over how many it is; a mean that is not above 0 says nothing. */
export interface SpendHistory {
  readonly orders: number;
  readonly mean: number;
}

export const saysSomething = ({ orders, mean }: SpendHistory): boolean => orders > 0 && mean > 0;

/** Customers with repeat orders and a positive mean. */
export const spendLogLikelihood = (histories: readonly SpendHistory[], { p, q, v }: SpendParameters): number => {
  const shared = new Map<number, number>();
  const logV = Math.log(v);
  return histories.reduce((sum, { orders, mean }) => {
    const shape = p * orders;
    const known = shared.get(orders) ?? logGamma(shape + q) - logGamma(shape) - logGamma(q) + shape * Math.log(orders);
    shared.set(orders, known);
    return sum + known + q * logV + (shape - 1) * Math.log(mean) - (shape + q) * Math.log(v + orders * mean);
  }, 0);
};

/** What is known of somebody's ν after their orders: Gamma(shape, rate). */
export interface SpendBelief {
  readonly shape: number;
  /** In the shop's currency. */
  readonly rate: number;
}

export const spendBelief = ({ p, q, v }: SpendParameters, history: SpendHistory): SpendBelief =>
  saysSomething(history)
    ? { shape: q + p * history.orders, rate: v + history.orders * history.mean }
    : { shape: q, rate: v };

/** The expected amount of the next order. */
export const expectedSpend = (parameters: SpendParameters, history: SpendHistory): number => {
  const { shape, rate } = spendBelief(parameters, history);
  return (parameters.p * rate) / (shape - 1);
};
