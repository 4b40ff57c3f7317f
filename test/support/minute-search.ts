// What the calendar code is checked against: a search that walks through the minutes one by one, reads each zone's clock from
// Intl, counts dates with Temporal and finds festivals by the moon. It shares nothing with the engine.
import { Temporal } from "temporal-polyfill";
import type { Trigger } from "../../lambdas/domain/campaign.ts";
import { newMoonDayNear } from "./new-moon.ts";

export const minuteMs = 60_000;
const slotMs = 30 * minuteMs;

const formats = new Map<string, Intl.DateTimeFormat>();
const offsets = new Map<string, Map<number, number>>();

const formatOf = (zone: string): Intl.DateTimeFormat => {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
  });
  formats.set(zone, format);
  return format;
};

/** How far a zone's clock is ahead of UTC, milliseconds. Clocks are changed at full half hours. */
export const offsetAt = (zone: string, at: number): number => {
  const slot = Math.floor(at / slotMs);
  const known = offsets.get(zone) ?? new Map<number, number>();
  offsets.set(zone, known);
  const offset = known.get(slot) ?? readOffset(zone, slot * slotMs);
  known.set(slot, offset);
  return offset;
};

const readOffset = (zone: string, at: number): number => {
  const parts = Object.fromEntries(
    formatOf(zone)
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute) - at;
};

/** What a clock on the wall reads: `2027-03-28T01:30`. */
export const readingAt = (zone: string, at: number): string =>
  new Date(at + offsetAt(zone, at)).toISOString().slice(0, 16);

/** The same of a clock that nobody put forward in the last three hours: it reads the times that the wall clock skipped. */
const staleReadingAt = (zone: string, at: number): string =>
  new Date(at + offsetAt(zone, at - 180 * minuteMs)).toISOString().slice(0, 16);

/** Whether a clock time begins at this minute: it is read for the first time, or it is skipped and a stale clock reads it. */
const isFirstReading = (zone: string, at: number, local: string): boolean => {
  const isSteady = offsetAt(zone, at) === offsetAt(zone, at - 180 * minuteMs);
  if (readingAt(zone, at) === local) return isSteady || !wasRead(zone, at, local);
  return staleReadingAt(zone, at) === local && !isReadAround(zone, at, local);
};

const wasRead = (zone: string, at: number, local: string): boolean =>
  isReadWithin(zone, at - 180 * minuteMs, at, local);
const isReadAround = (zone: string, at: number, local: string): boolean =>
  isReadWithin(zone, at - 180 * minuteMs, at + 180 * minuteMs, local);

const isReadWithin = (zone: string, from: number, to: number, local: string): boolean => {
  for (let at = from; at < to; at += minuteMs) if (readingAt(zone, at) === local) return true;
  return false;
};

const chinese = new Intl.DateTimeFormat("en-u-ca-chinese", { month: "numeric", timeZone: "UTC" });
const lunarDates = { "spring-festival": [1, 1], "dragon-boat": [5, 5], "mid-autumn": [8, 15] } as const;
/** As the Hong Kong Observatory publishes them. */
const qingming = new Set(["2026-04-05", "2027-04-05", "2028-04-04", "2029-04-04", "2030-04-05"]);

const isFestival = (festival: string, date: Temporal.PlainDate): boolean => {
  if (festival === "qingming") return qingming.has(date.toString());
  const [month, dayOfMonth] = lunarDates[festival as keyof typeof lunarDates];
  const day = Date.UTC(date.year, date.month - 1, date.day) / 86_400_000;
  const first = newMoonDayNear(day - dayOfMonth + 1);
  // A festival is so many days after a new moon; the middle of its month tells which month that is.
  if (first !== day - dayOfMonth + 1) return false;
  const parts = chinese.formatToParts((first + 14) * 86_400_000);
  return parts.find(({ type }) => type === "month")?.value === String(month);
};

type Of<Kind extends Trigger["kind"]> = Extract<Trigger, { kind: Kind }>;

const isCalendarDay = ({ day }: Of<"calendar">, date: Temporal.PlainDate): boolean => {
  if ("festival" in day) return isFestival(day.festival, date);
  return date.month === day.month && date.day === Math.min(day.dayOfMonth, date.daysInMonth);
};

