import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { aliveAt, sinksTo } from "../../lambdas/domain/alive.ts";
import type { OrderFigures } from "../../lambdas/domain/profile.ts";
import type { DropoutModel } from "../../lambdas/domain/value/dropout-model.ts";
import { anyDropoutModel } from "../support/any-dropout-model.ts";
import { at, dayMs } from "../support/campaigns.ts";

const start = at("2026-01-05T09:13:27.123Z");
const anyOrders: fc.Arbitrary<OrderFigures> = fc
  .tuple(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 0, max: 900 * dayMs }))
  .map(([count, ms]) => ({ count, revenue: 9, recent: [], firstAt: start, lastAt: start + (count === 1 ? 0 : ms) }));
const anyProbability = fc.double({ min: 0.01, max: 0.99, noNaN: true });
const steps = Array.from({ length: 400 }, (_, step) => step);

describe("the instant at which the probability of still being a customer sinks to a number", () => {
  it("is the one that a search through time finds, at any step of it", async () => {
    let found = 0;
    await fc.assert(
      fc.property(anyDropoutModel, anyOrders, anyProbability, fc.boolean(), (model, orders, probability, below) => {
        const { lastAt = 0 } = orders;
        const crossing = sinksTo(model, { ...orders }, probability, { below });
        if (Number.isFinite(crossing)) found += 1;

        // Every step is a little longer than the one before: from minutes to decades.
        for (const step of steps) {
          const instant = lastAt + Math.round(60_000 * 1.042 ** step);
          const alive = aliveAt(model, orders, instant) ?? Number.NaN;
          const isLow = below ? alive < probability : alive <= probability;
          expect(isLow, `step ${step}`).toBe(instant >= crossing);
        }
      }),
      { numRuns: 300 },
    );
    expect(found).toBeGreaterThan(100);
  });

  it("is exact: a millisecond earlier the probability is higher, and there it is as low", async () => {
    await fc.assert(
      fc.property(anyDropoutModel, anyOrders, anyProbability, (model, orders, probability) => {
        const crossing = sinksTo(model, orders, probability, { below: false });
        fc.pre(Number.isFinite(crossing));

        expect(aliveAt(model, orders, crossing)).toBeLessThanOrEqual(probability);
        expect(aliveAt(model, orders, crossing - 1)).toBeGreaterThan(probability);
      }),
    );
  });

  it("comes later for a lower number", async () => {
    await fc.assert(
      fc.property(anyDropoutModel, anyOrders, anyProbability, anyProbability, (model, orders, one, other) => {
        const [lower, higher] = [Math.min(one, other), Math.max(one, other)];

        const instants = [higher, lower].map((probability) => sinksTo(model, orders, probability, { below: true }));

        expect(instants[1]).toBeGreaterThanOrEqual(instants[0] ?? Number.NaN);
      }),
    );
  });
});

describe("an example", () => {
  const parameters = { r: 0.2426, alpha: 4.4136, a: 0.7929, b: 2.4259 };
  const bg: DropoutModel = { dropsAtFirst: false, regularity: 1, parameters };
  const orders: OrderFigures = { count: 6, revenue: 9, recent: [], firstAt: start, lastAt: start + 150 * dayMs };

  it("nobody leaves after one order where the model is of the BG family", () => {
    const one = { ...orders, count: 1, lastAt: start };

    expect(sinksTo(bg, one, 0.99, { below: true })).toBe(Number.POSITIVE_INFINITY);
    expect(sinksTo({ ...bg, dropsAtFirst: true }, one, 0.5, { below: true })).toBeLessThan(Number.POSITIVE_INFINITY);
  });

  it("who may have left with the last order already was never above that number", () => {
    // a / (a + b + 4) of them left with it.
    expect(sinksTo(bg, orders, 0.95, { below: true })).toBe(Number.NEGATIVE_INFINITY);
  });

  it("is found anew when the shop has learned something else", () => {
    const before = sinksTo(bg, orders, 0.3, { below: true });

    const after = sinksTo({ ...bg, parameters: { ...parameters, a: 0.1 } }, orders, 0.3, { below: true });

    expect(after).toBeGreaterThan(before);
    expect(sinksTo(bg, orders, 0.3, { below: true })).toBe(before);
  });
});
