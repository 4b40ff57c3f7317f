import { dayOfDate, yearsBetween } from "./age.ts";
import { refusalOf } from "./consent.ts";
import { dayMs } from "./limits.ts";
import type { FigureId, Predicate, Scalar } from "./predicate.ts";
import type { Profile } from "./profile.ts";
import type { Rules } from "./rules.ts";
import { tierOf } from "./tier.ts";
import { zoneCalendar } from "./zone-calendar.ts";

/** What a predicate may look at besides the profile. */
export type PredicateRules = Pick<Rules, "segments" | "settings" | "zoneOf">;

/** Segments that are being asked about, the innermost first: one that is reached through itself is not asked again. */
export interface OpenSegments {
  readonly id: string;
  readonly outer: OpenSegments | undefined;
}

/** Whether a predicate holds for a profile at an instant. A figure that is unknown satisfies no bound. */
export const holds = (
  predicate: Predicate,
  profile: Profile,
  now: number,
  rules: PredicateRules,
  open?: OpenSegments,
): boolean => {
  if ("all" in predicate) return predicate.all.every((part) => holds(part, profile, now, rules, open));
  if ("any" in predicate) return predicate.any.some((part) => holds(part, profile, now, rules, open));
  if ("not" in predicate) return !holds(predicate.not, profile, now, rules, open);
  if ("segment" in predicate) {
    const inner = predicateOfSegment(predicate.segment, rules, open);
    return inner !== undefined && holds(inner, profile, now, rules, { id: predicate.segment, outer: open });
  }
  return testHolds(predicate, profile, now, rules);
};

/** What a segment asks. One that is unknown, or asks about itself, holds nobody: a message too few is mended sooner. */
export const predicateOfSegment = (
  id: string,
  rules: PredicateRules,
  open: OpenSegments | undefined,
): Predicate | undefined => {
  for (let outer = open; outer !== undefined; outer = outer.outer) if (outer.id === id) return undefined;
  return rules.segments.get(id)?.predicate;
};

type Of<Key extends string> = Extract<Predicate, Readonly<Record<Key, unknown>>>;
/** What asks the profile itself. */
export type Test = Exclude<Predicate, Of<"all"> | Of<"any"> | Of<"not"> | Of<"segment">>;

const testHolds = (test: Test, profile: Profile, now: number, rules: PredicateRules): boolean => {
  if ("figure" in test) return figureHolds(test, profile, now, rules);
  if ("attribute" in test) return attributeHolds(test, profile, now, rules);
  if ("event" in test) return activityHolds(test, profile, now);
  if ("bought" in test) return boughtHolds(test.bought, profile, now);
  if ("favourite" in test) return favouriteHolds(test.favourite, profile);
  if ("tier" in test) return test.tier.includes(tierOf(profile.orders, now, rules.settings.tiers));
  return refusalOf(profile, test.reachable, test.about) === undefined;
};

export interface Range {
  readonly atLeast?: number | undefined;
  readonly atMost?: number | undefined;
}

const isWithin = (value: number | undefined, { atLeast, atMost }: Range): boolean =>
  value !== undefined && (atLeast === undefined || value >= atLeast) && (atMost === undefined || value <= atMost);

/** Days of 24 hours as whole milliseconds: an edge that is compared and an edge that is planned are then the same one. */
export const spanMs = (days: number): number => Math.round(days * dayMs);

const isDaysSince = (at: number | undefined, now: number, { atLeast, atMost }: Range): boolean =>
  at !== undefined &&
  (atLeast === undefined || now - at >= spanMs(atLeast)) &&
  (atMost === undefined || now - at <= spanMs(atMost));

/** The instant since which a figure counts days; undefined for one that counts something else, or has no start. */
export const startOfFigure = ({ orders, visits }: Profile, figure: FigureId): number | undefined => {
  switch (figure) {
    case "orders.daysSinceFirst":
      return orders.firstAt;
    case "orders.daysSinceLast":
      return orders.lastAt;
    case "visits.daysSinceLast":
      return visits?.lastAt;
    default:
      return undefined;
  }
};

const figureHolds = (test: Of<"figure">, profile: Profile, now: number, rules: PredicateRules): boolean =>
  test.figure.includes(".daysSince")
    ? isDaysSince(startOfFigure(profile, test.figure), now, test)
    : isWithin(figureOf(profile, test.figure, now, rules), test);

const daysSince = (at: number | undefined, now: number): number | undefined =>
  at === undefined ? undefined : (now - at) / dayMs;

