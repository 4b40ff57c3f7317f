import type { Cancelled, Placed, Told } from "./arrival-orders.ts";
import { civilOf } from "./civil-date.ts";
import { dayMs, hourMs } from "./limits.ts";
import type { YearlySpend } from "./yearly-spend.ts";

/*
 * What the order of arrival may change in the money of a year. It adds up like that of all years. Besides, the shop may have moved
 * to another time zone since: what was paid within hours of New Year may have been put down to either year.
 */
interface Bounds {
  readonly low: number;
  readonly high: number;
}

/** The farthest that a clock is from UTC. */
const zoneMs = 14 * hourMs;

const utcYear = (at: number): number => civilOf(Math.floor(at / dayMs)).year;

/** Whether an event belongs to a year: `maybe` when some zone puts it there and another does not. */
const belongs = (at: number, year: number): "yes" | "maybe" | "no" => {
  const [first, last] = [utcYear(at - zoneMs), utcYear(at + zoneMs)];
  if (first === year && last === year) return "yes";
  return first === year || last === year ? "maybe" : "no";
};

const plus = (a: Bounds, b: Bounds): Bounds => ({ low: a.low + b.low, high: a.high + b.high });
const nothing: Bounds = { low: 0, high: 0 };
const orNothing = ({ low, high }: Bounds): Bounds => ({ low: Math.min(0, low), high: Math.max(0, high) });

/** Each event of an order may have been the one that counted, or several of them. */
const ofOrder = (events: readonly Placed[], year: number): Bounds => {
  const within = events.filter(({ occurredAt }) => belongs(occurredAt, year) !== "no");
  const every = within.map(({ amount }) => ({ low: Math.min(0, amount), high: Math.max(0, amount) }));
  const [only] = events;
  if (only !== undefined && events.length === 1 && belongs(only.occurredAt, year) === "yes")
    return { low: only.amount, high: only.amount };
  return every.reduce(plus, nothing);
};

const ofRefund = ({ amount, occurredAt }: Cancelled, year: number): Bounds => {
  const held = belongs(occurredAt, year);
  if (held === "no") return nothing;
  return held === "yes" ? { low: -amount, high: -amount } : orNothing({ low: -amount, high: -amount });
};

const boundsOf = ({ byId, cancelled }: Told, year: number): Bounds =>
  [...[...byId.values()].map((order) => ofOrder(order, year)), ...cancelled.map((one) => ofRefund(one, year))].reduce(
    plus,
    nothing,
  );

/** A profile that says nothing of years is from before they were remembered: it is put right like one that says something wrong. */
export const yearsExplained = (
  stored: YearlySpend | undefined,
  recomputed: unknown,
  told: Told,
  slack: number,
): boolean => {
  if (stored === undefined || recomputed === undefined) return false;
  const { year } = recomputed as YearlySpend;
  const isReachable = (of: number, money: number): boolean => {
    const { low, high } = boundsOf(told, of);
    return money >= low - slack && money <= high + slack;
  };
  return (
    isReachable(stored.year, stored.revenue) &&
    isReachable(stored.year - 1, stored.before) &&
    (stored.year >= year || isReachable(year, 0)) &&
    [...told.placed, ...told.cancelled].some(({ occurredAt }) => belongs(occurredAt, stored.year) !== "no")
  );
};
