import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { levelEdges, levelRank } from "../../lambdas/domain/membership.ts";
import { membershipSchema } from "../../lambdas/domain/membership-settings.ts";
import type { OrderFigures } from "../../lambdas/domain/profile.ts";

const dayMs = 86_400_000;
const now = Date.parse("2026-03-02T10:00:00Z");

const name = { en: "Level", zh: "等级" };
const { levels } = membershipSchema.parse({
  levels: [
    { id: "member", name },
    { id: "silver", name, orders: 3, revenue: 100, activeDays: 365 },
    {
      id: "gold",
      name,
      orders: 8,
      revenue: 500,
      activeDays: 180,
      benefits: { pointsMultiplier: 2, earlyAccessHours: 24 },
    },
  ],
});
const orders = (count: number, revenue: number, daysAgo: number): OrderFigures => ({
  ...{ count, revenue, recent: [] },
  ...(count > 0 && { firstAt: now - 900 * dayMs, lastAt: now - daysAgo * dayMs }),
});
const rankOf = (...figures: Parameters<typeof orders>): number => levelRank(orders(...figures), now, levels);

describe("the ladder of membership", () => {
  it("asks for recency, frequency and money together", () => {
    expect(rankOf(8, 500, 10)).toBe(3);
    expect(rankOf(8, 499, 10)).toBe(2);
    expect(rankOf(7, 5_000, 10)).toBe(2);
    expect(rankOf(8, 500, 180)).toBe(2);
    expect(rankOf(8, 500, 400)).toBe(1);
    expect(rankOf(0, 0, 0)).toBe(0);
  });

  it("tells thirty orders of 9.9 from two of 99", () => {
    expect([rankOf(30, 297, 5), rankOf(2, 198, 5)]).toEqual([2, 1]);
  });

  it("has no level where the shop has named none, and brings nothing that was not named", () => {
    expect(membershipSchema.parse({}).levels).toEqual([]);
    expect(levelRank(orders(9, 900, 1), now, [])).toBe(0);
    expect(levels[0]?.benefits).toEqual({ pointsMultiplier: 1, discountPercent: 0, earlyAccessHours: 0 });
  });

  it("refuses a ladder that goes down, and two levels of one name", () => {
    const said = (...drawn: object[]) =>
      membershipSchema.safeParse({ levels: drawn }).error?.issues.map(({ message }) => message);

    expect(said({ id: "a", name, orders: 5 }, { id: "b", name, orders: 3 })).toEqual([
      expect.stringContaining("must grow"),
    ]);
    expect(said({ id: "a", name }, { id: "a", name })).toEqual([expect.stringContaining("unique")]);
  });

  it("changes by time alone only where it says so, and then only downwards", () => {
    const days = fc.integer({ min: 0, max: 500 });
    void fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 12 }),
        fc.integer({ min: 0, max: 800 }),
        days,
        days,
        (count, revenue, ago, later) => {
          const figures = orders(count, revenue, ago);
          const then = now + later * dayMs;
          const edges = levelEdges(figures, levels).filter((edge) => edge > now && edge <= then);
          const [first, last] = [levelRank(figures, now, levels), levelRank(figures, then, levels)];

          expect(last).toBeLessThanOrEqual(first);
          if (edges.length === 0) expect(last).toBe(first);
        },
      ),
    );
  });
});
