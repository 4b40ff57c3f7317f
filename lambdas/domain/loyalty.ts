// How loyal a customer is, as one number from 0 to 100 that can be read: points for what they did, and no weight that nobody can
// explain. It is the same in every shop, so it does not move because others did something.
//
//   orders      6 for each order, 30 at most
//   latest      20 when the last order is at most 90 days ago, 10 at most 180
//   discounts   15 when one order in five or fewer was at a discount, 8 one in two; from the second order on
//   time        1 for each 30 days from the first order to the last, 20 at most
//   quick       5 when an order followed within a day of first looking at goods, as far as the profile remembers
//   forgiving   10 when an order followed after a complaint was closed
//   open case   10 less while one is open
import { dayMs } from "./limits.ts";
import type { Profile } from "./profile.ts";

export const loyaltyFacts = ["orders", "latest", "discounts", "time", "quick", "forgiving", "open-case"] as const;
export type LoyaltyFact = (typeof loyaltyFacts)[number];

export interface LoyaltyPart {
  readonly fact: LoyaltyFact;
  readonly points: number;
  /** What the points are for: orders; days since the last one; the share of orders at a discount; days from first to last order. */
  readonly value?: number;
}

export interface Loyalty {
  /** 0 to 100. */
  readonly score: number;
  /** What counted, in the order of `loyaltyFacts`; they come to the score, unless that would be below 0. */
  readonly parts: readonly LoyaltyPart[];
}

const pointsPerOrder = 6;
const orderPointsMax = 30;
const timePointsMax = 20;
const lateDays = 90;
const laterDays = 180;

/** Nobody is loyal before the first order. */
export const loyaltyOf = (profile: Profile, now: number): Loyalty => {
  if (profile.orders.count < 1) return { score: 0, parts: [] };
  const parts = [
    ordersPart(profile),
    latestPart(profile, now),
    discountsPart(profile),
    timePart(profile),
    quickPart(profile),
    forgivingPart(profile),
    openCasePart(profile),
  ].filter(({ points }) => points !== 0);
  const sum = parts.reduce((total, { points }) => total + points, 0);
  return { score: Math.max(0, Math.min(100, sum)), parts };
};

/** The instants at which the score falls by time alone. */
export const loyaltyEdges = ({ orders: { lastAt } }: Profile): readonly number[] =>
  lastAt === undefined ? [] : [lateDays, laterDays].map((days) => lastAt + days * dayMs + 1);

const ordersPart = ({ orders: { count } }: Profile): LoyaltyPart => ({
  fact: "orders",
  points: Math.min(orderPointsMax, pointsPerOrder * count),
  value: count,
});

const latestPart = ({ orders: { lastAt } }: Profile, now: number): LoyaltyPart => {
  if (lastAt === undefined) return { fact: "latest", points: 0 };
  const silentMs = now - lastAt;
  const points = silentMs <= lateDays * dayMs ? 20 : silentMs <= laterDays * dayMs ? 10 : 0;
  return { fact: "latest", points, value: Math.max(0, Math.floor(silentMs / dayMs)) };
};

/** One order at the full price says little. */
const discountsPart = ({ orders: { count, discounted = 0 } }: Profile): LoyaltyPart => {
  const share = discounted / count;
  const points = count < 2 ? 0 : share <= 0.2 ? 15 : share <= 0.5 ? 8 : 0;
  return { fact: "discounts", points, value: share };
};

const timePart = ({ orders: { firstAt = 0, lastAt = 0 } }: Profile): LoyaltyPart => {
  const days = Math.max(0, (lastAt - firstAt) / dayMs);
  return { fact: "time", points: Math.min(timePointsMax, Math.floor(days / 30)), value: Math.floor(days) };
};

/** As far as the profile remembers: the latest orders, and the latest activities. */
const quickPart = ({ orders, activities = [] }: Profile): LoyaltyPart => {
  const views = activities.filter(({ name }) => name === "product-viewed");
  const isQuick = orders.recent.some((order) =>
    views.some(({ at }) => at <= order.at && order.at - at <= dayMs && !wasSeenBefore(views, order.at)),
  );
  return { fact: "quick", points: isQuick ? 5 : 0 };
};

/** Somebody who looked a week before and again today did not decide within a day. */
const wasSeenBefore = (views: readonly { readonly at: number }[], orderedAt: number): boolean =>
  views.some(({ at }) => at < orderedAt - dayMs && at >= orderedAt - 14 * dayMs);

const forgivingPart = ({ orders, closedCases = [] }: Profile): LoyaltyPart => {
  const isForgiving = closedCases.some(({ at }) => (orders.lastAt ?? 0) > at);
  return { fact: "forgiving", points: isForgiving ? 10 : 0 };
};

const openCasePart = ({ cases = [] }: Profile): LoyaltyPart => ({
  fact: "open-case",
  points: cases.length > 0 ? -10 : 0,
});
