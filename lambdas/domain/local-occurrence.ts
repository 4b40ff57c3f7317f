import { dayMs, hourMs } from "./limits.ts";
import type { Entry } from "./profile.ts";
import type { ZoneCalendar } from "./zone-calendar.ts";

/** What a customer enters for at a clock time of a local day. */
export interface LocalOccurrence {
  /** Epoch milliseconds. */
  readonly at: number;
  /**
   * Names the date, the year or the age and never the instant: who moves to another zone between two looks does not
   * enter a second time.
   */
  readonly key: string;
}

/** What a search for the next occurrence goes by. */
export interface LocalSearch {
  readonly calendar: ZoneCalendar;
  readonly minuteOfDay: number;
  /** The customer is too late for an occurrence before this instant, epoch milliseconds. */
  readonly missedBefore: number;
  /** Of an occurrence after this instant it is enough to know that it lies after it. */
  readonly notAfter: number;
  /** The occurrence that the customer entered for last, and all before it, are over. */
  readonly entry: Entry | undefined;
}

/** A tick comes once a minute and may be held up: with a window of no length nobody would ever be in time. */
const lateLeastMs = 15 * 60_000;

/** How late a customer may be for an occurrence, milliseconds. */
export const lateMsOf = ({ lateHours }: { readonly lateHours: number }): number =>
  Math.max(lateHours * hourMs, lateLeastMs);

/** Of a text that ends in a clock time, `09:30`. Asked at every look, so it cuts no texts out of it. */
export const minuteOf = (text: string): number => {
  const start = text.length - 5;
  return twoDigits(text, start) * 60 + twoDigits(text, start + 3);
};

const zero = 48;
const twoDigits = (text: string, at: number): number =>
  (text.charCodeAt(at) - zero) * 10 + text.charCodeAt(at + 1) - zero;

/** No clock on earth was ever farther from UTC. */
const farthestClockMs = 16 * hourMs;

export const missed = Number.NEGATIVE_INFINITY;

/**
 * The instant of the clock time on a local day; `missed` when the customer is too late for it. The zone is asked only where
 * the answer matters: of a day far behind or far ahead, any clock on earth tells as much.
 */
export const instantOn = (day: number, search: LocalSearch): number => {
  const { calendar, minuteOfDay, missedBefore, notAfter } = search;
  const inUtc = day * dayMs + minuteOfDay * 60_000;
  if (inUtc + farthestClockMs < missedBefore) return missed;
  if (inUtc - farthestClockMs > notAfter) return inUtc - farthestClockMs;
  const at = calendar.instantAt(day, minuteOfDay);
  return at < missedBefore ? missed : at;
};
