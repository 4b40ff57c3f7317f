import { dayMs } from "./limits.ts";
import type { OrderFigures } from "./profile.ts";
import type { TierBands } from "./tier-bands.ts";

/** Where recency, frequency and money put a customer, the best first; `none` before the first order. */
export const tiers = ["core", "potential", "new", "at-risk", "dormant", "lost", "none"] as const;
export type Tier = (typeof tiers)[number];

export const tierOf = (orders: OrderFigures, now: number, bands: TierBands): Tier => {
  const { count, revenue, lastAt } = orders;
  if (lastAt === undefined || count === 0) return "none";
  const silentMs = now - lastAt;
  if (silentMs >= bands.dormantDays * dayMs) return "lost";
  if (silentMs >= bands.atRiskDays * dayMs) return "dormant";
  if (silentMs >= bands.activeDays * dayMs) return "at-risk";
  if (count >= bands.coreOrders && revenue >= bands.coreRevenue) return "core";
  return count === 1 ? "new" : "potential";
};

/** The next instant after `now` at which the tier changes by time alone; Infinity when only an order can change it. */
export const nextTierChangeAt = ({ lastAt, count }: OrderFigures, now: number, bands: TierBands): number => {
  if (lastAt === undefined || count === 0) return Number.POSITIVE_INFINITY;
  const atRiskFrom = lastAt + bands.activeDays * dayMs;
  if (atRiskFrom > now) return atRiskFrom;
  const dormantFrom = lastAt + bands.atRiskDays * dayMs;
  if (dormantFrom > now) return dormantFrom;
  const lostFrom = lastAt + bands.dormantDays * dayMs;
  return lostFrom > now ? lostFrom : Number.POSITIVE_INFINITY;
};

/** How good a tier is: a move to a higher number is a move up. */
export const rankOfTier = (tier: Tier): number => ranks[tier];

const ranks: Readonly<Record<Tier, number>> = {
  none: 0,
  lost: 1,
  dormant: 2,
  "at-risk": 3,
  new: 4,
  potential: 5,
  core: 6,
};
