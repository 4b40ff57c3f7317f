// How much of the revenue comes from how few: the share of the top 1, 5, 10, 20 and 50 of 100 customers who ordered, the whole curve
// (Lorenz), and its one number (Gini: 0 when all spend the same, towards 1 when one spends everything).

import type { SampledCustomer } from "./sampled-customer.ts";
import { type Estimate, jackknife, type Sampled, sampledOf } from "./sampling.ts";

export const topShares = [0.01, 0.05, 0.1, 0.2, 0.5] as const;
/** Fewer customers who ordered: the top hundredth would be less than one of them. */
export const concentrationCustomersMin = 100;
const curvePoints = 20;

export interface Concentration {
  readonly sampled: Sampled;
  /** Customers who ordered, with what they spent so far. */
  readonly buyers: number;
  readonly revenue: number;
  readonly thin: boolean;
  /** The share of revenue that the best customers bring; `of` is their share of the customers. */
  readonly top: readonly { readonly of: number; readonly share: Estimate }[];
  readonly gini: Estimate;
  /** From the customers who spend least to those who spend most: so much of the customers bring so much of the revenue. */
  readonly curve: readonly { readonly customers: number; readonly revenue: number }[];
}

interface Spender {
  readonly customerId: string;
  readonly spent: number;
}

/** Of money spent so far. Somebody whose credit notes outweigh the orders spent nothing. */
export const concentrationOf = (customers: readonly SampledCustomer[]): Concentration => {
  const spenders = customers
    .filter(({ profile }) => profile.orders.count > 0)
    .map(({ profile: { customerId, orders } }) => ({ customerId, spent: Math.max(0, orders.revenue) }))
    .sort((a, b) => a.spent - b.spent);
  const [gini = nothing, ...shares] = estimates(spenders);
  const sums = runningSums(spenders);
  return {
    sampled: sampledOf(customers),
    buyers: spenders.length,
    revenue: Math.round((sums.at(-1) ?? 0) * 100) / 100,
    thin: spenders.length < concentrationCustomersMin,
    top: topShares.map((of, index) => ({ of, share: shares[index] ?? nothing })),
    gini,
    curve: Array.from({ length: curvePoints + 1 }, (_, point) => {
      const part = point / curvePoints;
      return { customers: part, revenue: shareOfFirst(sums, part) };
    }),
  };
};

const nothing: Estimate = { value: 0, low: 0, high: 1 };

/** Bounded to what a share can be. */
const estimates = (spenders: readonly Spender[]): readonly Estimate[] =>
  jackknife(spenders, figuresOf).map(({ value, low, high }) => ({
    value,
    low: Math.max(0, low),
    high: Math.min(1, high),
  }));

/** Gini first, then the share of each top. */
const figuresOf = (spenders: readonly Spender[]): readonly number[] => {
  const sums = runningSums(spenders);
  return [giniOf(sums), ...topShares.map((of) => 1 - shareOfFirst(sums, 1 - of))];
};

/** Of spenders in the order of what they spent: what the first, the first two, … spent, and all of them at the end. */
const runningSums = (spenders: readonly Spender[]): readonly number[] => {
  let sum = 0;
  return spenders.map(({ spent }) => {
    sum += spent;
    return sum;
  });
};

/** A part of a customer brings that part of what the customer spent. Without revenue everybody brings the same. */
const shareOfFirst = (sums: readonly number[], part: number): number => {
  const whole = sums.at(-1) ?? 0;
  if (whole === 0) return part;
  const place = part * sums.length;
  const before = Math.min(sums.length, Math.floor(place));
  const [low, high] = [sums[before - 1] ?? 0, sums[before] ?? whole];
  return (low + (place - before) * (high - low)) / whole;
};

/** Twice the area between the curve and the line on which all spend the same. */
const giniOf = (sums: readonly number[]): number => {
  const whole = sums.at(-1) ?? 0;
  if (whole === 0) return 0;
  const area = sums.reduce((total, sum, index) => total + ((sums[index - 1] ?? 0) + sum) / 2, 0);
  return 1 - (2 * area) / (sums.length * whole);
};
