import { dayOfCivil } from "../civil-date.ts";
import type { ZoneCalendar } from "../zone-calendar.ts";

/** How 03/04/2010 is meant; without it only dates that can be read in one way are taken. */
export const dateOrders = ["dmy", "mdy"] as const;
export type DateOrder = (typeof dateOrders)[number];

export type RowDate =
  | { readonly ok: true; readonly at: number }
  | { readonly ok: false; readonly reason: "bad-date" | "ambiguous-date" };

export const dateRule = "a date such as 2010-12-01, 2010-12-01 08:26:00, 2010-12-01T08:26:00Z or 25/12/2010";

/** A date between these years is believed. */
const firstYear = 1970;
const lastYear = 2199;

const zone = String.raw`(Z|[+-]\d{2}:?\d{2})?`;
const time = String.raw`(?:[T\s]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*([AaPp][Mm])?\s*${zone})?`;
const yearFirst = new RegExp(String.raw`^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?${time}$`);
const compact = new RegExp(String.raw`^(\d{4})(\d{2})(\d{2})${time}$`);
const yearLast = new RegExp(String.raw`^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})${time}$`);

/** More different texts than this are not remembered at once. */
const maxRemembered = 10_000;

/** Reads the dates of one file: a date without a zone is the wall clock of the shop. Lines of an order repeat a date, so it is remembered. */
export const createDateReader = (calendar: ZoneCalendar, order?: DateOrder): ((text: string) => RowDate) => {
  const known = new Map<string, RowDate>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const read = readDate(text.trim(), calendar, order);
    if (known.size >= maxRemembered) known.clear();
    known.set(text, read);
    return read;
  };
};

const bad: RowDate = { ok: false, reason: "bad-date" };

const readDate = (text: string, calendar: ZoneCalendar, order: DateOrder | undefined): RowDate => {
  if (text.length > 64) return bad;
  const ymd = yearFirst.exec(text) ?? compact.exec(text);
  if (ymd !== null) return instant({ year: Number(ymd[1]), month: Number(ymd[2]), day: Number(ymd[3]) }, ymd, calendar);
  const last = yearLast.exec(text);
  if (last === null) return bad;
  const [first, second, year] = [Number(last[1]), Number(last[2]), Number(last[3])];
  const dmy = { year, month: second, day: first };
  const mdy = { year, month: first, day: second };
  if (order !== undefined) return instant(order === "dmy" ? dmy : mdy, last, calendar);
  if (first <= 12 && second <= 12 && first !== second) return { ok: false, reason: "ambiguous-date" };
  return instant(first > 12 ? dmy : mdy, last, calendar);
};

interface Civil {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

const daysInMonth = (year: number, month: number): number => {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
};

const isDate = ({ year, month, day }: Civil): boolean =>
  year >= firstYear && year <= lastYear && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);

const instant = (date: Civil, parts: RegExpExecArray, calendar: ZoneCalendar): RowDate => {
  const clock = clockOf(parts);
  if (!isDate(date) || clock === undefined) return bad;
  const day = dayOfCivil({ year: date.year, month: date.month, dayOfMonth: date.day });
  const offset = offsetOf(parts[9]);
  if (offset === undefined) return { ok: true, at: wallClock(calendar, day, clock.minuteOfDay) + clock.ms };
  return { ok: true, at: day * 86_400_000 + (clock.minuteOfDay - offset) * 60_000 + clock.ms };
};

/** On a day of 24 hours no clock was moved, and the minutes can be added; only the other days need the slow way. */
const wallClock = (calendar: ZoneCalendar, day: number, minuteOfDay: number): number => {
  const start = calendar.startOfDay(day);
  const isPlain = calendar.startOfDay(day + 1) - start === 86_400_000;
  return isPlain ? start + minuteOfDay * 60_000 : calendar.instantAt(day, minuteOfDay);
};

/** Undefined when there is no such time of day. Without a time the day's start is meant. */
const clockOf = (parts: RegExpExecArray): { minuteOfDay: number; ms: number } | undefined => {
  const hour = hourOf(Number(parts[4] ?? 0), parts[8]?.toLowerCase());
  const minute = Number(parts[5] ?? 0);
  const second = Number(parts[6] ?? 0);
  if (hour === undefined || hour > 23 || minute > 59 || second > 59) return undefined;
  const fraction = Math.floor(Number(`0.${parts[7] ?? 0}`) * 1000);
  return { minuteOfDay: hour * 60 + minute, ms: second * 1000 + fraction };
};

const hourOf = (hour: number, half: string | undefined): number | undefined => {
  if (half === undefined) return hour;
  if (hour < 1 || hour > 12) return undefined;
  return (hour % 12) + (half === "pm" ? 12 : 0);
};

/** Minutes east of UTC; undefined for a wall clock. */
const offsetOf = (text: string | undefined): number | undefined => {
  if (text === undefined) return undefined;
  if (text === "Z") return 0;
  const minutes = Number(text.slice(1, 3)) * 60 + Number(text.slice(-2));
  return text.startsWith("-") ? -minutes : minutes;
};
