// What a customer spent in a year: money goes to the year in which it was paid or given back, by the shop's clock. So it is a sum
// per year, and the same in whatever order orders and refunds arrive. The latest two years are kept: a level that asks for a year's
// spend counts this year or the one before, and nothing else reads them.
import { civilOf, dayOfCivil } from "./civil-date.ts";
import { addMoney } from "./money.ts";
import type { OrderFigures } from "./profile.ts";
import { zoneCalendar } from "./zone-calendar.ts";

export interface YearlySpend {
  /** The latest year of the shop's calendar in which money came or went. */
  readonly year: number;
  /** Of that year; below 0 when more went back than came. */
  readonly revenue: number;
  /** Of the year before it. */
  readonly before: number;
}

/** The year of the shop's calendar that holds an instant. */
export const yearOf = (at: number, zone: string): number => civilOf(zoneCalendar(zone).dayOf(at)).year;

const startOfYear = (year: number, zone: string): number =>
  zoneCalendar(zone).startOfDay(dayOfCivil({ year, month: 1, dayOfMonth: 1 }));

const noSpend = (year: number): YearlySpend => ({ year, revenue: 0, before: 0 });

/** Money of a year, added; what is older than the year before the latest one is forgotten. */
export const withSpend = (known: YearlySpend | undefined, year: number, money: number): YearlySpend => {
  const { year: latest, revenue, before } = known ?? noSpend(year);
  if (year === latest) return { year, revenue: addMoney(revenue, money), before };
  if (year === latest - 1) return { year: latest, revenue, before: addMoney(before, money) };
  if (year < latest) return { year: latest, revenue, before };
  return { year, revenue: addMoney(0, money), before: year === latest + 1 ? revenue : 0 };
};

/** What an event changed in the money of all orders, put down to its year. */
export const withYearOf = (before: OrderFigures, after: OrderFigures, year: () => number): OrderFigures => {
  if (after === before) return after;
  const money = addMoney(after.revenue, -before.revenue);
  const byYear = money === 0 ? before.byYear : withSpend(before.byYear, year(), money);
  return byYear === undefined ? after : { ...after, byYear };
};

/**
 * The most that was spent within one year, of this one and the one before. What more than a year's money went back in the next one
 * went back from the year before: otherwise an order of December that is returned in January would count.
 */
export const bestYearSpend = ({ byYear }: OrderFigures, now: number, zone: string): number => {
  if (byYear === undefined) return 0;
  const years = byYear.year - yearOf(now, zone);
  if (years < -1) return 0;
  if (years === -1) return Math.max(0, byYear.revenue);
  return Math.max(0, byYear.revenue, addMoney(byYear.before, Math.min(0, byYear.revenue)));
};

/** The instants at which a year's spend stops counting. */
export const yearEdges = ({ byYear }: OrderFigures, zone: string): readonly number[] =>
  byYear === undefined ? [] : [1, 2].map((years) => startOfYear(byYear.year + years, zone));
