import { dayMs } from "../limits.ts";
import type { OrderFigures } from "../profile.ts";

/** The unit of time of all customer-base models, in milliseconds. A rate is per week, an age is in weeks. */
export const weekMs = 7 * dayMs;

/** All that a customer-base model needs to know of a customer. Times count from the first order, in weeks. */
export interface PurchaseHistory {
  /** Orders after the first. */
  readonly repeats: number;
  /** From the first order to the last; 0 without a repeat order. */
  readonly recency: number;
  /** From the first order to the end of what was seen. */
  readonly age: number;
}

/** What a sample of customers shows together. */
export interface Histories {
  /** Different histories, the fewest repeat orders first, with the number of customers who have each: many look the same. */
  readonly rows: readonly (PurchaseHistory & { readonly count: number })[];
  readonly customers: number;
  /** The sum of the natural logarithms of all gaps between orders, in weeks. Without it, regularity cannot be told. */
  readonly logGaps?: number;
}

const keyOf = ({ repeats, recency, age }: PurchaseHistory): string => `${repeats} ${recency} ${age}`;

export const collapse = (histories: Iterable<PurchaseHistory>, logGaps?: number): Histories => {
  const rows = new Map<string, PurchaseHistory & { count: number }>();
  let customers = 0;
  for (const { repeats, recency, age } of histories) {
    customers += 1;
    const history = { repeats, recency, age };
    const known = rows.get(keyOf(history));
    if (known === undefined) rows.set(keyOf(history), { ...history, count: 1 });
    else known.count += 1;
  }
  const sorted = [...rows.values()].sort((a, b) => a.repeats - b.repeats);
  return { rows: sorted, customers, ...(logGaps !== undefined && { logGaps }) };
};

export const repeatsOf = ({ rows }: Histories): number =>
  rows.reduce((sum, { repeats, count }) => sum + repeats * count, 0);

export const repeatersOf = ({ rows }: Histories): number =>
  rows.reduce((sum, { repeats, count }) => sum + (repeats > 0 ? count : 0), 0);

/** What a profile says of its customer at an instant (epoch milliseconds); nothing before the first order. */
export const historyOf = ({ count, firstAt, lastAt }: OrderFigures, at: number): PurchaseHistory | undefined => {
  if (firstAt === undefined || lastAt === undefined || count < 1) return undefined;
  return {
    repeats: count - 1,
    recency: count === 1 ? 0 : (lastAt - firstAt) / weekMs,
    age: Math.max(at, lastAt, firstAt) / weekMs - firstAt / weekMs,
  };
};

/**
 * The history of somebody by the days of their orders, in ascending order and without repeats: two orders of one day count as
 * one, as the published figures have it. `until` is the last day that was seen.
 */
export const historyOfDays = (days: readonly number[], until: number): PurchaseHistory => {
  const first = days[0] ?? until;
  const last = days.at(-1) ?? first;
  return { repeats: Math.max(0, days.length - 1), recency: (last - first) / 7, age: (until - first) / 7 };
};

/** The sum over the gaps of somebody's ordering days of their logarithms, in weeks. */
export const logGapsOfDays = (days: readonly number[]): number =>
  days.slice(1).reduce((sum, day, index) => sum + Math.log((day - (days[index] ?? day)) / 7), 0);