/** A figure of the profile; undefined where there is nothing to go by. */
export const figureOf = (
  profile: Profile,
  figure: FigureId,
  now: number,
  rules: PredicateRules,
): number | undefined => {
  const { orders, engagement } = profile;
  switch (figure) {
    case "orders.count":
      return orders.count;
    case "orders.revenue":
      return orders.revenue;
    case "orders.averageValue":
      return orders.count === 0 ? undefined : orders.revenue / orders.count;
    case "orders.discountedShare":
      return orders.count === 0 ? undefined : (orders.discounted ?? 0) / orders.count;
    case "orders.daysSinceFirst":
    case "orders.daysSinceLast":
    case "visits.daysSinceLast":
      return daysSince(startOfFigure(profile, figure), now);
    case "age":
      return ageOf(profile, now, rules);
    case "visits.count":
      return profile.visits?.count ?? 0;
    case "cart.items":
      return profile.cart?.items ?? 0;
    case "cart.value":
      return profile.cart?.value;
    case "email.delivered":
      return engagement.email?.delivered ?? 0;
    case "email.clicked":
      return engagement.email?.clicked ?? 0;
    case "sms.clicked":
      return engagement.sms?.clicked ?? 0;
    case "push.clicked":
      return engagement.push?.clicked ?? 0;
    case "push.unopened":
      return engagement.push?.unopened ?? 0;
    case "cases.open":
      return profile.cases?.length ?? 0;
  }
};

/** The day a customer was born, counted from 1970-01-01, by the attribute `birthday`. */
export const birthdayOf = ({ attributes }: Profile): number | undefined => dayOfDate(attributes?.birthday);

const ageOf = (profile: Profile, now: number, rules: PredicateRules): number | undefined => {
  const born = birthdayOf(profile);
  if (born === undefined) return undefined;
  return yearsBetween(born, zoneCalendar(rules.zoneOf(profile.traits)).dayOf(now));
};

/** Traits that a predicate may ask for by name; addresses and names of persons are not among them. */
const openTraits = ["timeZone", "language", "country"] as const;

export const attributeOf = (profile: Profile, name: string): unknown => {
  const trait = openTraits.find((open) => open === name);
  if (trait !== undefined) return profile.traits[trait];
  return ownValue(profile.attributes, name) ?? ownValue(profile.marks, name);
};

/** Names come from outside; `constructor` is no attribute of everybody. */
const ownValue = (values: Readonly<Record<string, unknown>> | undefined, name: string): unknown =>
  values !== undefined && Object.hasOwn(values, name) ? values[name] : undefined;

const attributeHolds = (test: Of<"attribute">, profile: Profile, now: number, rules: PredicateRules): boolean => {
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
export const startsOfDates = (value: unknown, profile: Profile, rules: PredicateRules): readonly number[] => {
  const zone = rules.zoneOf(profile.traits);
  return datesIn(value).flatMap((date) => startOfDate(date, zone) ?? []);
};

export const startOfDate = (value: unknown, zone: string): number | undefined => {
  const day = dayOfDate(value);
  return day === undefined ? undefined : zoneCalendar(zone).startOfDay(day);
};

/** The instants of a profile's activities that the test is about. */
export const activityInstants = ({ event, key }: Of<"event">, { activities = [] }: Profile): readonly number[] =>
  activities.filter((one) => one.name === event && (key === undefined || one.key === key)).map(({ at }) => at);

const activityHolds = (test: Of<"event">, profile: Profile, now: number): boolean => {
  const since = now - spanMs(test.withinDays);
  const count = activityInstants(test, profile).filter((at) => at > since && at <= now).length;
  const { atLeast, atMost } = test;
  return isWithin(count, atLeast === undefined && atMost === undefined ? { atLeast: 1 } : { atLeast, atMost });
};

/** When this customer last bought one of these; undefined when never, as far as the profile remembers. */
export const lastBoughtAt = (
  { products, categories }: Of<"bought">["bought"],
  profile: Profile,
): number | undefined => {
  const isAny = products === undefined && categories === undefined;
  const instants = [
    ...profile.products.filter(({ productId }) => isAny || products?.includes(productId)),
    ...(profile.categories ?? []).filter(({ category }) => isAny || categories?.includes(category)),
  ].map(({ lastAt }) => lastAt);
  return instants.length === 0 ? undefined : Math.max(...instants);
};

const boughtHolds = (test: Of<"bought">["bought"], profile: Profile, now: number): boolean => {
  const at = lastBoughtAt(test, profile);
  const { withinDays } = test;
  return at !== undefined && (withinDays === undefined || now - at <= spanMs(withinDays));
};

const favouriteHolds = (
  { products, categories }: Of<"favourite">["favourite"],
  { favourites = [] }: Profile,
): boolean =>
  favourites.some(
    ({ productId, category }) =>
      products?.includes(productId) ||
      (category !== undefined && categories?.includes(category)) ||
      (products === undefined && categories === undefined),
  );
