import { dayOfDate, yearsBetween } from "./age.ts";
import { aliveAt } from "./alive.ts";
import { ownGapMs } from "./cadence.ts";
import { dayMs } from "./limits.ts";
import { loyaltyOf } from "./loyalty.ts";
import { ladderOf, levelRank } from "./membership.ts";
import type { FigureId } from "./predicate.ts";
import type { OrderFigures, Profile } from "./profile.ts";
import { unopenedPushes } from "./push-pause.ts";
import type { Rules } from "./rules.ts";
import { zoneCalendar } from "./zone-calendar.ts";

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

const inDays = (ms: number | undefined): number | undefined => (ms === undefined ? undefined : ms / dayMs);

const silentGaps = (orders: OrderFigures, now: number, { figures }: FigureRules): number | undefined => {
  const gapMs = ownGapMs(orders, figures);
  return gapMs === undefined || orders.lastAt === undefined ? undefined : (now - orders.lastAt) / gapMs;
};

const daysSince = (at: number | undefined, now: number): number | undefined =>
  at === undefined ? undefined : (now - at) / dayMs;

/** What a figure may look at besides the profile. */
export type FigureRules = Pick<Rules, "zoneOf" | "figures" | "learned" | "settings">;

/** A figure of the profile; undefined where there is nothing to go by. */
export const figureOf = (profile: Profile, figure: FigureId, now: number, rules: FigureRules): number | undefined => {
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
    case "orders.gapDays":
      return inDays(ownGapMs(orders, rules.figures));
    case "orders.silentGaps":
      return silentGaps(orders, now, rules);
    case "orders.aliveProbability":
      return aliveAt(rules.learned.customers, orders, now);
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
      return unopenedPushes(profile);
    case "cases.open":
      return profile.cases?.length ?? 0;
    case "loyalty":
      return loyaltyOf(profile, now).score;
    case "membership.level":
      return levelRank(orders, now, ladderOf(rules.settings));
  }
};

/** The day a customer was born, counted from 1970-01-01, by the attribute `birthday`. */
export const birthdayOf = ({ attributes }: Profile): number | undefined => dayOfDate(attributes?.birthday);

const ageOf = (profile: Profile, now: number, rules: Pick<Rules, "zoneOf">): number | undefined => {
  const born = birthdayOf(profile);
  if (born === undefined) return undefined;
  return yearsBetween(born, zoneCalendar(rules.zoneOf(profile.traits)).dayOf(now));
};
