// What a person does to the ladder, as plain functions of the list of levels.
import type { MembershipLevel } from "../../../../lambdas/domain/membership-settings.ts";

const freeId = (levels: readonly MembershipLevel[]): string => {
  const taken = new Set(levels.map(({ id }) => id));
  let number = levels.length + 1;
  while (taken.has(`level-${number}`)) number += 1;
  return `level-${number}`;
};

/** A level above the others that asks for one order more, and otherwise for as much as the highest. */
export const levelAbove = (levels: readonly MembershipLevel[], name: MembershipLevel["name"]): MembershipLevel => {
  const top = levels.at(-1);
  return {
    ...{ id: freeId(levels), name, orders: (top?.orders ?? 0) + 1, revenue: top?.revenue ?? 0 },
    ...(top?.yearRevenue !== undefined && { yearRevenue: top.yearRevenue }),
    benefits: { pointsMultiplier: 1, discountPercent: 0, earlyAccessHours: 0 },
  };
};

/** The level at a place changes places with its neighbour; at an end nothing moves. */
export const moved = (levels: readonly MembershipLevel[], at: number, by: 1 | -1): MembershipLevel[] => {
  const [level, other] = [levels[at], levels[at + by]];
  if (level === undefined || other === undefined) return [...levels];
  return levels.with(at, other).with(at + by, level);
};
