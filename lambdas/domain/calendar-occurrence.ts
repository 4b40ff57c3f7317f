// Occurrences that are the same for everybody but for the clock: a day of each year, and the one day of a broadcast.
import type { Trigger } from "./campaign.ts";
import { dayOfIsoDate } from "./civil-date.ts";
import { dayAfterMonths } from "./dated-occurrence.ts";
import { festivalDay, firstFestivalYear, lastFestivalYear } from "./festival.ts";
import { instantOn, type LocalOccurrence, type LocalSearch, missed } from "./local-occurrence.ts";

type CalendarTrigger = Extract<Trigger, { kind: "calendar" }>;
type BroadcastTrigger = Extract<Trigger, { kind: "broadcast" }>;

/** The earliest occurrence that is neither missed nor over. */
export const nextOfCalendar = (trigger: CalendarTrigger, search: LocalSearch): LocalOccurrence | undefined => {
  const { days, name } = yearsOf(trigger);
  const overYear = overYearOf(name, search.entry?.occurrence);
  const guess = Math.floor((search.missedBefore / dayMs - (days[0] ?? 0)) / 365.2425) - 2;
  for (let index = Math.max(0, guess); index < days.length; index += 1) {
    const year = firstFestivalYear + index;
    const at = year <= overYear ? missed : instantOn(days[index] ?? 0, search);
    if (at !== missed) return { at, key: `${name}@${year}` };
  }
  return undefined;
};

const dayMs = 86_400_000;

interface Years {
  readonly name: string;
  /** The local day of the occurrence, of each year from `firstFestivalYear` on. */
  readonly days: readonly number[];
}

/** The days of all years are worked out once for each version of a campaign. */
const yearsByTrigger = new WeakMap<CalendarTrigger, Years>();

const yearsOf = (trigger: CalendarTrigger): Years => {
  const known = yearsByTrigger.get(trigger);
  if (known !== undefined) return known;
  const count = lastFestivalYear - firstFestivalYear + 1;
  const days = Array.from({ length: count }, (_, index) => dayIn(firstFestivalYear + index, trigger));
  const years = { name: nameOf(trigger), days };
  yearsByTrigger.set(trigger, years);
  return years;
};

/** The 29th of February, and a day that its month never has, fall on the last day of the month. */
const dayIn = (year: number, { day, offsetDays }: CalendarTrigger): number =>
  offsetDays +
  ("festival" in day
    ? (festivalDay(day.festival, year) ?? Number.NaN)
    : dayAfterMonths({ year, month: day.month, dayOfMonth: day.dayOfMonth }, 0, "feb-28"));

const nameOf = ({ day }: CalendarTrigger): string =>
  "festival" in day ? day.festival : `${twoDigits(day.month)}-${twoDigits(day.dayOfMonth)}`;

const twoDigits = (value: number): string => String(value).padStart(2, "0");

/** Of an occurrence of the same day; a campaign that was moved to another festival begins anew with it. */
const overYearOf = (name: string, occurrence: string | undefined): number =>
  occurrence?.startsWith(`${name}@`) ? Number(occurrence.slice(name.length + 1)) : missed;

/**
 * Its date is what the customer enters for: a broadcast that is put off within its day reaches nobody twice, one that is
 * given another day is another broadcast.
 */
export const broadcastOf = (trigger: BroadcastTrigger, search: LocalSearch): LocalOccurrence | undefined => {
  const { key, day } = dateOf(trigger);
  if (search.entry?.occurrence === key) return undefined;
  const at = instantOn(day, search);
  return at === missed ? undefined : { at, key };
};

interface BroadcastDate {
  readonly key: string;
  readonly day: number;
}

const dateByTrigger = new WeakMap<BroadcastTrigger, BroadcastDate>();

const dateOf = (trigger: BroadcastTrigger): BroadcastDate => {
  const known = dateByTrigger.get(trigger);
  if (known !== undefined) return known;
  const key = trigger.at.slice(0, 10);
  const date = { key, day: dayOfIsoDate(key) };
  dateByTrigger.set(trigger, date);
  return date;
};
