import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { levelEdges, levelRank } from "../../lambdas/domain/membership.ts";
import { membershipSchema } from "../../lambdas/domain/membership-settings.ts";
import type { OrderFigures } from "../../lambdas/domain/profile.ts";
import type { YearlySpend } from "../../lambdas/domain/yearly-spend.ts";

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
const yearly = {
  levels: membershipSchema.parse({
    levels: [
      { id: "member", name },
      { id: "club", name, orders: 1, yearRevenue: 4_999 },
    ],
  }).levels,
  zone: "Asia/Shanghai",
};
const ladder = { levels, zone: "Asia/Shanghai" };
const orders = (count: number, revenue: number, daysAgo: number): OrderFigures => ({
  ...{ count, revenue, recent: [] },
  ...(count > 0 && { firstAt: now - 900 * dayMs, lastAt: now - daysAgo * dayMs }),
});
const rankOf = (...figures: Parameters<typeof orders>): number => levelRank(orders(...figures), now, ladder);

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

  it("counts what was spent in one year of the shop's calendar, and keeps the level to the end of the next", () => {
    const at = (instant: string, byYear: YearlySpend) =>
      levelRank({ ...orders(3, 6_000, 10), byYear }, Date.parse(instant), yearly);

    expect(at("2026-03-02T10:00:00Z", { year: 2026, revenue: 4_999, before: 0 })).toBe(2);
    expect(at("2026-03-02T10:00:00Z", { year: 2026, revenue: 4_998.99, before: 4_998.99 })).toBe(1);
    expect(at("2026-03-02T10:00:00Z", { year: 2026, revenue: 10, before: 4_999 })).toBe(2);
    // In Shanghai the year is over eight hours before it is in London.
    expect(at("2026-12-31T15:59:59Z", { year: 2025, revenue: 4_999, before: 0 })).toBe(2);
    expect(at("2026-12-31T16:00:00Z", { year: 2025, revenue: 4_999, before: 0 })).toBe(1);
  });

  it("does not count an order of December that was given back in January", () => {
    const figures = { ...orders(3, 100, 10), byYear: { year: 2026, revenue: -4_900, before: 5_000 } };

    expect(levelRank(figures, now, yearly)).toBe(1);
  });

  it("takes a profile from before years were remembered as one that spent nothing in any", () => {
    expect(levelRank(orders(9, 9_000, 10), now, yearly)).toBe(1);
  });

  it("has no level where the shop has named none, and brings nothing that was not named", () => {
    expect(membershipSchema.parse({}).levels).toEqual([]);
    expect(levelRank(orders(9, 900, 1), now, { levels: [], zone: "UTC" })).toBe(0);
    expect(levels[0]?.benefits).toEqual({ pointsMultiplier: 1, discountPercent: 0, earlyAccessHours: 0 });
  });

  it("refuses a ladder that goes down, and two levels of one name", () => {
    const said = (...drawn: object[]) =>
      membershipSchema.safeParse({ levels: drawn }).error?.issues.map(({ message }) => message);

    expect(said({ id: "a", name, orders: 5 }, { id: "b", name, orders: 3 })).toEqual([
      "must grow: the level before asks for 5",
    ]);
    expect(said({ id: "a", name, yearRevenue: 500 }, { id: "b", name, revenue: 900 })).toEqual([
      "must grow: the level before asks for 500",
    ]);
    expect(said({ id: "a", name, revenue: 900 }, { id: "b", name, yearRevenue: 999 })).toBeUndefined();
    expect(said({ id: "a", name }, { id: "a", name })).toEqual([expect.stringContaining("unique")]);
  });

  it("changes by time alone only where it says so, and then only downwards", () => {
    const days = fc.integer({ min: 0, max: 500 });
    const spent = fc.integer({ min: -900, max: 900 });
    const club = membershipSchema.parse({ levels: [{ id: "club", name, yearRevenue: 400 }] }).levels;
    const any = { ...ladder, levels: [...levels, ...club] };
    void fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 12 }),
        fc.integer({ min: 0, max: 800 }),
        days,
        fc.integer({ min: 0, max: 1_200 }),
        fc.record({ year: fc.integer({ min: 2023, max: 2027 }), revenue: spent, before: spent }),
        (count, revenue, ago, later, byYear) => {
          const figures = { ...orders(count, revenue, ago), byYear };
          const then = now + later * dayMs;
          const edges = levelEdges(figures, any).filter((edge) => edge > now && edge <= then);
          const [first, last] = [levelRank(figures, now, any), levelRank(figures, then, any)];

          expect(last).toBeLessThanOrEqual(first);
          if (edges.length === 0) expect(last).toBe(first);
        },
      ),
    );
  });
});