const isDayOfDate = (trigger: Of<"date">, text: string, date: Temporal.PlainDate): string | undefined => {
  const stored = Temporal.PlainDate.from(text);
  if (trigger.every === "once") return date.equals(stored) ? text : undefined;
  if (trigger.every === "year") {
    const isDay = date.year > stored.year && date.equals(anniversary(stored, (date.year - stored.year) * 12, trigger));
    return isDay ? `${text}@${date.year}` : undefined;
  }
  const ages = trigger.ages ?? Array.from({ length: 400 }, (_, index) => index + 1);
  const age = ages.find((months) => date.equals(anniversary(stored, months, trigger)));
  return age === undefined ? undefined : `${text}+${age}m`;
};

const anniversary = (stored: Temporal.PlainDate, months: number, { leapDay }: Of<"date">): Temporal.PlainDate => {
  const date = stored.add({ months }, { overflow: "constrain" });
  const isLeapDay = stored.month === 2 && stored.day === 29 && date.month === 2 && date.day === 28;
  return isLeapDay && leapDay === "mar-1" ? date.add({ days: 1 }) : date;
};

export interface FoundOccurrence {
  /** The minute at which it begins, epoch milliseconds. */
  readonly at: number;
  readonly key: string;
}

export interface MinuteQuestion {
  readonly trigger: Of<"date"> | Of<"calendar"> | Of<"broadcast">;
  /** Dates stored with the customer. */
  readonly dates?: readonly string[];
  readonly zone: string;
  readonly shopZone?: string;
  /** Full minutes, both included. */
  readonly from: number;
  readonly to: number;
}

/** Every occurrence that begins within a span of time, by looking at each of its minutes. */
export const occurrencesByMinute = (q: MinuteQuestion): readonly FoundOccurrence[] => {
  const { trigger } = q;
  const zone = trigger.kind === "broadcast" && trigger.clock === "shop" ? (q.shopZone ?? q.zone) : q.zone;
  return minutesWith(trigger.at.slice(-5), zone, q).flatMap((at) => {
    const clock = trigger.at.slice(-5);
    const wall = readingAt(zone, at);
    const reading = wall.endsWith(clock) ? wall : staleReadingAt(zone, at);
    if (!isFirstReading(zone, at, reading)) return [];
    return keysOn(q, Temporal.PlainDate.from(reading.slice(0, 10))).map((key) => ({ at, key }));
  });
};

/** The minutes at which a clock on the wall, or one that nobody put forward, shows the time. */
const minutesWith = (clock: string, zone: string, { from, to }: MinuteQuestion): readonly number[] => {
  const clockMs = (Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3))) * minuteMs;
  const minutes: number[] = [];
  for (let slot = Math.floor(from / slotMs) * slotMs; slot <= to; slot += slotMs) {
    const wall = offsetAt(zone, slot);
    const stale = offsetAt(zone, slot - 180 * minuteMs);
    for (let at = Math.max(slot, from); at < slot + slotMs && at <= to; at += minuteMs) {
      const isShown = (at + wall) % (1440 * minuteMs) === clockMs || (at + stale) % (1440 * minuteMs) === clockMs;
      if (isShown) minutes.push(at);
    }
  }
  return minutes;
};

const keysOn = ({ trigger, dates = [] }: MinuteQuestion, local: Temporal.PlainDate): readonly string[] => {
  if (trigger.kind === "broadcast") return trigger.at.startsWith(local.toString()) ? [local.toString()] : [];
  const date = local.subtract({ days: trigger.offsetDays });
  if (trigger.kind === "date") return dates.flatMap((text) => isDayOfDate(trigger, text, date) ?? []).toSorted();
  const name = "festival" in trigger.day ? trigger.day.festival : monthAndDay(trigger.day);
  return isCalendarDay(trigger, date) ? [`${name}@${date.year}`] : [];
};

const monthAndDay = ({ month, dayOfMonth }: { readonly month: number; readonly dayOfMonth: number }): string =>
  `${String(month).padStart(2, "0")}-${String(dayOfMonth).padStart(2, "0")}`;

/** The first minute for which a question is answered with yes. */
export const firstMinute = (from: number, to: number, holds: (at: number) => boolean): number => {
  for (let at = from; at <= to; at += minuteMs) if (holds(at)) return at;
  return Number.POSITIVE_INFINITY;
};
