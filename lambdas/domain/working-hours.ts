import type { Rules } from "./rules.ts";
import { zoneCalendar } from "./zone-calendar.ts";

const minuteMs = 60_000;
/** A shop that works on one day of the week still answers within this. */
const searchDaysMax = 40;

const minuteOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5));

interface Span {
  readonly from: number;
  readonly to: number;
}

/** The working hours of a local day of the shop; undefined on a day off. */
const spanOf = ({ settings, hours }: Rules, day: number): Span | undefined => {
  const { days, from, to } = settings.workingHours;
  const weekday = ((((day + 3) % 7) + 7) % 7) + 1;
  if (!days.includes(weekday) || hours.isClosedDay(day)) return undefined;
  const calendar = zoneCalendar(settings.shop.timeZone);
  return { from: calendar.instantAt(day, minuteOf(from)), to: calendar.instantAt(day, minuteOf(to)) };
};

export interface AnswerTime {
  /** Counts in working hours only, and applies when `at` lies within them. */
  readonly workingMinutes?: number | undefined;
  /** Plain minutes: without `workingMinutes`, or when `at` lies outside of working hours. */
  readonly minutes?: number | undefined;
}

/**
 * When something that began at `at` must be done. Within working hours the time goes on counting on the next working day;
 * outside of them the plain minutes count, or, without any, the working minutes from the next opening on.
 */
export const deadlineOf = (at: number, { workingMinutes, minutes }: AnswerTime, rules: Rules): number => {
  if (workingMinutes === undefined) return at + (minutes ?? 0) * minuteMs;
  const today = spanOf(rules, zoneCalendar(rules.settings.shop.timeZone).dayOf(at));
  const isWorking = today !== undefined && at >= today.from && at < today.to;
  return isWorking || minutes === undefined
    ? afterWorking(at, workingMinutes * minuteMs, rules)
    : at + minutes * minuteMs;
};

const afterWorking = (at: number, workMs: number, rules: Rules): number => {
  const first = zoneCalendar(rules.settings.shop.timeZone).dayOf(at);
  let left = workMs;
  for (let day = first; day <= first + searchDaysMax; day += 1) {
    const span = spanOf(rules, day);
    if (span === undefined || at >= span.to) continue;
    const from = Math.max(at, span.from);
    if (from + left <= span.to) return from + left;
    left -= span.to - from;
  }
  return at + workMs;
};
