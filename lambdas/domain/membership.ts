import { dayMs } from "./limits.ts";
import type { MembershipLevel } from "./membership-settings.ts";
import type { OrderFigures } from "./profile.ts";
import { bestYearSpend, yearEdges } from "./yearly-spend.ts";

/** The shop's ladder, and the time zone whose calendar says when a year is over. */
export interface Ladder {
  readonly levels: readonly MembershipLevel[];
  readonly zone: string;
}

/** Of settings, or of what stands in for them. */
export const ladderOf = (settings: {
  readonly membership: { readonly levels: readonly MembershipLevel[] };
  readonly shop: { readonly timeZone: string };
}): Ladder => ({ levels: settings.membership.levels, zone: settings.shop.timeZone });

/** The place of the customer's level, 1 for the lowest; 0 below it. */
export const levelRank = (orders: OrderFigures, now: number, { levels, zone }: Ladder): number =>
  levels.findLastIndex((one) => isIn(one, orders, now) && spentInYear(one, orders, now, zone)) + 1;

const isIn = ({ orders: least, revenue, activeDays }: MembershipLevel, orders: OrderFigures, now: number): boolean => {
  if (orders.lastAt === undefined || orders.count < Math.max(1, least) || orders.revenue < revenue) return false;
  return activeDays === undefined || now - orders.lastAt < activeDays * dayMs;
};

const spentInYear = ({ yearRevenue = 0 }: MembershipLevel, orders: OrderFigures, now: number, zone: string): boolean =>
  yearRevenue === 0 || bestYearSpend(orders, now, zone) >= yearRevenue;

/** The instants at which the level may change by time alone. */
export const levelEdges = (orders: OrderFigures, { levels, zone }: Ladder): readonly number[] => {
  const { lastAt } = orders;
  if (lastAt === undefined) return [];
  const silent = levels.flatMap(({ activeDays }) => (activeDays === undefined ? [] : [lastAt + activeDays * dayMs]));
  const isYearly = levels.some(({ yearRevenue = 0 }) => yearRevenue > 0);
  return isYearly ? [...silent, ...yearEdges(orders, zone)] : silent;
};
