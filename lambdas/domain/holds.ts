import { dayOfIsoDate } from "./civil-date.ts";
import { refusalOf } from "./consent.ts";
import { dayMs } from "./limits.ts";
import type { FigureId, Predicate, Scalar } from "./predicate.ts";
import type { Profile } from "./profile.ts";
import { unopenedPushes } from "./push-pause.ts";
import type { Rules } from "./rules.ts";
import { tierOf } from "./tier.ts";
import { zoneCalendar } from "./zone-calendar.ts";

/** What a predicate may look at besides the profile. */
export type PredicateRules = Pick<Rules, "segments" | "settings" | "zoneOf">;

/** Whether a predicate holds for a profile at an instant. A figure that is unknown satisfies no bound. */
export const holds = (predicate: Predicate, profile: Profile, now: number, rules: PredicateRules): boolean => {
  if ("all" in predicate) return predicate.all.every((part) => holds(part, profile, now, rules));
  if ("any" in predicate) return predicate.any.some((part) => holds(part, profile, now, rules));
  if ("not" in predicate) return !holds(predicate.not, profile, now, rules);
  if ("segment" in predicate) return isInSegment(predicate.segment, profile, now, rules);
  if ("figure" in predicate) return isWithin(figureOf(profile, predicate.figure, now), predicate);
  if ("attribute" in predicate) return attributeHolds(predicate, profile, now, rules);
  if ("event" in predicate) return activityHolds(predicate, profile, now);
  if ("bought" in predicate) return boughtHolds(predicate.bought, profile, now);
  if ("favourite" in predicate) return favouriteHolds(predicate.favourite, profile);
  if ("tier" in predicate) return predicate.tier.includes(tierOf(profile.orders, now, rules.settings.tiers));
  return refusalOf(profile, predicate.reachable, predicate.about) === undefined;
};

type Of<Key extends string> = Extract<Predicate, Readonly<Record<Key, unknown>>>;

interface Range {
  readonly atLeast?: number | undefined;
  readonly atMost?: number | undefined;
}

const isWithin = (value: number | undefined, { atLeast, atMost }: Range): boolean =>
  value !== undefined && (atLeast === undefined || value >= atLeast) && (atMost === undefined || value <= atMost);

/** A segment that is not known holds nobody: a message too few is mended sooner than one too many. */
const isInSegment = (id: string, profile: Profile, now: number, rules: PredicateRules): boolean => {
  const segment = rules.segments.get(id);
  return segment !== undefined && holds(segment.predicate, profile, now, rules);
};

const daysSince = (at: number | undefined, now: number): number | undefined =>
  at === undefined ? undefined : (now - at) / dayMs;

/** A figure of the profile; undefined where there is nothing to go by. */
export const figureOf = (profile: Profile, figure: FigureId, now: number): number | undefined => {
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
      return daysSince(orders.firstAt, now);
    case "orders.daysSinceLast":
      return daysSince(orders.lastAt, now);
    case "visits.count":
      return profile.visits?.count ?? 0;
    case "visits.daysSinceLast":
      return daysSince(profile.visits?.lastAt, now);
    case "cart.items":
      return profile.cart?.items ?? 0;
    case "email.delivered":
      return engagement.email?.delivered ?? 0;
    case "email.clicked":
      return engagement.email?.clicked ?? 0;
    case "sms.clicked":
      return engagement.sms?.clicked ?? 0;
    case "push.clicked":
      return engagement.push?.clicked ?? 0;
    case "push.unopened":
      return unopenedPushes(profile);
    case "cases.open":
      return profile.cases?.length ?? 0;
  }
};

/** Traits that a predicate may ask for by name; addresses and names of persons are not among them. */
const openTraits = ["timeZone", "language", "country"] as const;

export const attributeOf = (profile: Profile, name: string): unknown => {
  const trait = openTraits.find((open) => open === name);
  if (trait !== undefined) return profile.traits[trait];
  return profile.attributes?.[name] ?? profile.marks?.[name];
};

const attributeHolds = (test: Of<"attribute">, profile: Profile, now: number, rules: PredicateRules): boolean => {
  const value = attributeOf(profile, test.attribute);
  if (test.exists === false) return value === undefined;
  if (value === undefined) return false;
  if (test.is !== undefined && !isOneOf(value, Array.isArray(test.is) ? test.is : [test.is])) return false;
  if (test.daysAgo !== undefined && !isWithin(daysSinceDate(value, profile, now, rules), test.daysAgo)) return false;
  const hasRange = test.atLeast !== undefined || test.atMost !== undefined;
  return !hasRange || isWithin(typeof value === "number" ? value : undefined, test);
};

const isOneOf = (value: unknown, allowed: readonly Scalar[]): boolean => {
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  return values.some((one) => allowed.some((other) => other === one));
};

/** Counted from the local midnight of a date written `1990-05-17`. */
const daysSinceDate = (value: unknown, profile: Profile, now: number, rules: PredicateRules): number | undefined => {
  const at = startOfDate(value, rules.zoneOf(profile.traits));
  return daysSince(at, now);
};

const isoDate = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;

export const startOfDate = (value: unknown, zone: string): number | undefined =>
  typeof value === "string" && isoDate.test(value) ? zoneCalendar(zone).startOfDay(dayOfIsoDate(value)) : undefined;

/** The instants of a profile's activities that the test is about. */
export const activityInstants = ({ event, key }: Of<"event">, { activities = [] }: Profile): readonly number[] =>
  activities.filter((one) => one.name === event && (key === undefined || one.key === key)).map(({ at }) => at);

const activityHolds = (test: Of<"event">, profile: Profile, now: number): boolean => {
  const since = now - test.withinDays * dayMs;
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
  return at !== undefined && (test.withinDays === undefined || now - at <= test.withinDays * dayMs);
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
