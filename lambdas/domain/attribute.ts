import { dayOfDate } from "./age.ts";
import { inferredReason, inferredReasonName } from "./churn-reason.ts";
import type { Predicate, Scalar } from "./predicate.ts";
import type { Profile } from "./profile.ts";
import { isDaysSince, isWithin } from "./range.ts";
import type { Rules } from "./rules.ts";
import { zoneCalendar } from "./zone-calendar.ts";

type AttributeTest = Extract<Predicate, { readonly attribute: unknown }>;
type Zones = Pick<Rules, "zoneOf">;

/** Traits that a predicate may ask for by name; addresses and names of persons are not among them. */
export const openTraits = ["timeZone", "language", "country"] as const;

export const attributeOf = (profile: Profile, name: string): unknown => {
  const trait = openTraits.find((open) => open === name);
  if (trait !== undefined) return profile.traits[trait];
  const stated = ownValue(profile.attributes, name) ?? ownValue(profile.marks, name);
  return stated === undefined && name === inferredReasonName ? inferredReason(profile) : stated;
};

/** Names come from outside; `constructor` is no attribute of everybody. */
const ownValue = (values: Readonly<Record<string, unknown>> | undefined, name: string): unknown =>
  values !== undefined && Object.hasOwn(values, name) ? values[name] : undefined;

export const attributeHolds = (test: AttributeTest, profile: Profile, now: number, rules: Zones): boolean => {
  const value = attributeOf(profile, test.attribute);
  if (test.exists === false) return value === undefined;
  if (value === undefined) return false;
  if (test.is !== undefined && !isOneOf(value, Array.isArray(test.is) ? test.is : [test.is])) return false;
  const { from, to, daysAgo } = test;
  if ((from !== undefined || to !== undefined) && !datesIn(value).some((date) => isDateWithin(date, from, to)))
    return false;
  if (daysAgo !== undefined) {
    const starts = startsOfDates(value, profile, rules);
    if (!starts.some((start) => isDaysSince(start, now, daysAgo))) return false;
  }
  const hasRange = test.atLeast !== undefined || test.atMost !== undefined;
  return !hasRange || isWithin(typeof value === "number" ? value : undefined, test);
};

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);

const isOneOf = (value: unknown, allowed: readonly Scalar[]): boolean =>
  listOf(value).some((one) => allowed.some((other) => other === one));

/** The dates of an attribute: of `birthday` one, of `childBirthdays` several. */
const datesIn = (value: unknown): readonly string[] =>
  listOf(value).filter((one): one is string => dayOfDate(one) !== undefined);

/** Dates written `1990-05-17` sort as they follow one another. */
const isDateWithin = (date: string, from: string | undefined, to: string | undefined): boolean =>
  (from === undefined || date >= from) && (to === undefined || date <= to);

/** The local midnights with which the dates of an attribute begin. */
export const startsOfDates = (value: unknown, profile: Profile, rules: Zones): readonly number[] => {
  const zone = rules.zoneOf(profile.traits);
  return datesIn(value).flatMap((date) => startOfDate(date, zone) ?? []);
};

export const startOfDate = (value: unknown, zone: string): number | undefined => {
  const day = dayOfDate(value);
  return day === undefined ? undefined : zoneCalendar(zone).startOfDay(day);
};
