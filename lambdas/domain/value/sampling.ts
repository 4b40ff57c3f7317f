// How far what a sample shows may be from the shop. Every customer of the sample counts as drawn at random from very many; where the
// sample is everybody there is no such error, and the intervals say how much of what is seen may be chance.
import { hashOf, numberOf } from "../hash.ts";
import type { SampledCustomer } from "./sampled-customer.ts";

/** What an estimate rests on. */
export interface Sampled {
  readonly customers: number;
  /** Of those customers, as far as they were read. */
  readonly orders: number;
}

/** An estimate and where the truth lies, but for one case in twenty. */
export interface Estimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

export const sampledOf = (customers: readonly SampledCustomer[]): Sampled => ({
  customers: customers.length,
  orders: customers.reduce((sum, { orders }) => sum + orders.length, 0),
});

/** Of the standard normal distribution, 95 % lie within so many standard deviations. */
export const normal95 = 1.96;

/** A share of so many, by Wilson's interval: it holds for few, and for none. */
export const shareOf = (count: number, of: number): Estimate => {
  if (of === 0) return { value: 0, low: 0, high: 1 };
  const z2 = normal95 ** 2;
  const middle = (count + z2 / 2) / (of + z2);
  const half = (normal95 / (of + z2)) * Math.sqrt((count * (of - count)) / of + z2 / 4);
  return { value: count / of, low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
};

/** The smallest value that at least this share of the values is not above. `sorted` ascends and holds one value at least. */
export const quantileOf = (sorted: readonly number[], share: number): number =>
  sorted[rankOf(sorted, sorted.length * share)] ?? 0;

const rankOf = ({ length }: readonly number[], place: number): number =>
  Math.min(length - 1, Math.max(0, Math.ceil(place) - 1));

/** A quantile with the interval of order statistics: it supposes nothing of how the values are distributed. */
export const quantileEstimate = (sorted: readonly number[], share: number): Estimate => {
  const place = sorted.length * share;
  const half = normal95 * Math.sqrt(sorted.length * share * (1 - share));
  return {
    value: quantileOf(sorted, share),
    low: sorted[rankOf(sorted, place - half)] ?? 0,
    high: sorted[rankOf(sorted, place + half + 1)] ?? 0,
  };
};

/** Into so many groups a sample is divided to see how much its parts differ. */
const groupsOfCustomers = 25;

/** Which group somebody falls into says the id alone, so that the order of the sample makes no difference. */
const groupOf = (customerId: string, groups: number): number => numberOf(hashOf("jackknife", customerId)) % groups;

/**
 * Estimates by leaving out one group of customers after the other (the delete-a-group jackknife): how much the figures move tells how
 * much another sample would have moved them. `figuresOf` gives the same figures, in the same order, for any part of the sample. Fewer
 * groups do where each costs a fit.
 */
export const jackknife = <One extends { readonly customerId: string }>(
  values: readonly One[],
  figuresOf: (part: readonly One[]) => readonly number[],
  groupCount = groupsOfCustomers,
): readonly Estimate[] => {
  const groups = values.map(({ customerId }) => groupOf(customerId, groupCount));
  const parts = Array.from({ length: groupCount }, (_, group) =>
    figuresOf(values.filter((_one, index) => groups[index] !== group)),
  );
  return figuresOf(values).map((value, index) => {
    const moved = parts.map((part) => part[index] ?? value);
    const mean = moved.reduce((sum, one) => sum + one, 0) / moved.length;
    const scatter = moved.reduce((sum, one) => sum + (one - mean) ** 2, 0);
    const half = normal95 * Math.sqrt(((groupCount - 1) / groupCount) * scatter);
    return { value, low: value - half, high: value + half };
  });
};
