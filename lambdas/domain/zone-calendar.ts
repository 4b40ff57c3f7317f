// A zoned conversion costs microseconds and decisions need millions of them, so Temporal is asked once per zone and day;
// everything after that compares epoch milliseconds.
import { Temporal } from "temporal-polyfill";
import { civilOf, isoDateOf } from "./civil-date.ts";

/** The local calendar of one zone. Instants are epoch milliseconds, days are counted from 1970-01-01. */
export interface ZoneCalendar {
  readonly zone: string;
  /** The local day that holds the instant. A day begins at its first midnight, should a clock pass midnight twice. */
  dayOf(at: number): number;
  /** The first instant of a local day; of a day that the zone left out, the first instant after it. */
  startOfDay(day: number): number;
  /** The instant of a local clock time (minutes since midnight), gaps and overlaps as in Temporal's `compatible`. */
  instantAt(day: number, minuteOfDay: number): number;
  /** YYYY-MM-DD. */
  dateOf(day: number): string;
}

const dayMs = 86_400_000;
/** A zone's name may come from outside: the memo of names starts over before it can fill the memory. */
const maxRememberedNames = 5000;
/** So may a day: a customer's date can lie in any year. */
const maxRememberedDays = 20_000;

/** IANA names only: Temporal also takes offsets and whole timestamps, which know no summer time. */
const looksLikeName = /^[A-Za-z][A-Za-z0-9_+-]*(\/[A-Za-z0-9_+-]+)*$/;
const knownNames = new Map<string, boolean>();

const isAcceptedByTemporal = (zone: string): boolean => {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone);
    return true;
  } catch {
    return false;
  }
};

/** True for the name of a zone with rules, such as Europe/London or UTC; false for an offset such as +01:00. */
export const isTimeZone = (zone: string): boolean => {
  const known = knownNames.get(zone);
  if (known !== undefined) return known;
  if (knownNames.size >= maxRememberedNames) knownNames.clear();
  const accepted = zone.length <= 64 && zone !== "Z" && looksLikeName.test(zone) && isAcceptedByTemporal(zone);
  knownNames.set(zone, accepted);
  return accepted;
};

const plainDate = (day: number): Temporal.PlainDate => {
  const { year, month, dayOfMonth } = civilOf(day);
  return new Temporal.PlainDate(year, month, dayOfMonth);
};

const clockTime = (minuteOfDay: number): Temporal.PlainTime =>
  new Temporal.PlainTime(Math.floor(minuteOfDay / 60), minuteOfDay % 60);

const createCalendar = (zone: string): ZoneCalendar => {
  const starts = new Map<number, number>();
  let latest = { day: 0, start: 0, end: 0 };

  const startOfDay = (day: number): number => {
    const known = starts.get(day);
    if (known !== undefined) return known;
    const start = plainDate(day).toZonedDateTime({ timeZone: zone }).epochMilliseconds;
    if (starts.size >= maxRememberedDays) starts.clear();
    starts.set(day, start);
    return start;
  };

  /** A day of 24 hours has no change of the clock, so its clock times follow from its start; only other days need Temporal. */
  const instantAt = (day: number, minuteOfDay: number): number => {
    const start = startOfDay(day);
    if (startOfDay(day + 1) - start === dayMs) return start + minuteOfDay * 60_000;
    return plainDate(day).toZonedDateTime({ timeZone: zone, plainTime: clockTime(minuteOfDay) }).epochMilliseconds;
  };

  const dayOf = (at: number): number => {
    if (at >= latest.start && at < latest.end) return latest.day;
    let day = Math.floor((at - latest.start) / dayMs) + latest.day;
    while (startOfDay(day) > at) day -= 1;
    while (startOfDay(day + 1) <= at) day += 1;
    latest = { day, start: startOfDay(day), end: startOfDay(day + 1) };
    return day;
  };

  return {
    zone,
    dayOf,
    startOfDay,
    instantAt,
    dateOf: isoDateOf,
  };
};

const calendars = new Map<string, ZoneCalendar>();
/** Nearly every question is about the zone of the one before. */
let asked: ZoneCalendar | undefined;

/** The calendar of a zone that `isTimeZone` accepts; anything else throws. */
export const zoneCalendar = (zone: string): ZoneCalendar => {
  if (asked?.zone === zone) return asked;
  const calendar = calendars.get(zone) ?? createCalendar(zone);
  calendars.set(zone, calendar);
  asked = calendar;
  return calendar;
};
