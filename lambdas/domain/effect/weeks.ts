import { dayOfIsoDate, isoDateOf, mondayOf } from "../civil-date.ts";
import { type Counts, sumCounts } from "../funnel-counts.ts";
import { type Groups, groupsOf } from "../goal-counts.ts";

export interface CountedDay {
  /** Local to the shop, `YYYY-MM-DD`. */
  readonly day: string;
  readonly counts: Counts;
}

/** The customers whose windows began in one week of the shop. */
export interface CountedWeek extends Groups {
  /** Its Monday. */
  readonly week: string;
}

export const weekOf = (day: string): string => isoDateOf(mondayOf(dayOfIsoDate(day)));

/** In order; weeks without a customer are left out. The last one may be cut short, which is no harm: chance cut it. */
export const weeksOf = (days: readonly CountedDay[]): readonly CountedWeek[] => {
  const byWeek = new Map<string, Counts[]>();
  for (const { day, counts } of days) byWeek.set(weekOf(day), [...(byWeek.get(weekOf(day)) ?? []), counts]);
  return [...byWeek]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([week, parts]) => ({ week, ...groupsOf(sumCounts(parts)) }))
    .filter(({ treated, heldOut }) => treated.customers + heldOut.customers > 0);
};
