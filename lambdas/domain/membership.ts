import { dayMs } from "./limits.ts";
import type { MembershipLevel } from "./membership-settings.ts";
import type { OrderFigures } from "./profile.ts";

/** The place of the customer's level, 1 for the lowest; 0 below it. */
export const levelRank = (orders: OrderFigures, now: number, levels: readonly MembershipLevel[]): number =>
  levels.findLastIndex((one) => isIn(one, orders, now)) + 1;

const isIn = ({ orders: least, revenue, activeDays }: MembershipLevel, orders: OrderFigures, now: number): boolean => {
  if (orders.lastAt === undefined || orders.count < Math.max(1, least) || orders.revenue < revenue) return false;
  return activeDays === undefined || now - orders.lastAt < activeDays * dayMs;
};

/** The instants at which the level may change by time alone. */
export const levelEdges = ({ lastAt }: OrderFigures, levels: readonly MembershipLevel[]): readonly number[] =>
  lastAt === undefined
    ? []
    : levels.flatMap(({ activeDays }) => (activeDays === undefined ? [] : [lastAt + activeDays * dayMs]));
