import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { expectedPurchases } from "../../lambdas/domain/expected-purchases.ts";
import type { ProductFigures } from "../../lambdas/domain/profile.ts";
import { learnProductGaps } from "../../lambdas/domain/value/learn-product-gaps.ts";
import { dayMs, rulesWith } from "../support/campaigns.ts";
import { aProfile } from "../support/factories.ts";

const start = Date.parse("2026-01-05T09:00:00Z");
const gaps = learnProductGaps(
  Array.from({ length: 60 }, (_, customer) => ({
    ...{ customerId: `c${customer}`, productId: "coffee", category: "drinks", quantity: 1 },
    gapDays: 18 + (customer % 5),
  })),
);
const rules = rulesWith({ campaigns: [], learned: { at: start, gaps } });
const bought = (productId: string, change: Partial<ProductFigures> = {}): ProductFigures => ({
  ...{ productId, lastAt: start, count: 1 },
  ...change,
});
const seen = (now: number, ...products: readonly ProductFigures[]) =>
  expectedPurchases(
    aProfile({
      orders: { count: 1, revenue: 40, recent: [], firstAt: start, lastAt: start, lastOrderId: "o1" },
      products,
    }),
    now,
    rules,
  );

describe("the next purchase of each product", () => {
  it("comes with its span and with whose gaps it goes by, the soonest first", () => {
    const [coffee, lamp] = seen(start + dayMs, bought("lamp"), bought("coffee"));

    expect([coffee?.productId, coffee?.from, lamp?.productId, lamp?.from]).toEqual([
      ...["coffee", "product"],
      ...["lamp", "shop"],
    ]);
    const days = ((coffee?.expected?.at ?? 0) - start) / dayMs;
    expect(days).toBeGreaterThan(15);
    expect(days).toBeLessThan(25);
  });

  it("moves when its day passes, lies ever ahead or is today, and is given up at last", () => {
    const dates = Array.from({ length: 400 }, (_, day) => {
      const now = start + day * dayMs;
      const [coffee] = seen(now, bought("coffee"));
      return { now, expected: coffee?.expected };
    });

    for (const { now, expected } of dates) if (expected) expect(expected.at).toBeGreaterThan(now - 2 * dayMs);
    expect(new Set(dates.map(({ expected }) => expected?.at)).size).toBeGreaterThan(2);
    expect(dates.at(-1)?.expected).toBeUndefined();
  });

  it("has its day within its span", () => {
    void fc.assert(
      fc.property(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 1, max: 9 }), (day, count) => {
        const product = bought("coffee", { count, firstAt: start - count * 25 * dayMs });
        for (const { expected } of seen(start + day * dayMs, product, bought("lamp"))) {
          if (expected === undefined) continue;
          expect(expected.early).toBeLessThanOrEqual(expected.at);
          expect(expected.late).toBeGreaterThanOrEqual(expected.at);
        }
      }),
    );
  });
});
