import { attributeHolds } from "./attribute.ts";
import { bandsOf } from "./bands.ts";
import { addressIn, hasConsent, refusalOf } from "./consent.ts";
import { figureOf, startOfFigure } from "./figure.ts";
import type { Predicate } from "./predicate.ts";
import type { Profile } from "./profile.ts";
import { isDaysSince, isLastWithin, isWithin, spanMs } from "./range.ts";
import type { Rules } from "./rules.ts";
import { isSilenceFigure, silenceSpan } from "./silence-span.ts";
import { tierOf } from "./tier.ts";

/** What a predicate may look at besides the profile. */
export type PredicateRules = Pick<Rules, "segments" | "settings" | "zoneOf" | "figures" | "learned">;

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
  if ("bought" in test) return isLastWithin(lastBoughtAt(test.bought, profile), test.bought.withinDays, now);
  if ("favourite" in test) return favouriteHolds(test.favourite, profile);
  if ("tier" in test) return test.tier.includes(tierOf(profile.orders, now, bandsOf(rules)));
  if ("entered" in test) return isLastWithin(profile.entries[test.entered]?.at, test.withinDays, now);
  if ("coupon" in test)
    return heldCoupons(test.coupon, profile).some((expiry) => isCouponDue(test.coupon, expiry, now));
  if ("consent" in test) return hasConsent(profile.consents[test.consent], test.about);
  if ("hasAddress" in test) return addressIn(profile, test.hasAddress) !== undefined;
  return refusalOf(profile, test.reachable, test.about) === undefined;
};

const figureHolds = (test: Of<"figure">, profile: Profile, now: number, rules: PredicateRules): boolean => {
  const { figure } = test;
  if (isSilenceFigure(figure)) {
    const span = silenceSpan({ ...test, figure }, profile.orders, rules);
    return span !== undefined && now >= span.from && now < span.until;
  }
  return figure.includes(".daysSince")
    ? isDaysSince(startOfFigure(profile, test.figure), now, test)
    : isWithin(figureOf(profile, test.figure, now, rules), test);
};

/** When the coupons that are meant expire; Infinity for one that does not. */
export const heldCoupons = ({ ids }: Of<"coupon">["coupon"], { coupons = [] }: Profile): readonly number[] =>
  coupons
    .filter(({ couponId }) => ids === undefined || ids.includes(couponId))
    .map(({ expiresAt }) => expiresAt ?? Number.POSITIVE_INFINITY);

const isCouponDue = ({ expiresWithinDays }: Of<"coupon">["coupon"], expiry: number, now: number): boolean =>
  now < expiry && (expiresWithinDays === undefined || expiry - now <= spanMs(expiresWithinDays));

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
  if (products === undefined && categories === undefined) return profile.orders.lastAt;
  const instants = [
    ...profile.products.filter(({ productId }) => products?.includes(productId)),
    ...(profile.categories ?? []).filter(({ category }) => categories?.includes(category)),
  ].map(({ lastAt }) => lastAt);
  return instants.length === 0 ? undefined : Math.max(...instants);
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
