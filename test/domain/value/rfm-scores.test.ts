import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { habitOf, plainEdges, rfmReport, rfmScores } from "../../../lambdas/domain/value/rfm-scores.ts";
import { now, type OrderSketch, sampled, shuffled } from "../../support/sampled-shop.ts";
import { chanceOf } from "../../support/simulated-shops.ts";

const times = (count: number, amount: number, daysAgo = 20): readonly OrderSketch[] =>
  Array.from({ length: count }, (_, index) => ({ daysAgo: daysAgo + index, amount }));

/** From one to ten orders, from 10 to 100 each, ordered lately or long ago. */
const shop = Array.from({ length: 300 }, (_, index) =>
  sampled(`customer-${index}`, times(1 + (index % 10), 10 + ((index * 7) % 91), 10 + ((index * 13) % 400))),
);

describe("scores of recency, frequency and money", () => {
  it("tell thirty orders of 9.9 from two of 99, though neither spent much more than the other", () => {
    const edges = plainEdges(rfmReport(shop, now));
    const scoresOf = (orders: readonly OrderSketch[]) => rfmScores(sampled("one", orders).profile.orders, now, edges);

    const often = scoresOf(times(30, 9.9));
    const much = scoresOf(times(2, 99));

    expect(often).toMatchObject({ frequency: 5, perOrder: 1 });
    expect(much).toMatchObject({ frequency: 1, perOrder: 5 });
    expect(often && habitOf(often)).toBe("often-little");
    expect(much && habitOf(much)).toBe("seldom-much");
  });

  it("give nobody a score who never ordered", () => {
    expect(rfmScores(sampled("none", []).profile.orders, now, plainEdges(rfmReport(shop, now)))).toBeUndefined();
    expect(rfmReport([sampled("none", [])], now)).toMatchObject({
      ...{ sampled: { customers: 1, orders: 0 }, buyers: 0, thin: true, customers: {} },
      edges: { recency: [], money: [] },
    });
  });

  it("divide the customers into fifths, count everybody who ordered once, and say when they are few", () => {
    const report = rfmReport(shop, now);
    const byRecency = [1, 2, 3, 4, 5].map((score) =>
      Object.entries(report.customers).reduce(
        (sum, [key, count]) => sum + (key.startsWith(`${score}-`) ? count : 0),
        0,
      ),
    );

    for (const count of byRecency) expect(Math.abs(count - 60)).toBeLessThanOrEqual(3);
    expect(Object.values(report.habits).reduce((sum, count) => sum + count, 0)).toBe(300);
    expect(report).toMatchObject({ buyers: 300, thin: false });
    expect(rfmReport(shop.slice(0, 50), now).thin).toBe(true);
  });

  it("are the same whatever the order of the customers", () => {
    expect(rfmReport(shuffled(shop, chanceOf(1)), now)).toEqual(rfmReport(shop, now));
  });

  it("never give less to who ordered more, spent more or ordered later", () => {
    const edges = plainEdges(rfmReport(shop, now));
    const figures = fc.record({ count: fc.integer({ min: 1, max: 40 }), each: fc.integer({ min: 1, max: 200 }) });
    void fc.assert(
      fc.property(figures, figures, fc.nat(500), fc.nat(500), (a, b, daysA, daysB) => {
        const [first, second] = [
          { count: a.count, revenue: a.count * a.each, lastAt: now - daysA * 86_400_000, recent: [] },
          { count: b.count, revenue: b.count * b.each, lastAt: now - daysB * 86_400_000, recent: [] },
        ].map((orders) => rfmScores(orders, now, edges));
        if (first === undefined || second === undefined) throw new Error("both ordered");
        if (a.count >= b.count) expect(first.frequency).toBeGreaterThanOrEqual(second.frequency);
        if (a.count * a.each >= b.count * b.each) expect(first.money).toBeGreaterThanOrEqual(second.money);
        if (daysA <= daysB) expect(first.recency).toBeGreaterThanOrEqual(second.recency);
      }),
    );
  });
});
