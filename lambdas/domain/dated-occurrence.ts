// Occurrences of a date that is stored with the customer: the day itself, each year after it, or each month of age.
import { attributeOf } from "./attribute.ts";
import type { Trigger } from "./campaign.ts";
import { type CivilDate, civilOf, dayOfCivil, isoDateOf } from "./civil-date.ts";
import { dayMs } from "./limits.ts";
import { instantOn, type LocalOccurrence, type LocalSearch, missed } from "./local-occurrence.ts";
import type { Profile } from "./profile.ts";

type DateTrigger = Extract<Trigger, { kind: "date" }>;

/** The earliest occurrence that is neither missed nor over; nothing when there is none, or no date is known. */
export const nextDated = (trigger: DateTrigger, profile: Profile, search: LocalSearch): LocalOccurrence | undefined => {
  const stored = attributeOf(profile, trigger.attribute);
  const over = overAt(trigger, search.entry?.occurrence);
  if (!Array.isArray(stored)) return nextOf(trigger, stored, over, search);
  let earliest: LocalOccurrence | undefined;
  for (const one of stored) {
    const next = nextOf(trigger, one, over, search);
    if (next !== undefined && (earliest === undefined || compare(next, earliest) < 0)) earliest = next;
  }
  return earliest;
};

const compare = (a: LocalOccurrence, b: LocalOccurrence): number => a.at - b.at || (a.key < b.key ? -1 : 1);

/** Occurrences are taken in the order of their days, those of one day in the order of their keys. */
interface Over {
  readonly day: number;
  readonly key: string;
}

const isOver = (over: Over | undefined, day: number, key: string): boolean =>
  over !== undefined && (day < over.day || (day === over.day && key <= over.key));

const nextOf = (
  trigger: DateTrigger,
  stored: unknown,
  over: Over | undefined,
  search: LocalSearch,
): LocalOccurrence | undefined => {
  const date = dateOf(stored);
  if (date === undefined) return undefined;
  if (trigger.ages !== undefined && trigger.every === "months") return nextAge(trigger, date, over, search);
  const first = firstCount(trigger, date, search);
  for (let count = first; count < first + countsAhead; count += 1) {
    const found = occurrenceAt(trigger, date, count, over, search);
    if (found !== undefined || trigger.every === "once") return found;
  }
  return undefined;
};

/** From a guess that lies up to two behind, past the one that is over. */
const countsAhead = 6;

/** Ages come in any order. */
const nextAge = (
  trigger: DateTrigger,
  date: StoredDate,
  over: Over | undefined,
  search: LocalSearch,
): LocalOccurrence | undefined => {
  let earliest: LocalOccurrence | undefined;
  for (const age of trigger.ages ?? []) {
    const found = occurrenceAt(trigger, date, age, over, search);
    if (found !== undefined && (earliest === undefined || found.at < earliest.at)) earliest = found;
  }
  return earliest;
};

const occurrenceAt = (
  trigger: DateTrigger,
  date: StoredDate,
  count: number,
  over: Over | undefined,
  search: LocalSearch,
): LocalOccurrence | undefined => {
  const day = dayOfCount(trigger, date, count);
  const at = instantOn(day, search);
  if (at === missed || (over !== undefined && day < over.day)) return undefined;
  const key = keyOf(trigger, date, count);
  return isOver(over, day, key) ? undefined : { at, key };
};

/** The count of years or months from which to search; the date itself is no anniversary. */
const firstCount = (
  { every, offsetDays }: DateTrigger,
  { civil }: StoredDate,
  { missedBefore }: LocalSearch,
): number => {
  if (every === "once") return 0;
  const around = civilOf(Math.floor(missedBefore / dayMs) - offsetDays);
  const years = around.year - civil.year;
  return Math.max(1, (every === "year" ? years : years * 12 + around.month - civil.month) - 1);
};

const dayOfCount = ({ every, leapDay, offsetDays }: DateTrigger, { civil }: StoredDate, count: number): number => {
  const months = every === "year" ? count * 12 : count;
  return dayAfterMonths(civil, months, leapDay) + offsetDays;
};

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
const monthLengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** The last day of a month stands for those it does not have. */
const clamped = (year: number, month: number, dayOfMonth: number): number => {
  const length = month === 2 && isLeap(year) ? 29 : (monthLengths[month - 1] ?? 31);
  return dayOfCivil({ year, month, dayOfMonth: Math.min(dayOfMonth, length) });
};

export const dayAfterMonths = (
  { year, month, dayOfMonth }: CivilDate,
  months: number,
  leapDay: DateTrigger["leapDay"],
): number => {
  const index = month - 1 + months;
  const toYear = year + Math.floor(index / 12);
  const toMonth = (index % 12) + 1;
  const isLeapDay = month === 2 && dayOfMonth === 29 && toMonth === 2 && !isLeap(toYear);
  if (isLeapDay && leapDay === "mar-1") return dayOfCivil({ year: toYear, month: 3, dayOfMonth: 1 });
  return clamped(toYear, toMonth, dayOfMonth);
};

const keyOf = ({ every }: DateTrigger, { text, civil }: StoredDate, count: number): string => {
  if (every === "once") return text;
  return every === "year" ? `${text}@${civil.year + count}` : `${text}+${count}m`;
};

const shapes: Readonly<Record<DateTrigger["every"], RegExp>> = {
  once: /^(\d{4}-\d{2}-\d{2})$/,
  year: /^(\d{4}-\d{2}-\d{2})@(\d{4,5})$/,
  months: /^(\d{4}-\d{2}-\d{2})\+(\d{1,4})m$/,
};

/** Where an occurrence lies; nothing when the trigger was edited so that it knows no such occurrence. */
const overAt = (trigger: DateTrigger, key: string | undefined): Over | undefined => {
  if (key === undefined) return undefined;
  const known = overDays.get(trigger) ?? new Map<string, Over>();
  const found = known.get(key);
  if (found !== undefined) return found;
  const over = overOf(trigger, key);
  if (known.size >= knownMost) known.clear();
  if (over !== undefined) overDays.set(trigger, known.set(key, over));
  return over;
};

/** Of each version of a campaign; the same few birthdays are over for many customers, and are asked for at every look. */
const overDays = new WeakMap<DateTrigger, Map<string, Over>>();

const overOf = (trigger: DateTrigger, key: string): Over | undefined => {
  const match = shapes[trigger.every].exec(key);
  const date = dateOf(match?.[1]);
  if (date === undefined) return undefined;
  const named = Number(match?.[2] ?? 0);
  return { day: dayOfCount(trigger, date, trigger.every === "year" ? named - date.civil.year : named), key };
};

interface StoredDate {
  readonly text: string;
  readonly civil: CivilDate;
}

/** Birthdays repeat among customers, and each is read at every look. */
const known = new Map<string, StoredDate | typeof noDate>();
const noDate = "no date";
const knownMost = 40_000;

/** A date written 1990-05-17; nothing for anything else. */
const dateOf = (stored: unknown): StoredDate | undefined => {
  if (typeof stored !== "string") return undefined;
  const date = known.get(stored);
  if (date !== undefined) return date === noDate ? undefined : date;
  if (known.size >= knownMost) known.clear();
  const read = parsed(stored);
  known.set(stored, read ?? noDate);
  return read;
};

const parsed = (text: string): StoredDate | undefined => {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  const civil = { year: Number(text.slice(0, 4)), month: Number(text.slice(5, 7)), dayOfMonth: Number(text.slice(8)) };
  return isoDateOf(dayOfCivil(civil)) === text ? { text, civil } : undefined;
};
