import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { costOfMore, type Measured, monthlyBill } from "../../lambdas/domain/cost-model.ts";
import { costParts } from "../../lambdas/domain/cost-parts.ts";
import { priced, prices } from "../../lambdas/domain/cost-prices.ts";
import { costUnits } from "../../lambdas/domain/cost-units.ts";
import type { Volumes } from "../../lambdas/domain/cost-volumes.ts";

const measured: Measured = { units: costUnits, parts: costParts };
const nothing: Volumes = {
  ...{ customers: 0, orders: 0, otherEvents: 0, looks: 0 },
  ...{ emails: 0, texts: 0, pushes: 0, textsUsd: 0, monthsKept: 1 },
};
const upTo = (max: number) => fc.integer({ min: 0, max });
const volumes = fc.record({
  ...{ customers: upTo(1e8), orders: upTo(1e8), otherEvents: upTo(1e8), looks: upTo(1e8) },
  ...{ emails: upTo(5e8), texts: upTo(1e7), pushes: upTo(1e8), textsUsd: upTo(1e6), monthsKept: upTo(60) },
});

describe("a price", () => {
  it("is the listed one for so many units", () => {
    expect(priced("tableWrites", 2_000_000)).toBeCloseTo(2 * prices.tableWrites.usd);
    expect(priced("alarms", 63)).toBeCloseTo(6.3);
  });

  it("goes down by steps where the list has steps: each step for what lies in it", () => {
    expect(priced("emails", 10_000_000)).toBeCloseTo(1_600);
    expect(priced("emails", 11_000_000)).toBeCloseTo(1_600 + 140);
    expect(priced("emails", 101_000_000)).toBeCloseTo(1_600 + 90 * 140 + 110);
  });

  it("has a date and a source", () => {
    for (const { asOf, source } of Object.values(prices)) {
      expect(asOf).toMatch(/^\d{4}-\d{2}-\d{2}$/);
      expect(source.length).toBeGreaterThan(10);
    }
  });
});

describe("a bill of a month", () => {
  it("counts what a million writes take: 6.24 for the message and 1 for what the provider tells", () => {
    const units = { ...costUnits, message: { writes: 6.24, reads: 0 }, feedback: { writes: 1, reads: 0 } };
    const [writes] = costOfMore(
      nothing,
      { units: { ...units, order: { writes: 0, reads: 0 } }, parts: costParts },
      1e6,
    );

    expect(writes).toMatchObject({ name: "tableWrites" });
    expect(writes?.units).toBeCloseTo(7_240_000);
    expect(writes?.usd).toBeCloseTo(7.24 * 0.625);
  });

  it("is not empty for a shop that does nothing: alarms, metrics, secrets and ticks are paid for", () => {
    const { engine, engineUsd, feesUsd } = monthlyBill(nothing, measured);
    const of = (name: string) => engine.find((line) => line.name === name)?.usd;

    expect(feesUsd).toBe(0);
    expect(of("alarms")).toBeCloseTo(costParts.watchedMetrics * 0.1);
    expect(of("secrets")).toBeCloseTo(costParts.secrets * 0.4);
    expect(engineUsd).toBeGreaterThan(10);
  });

  it("takes the shop's own price of emails, and the fee of texts as it is told", () => {
    const { fees } = monthlyBill({ ...nothing, emails: 50_000, textsUsd: 12.5 }, measured, 0.1);

    expect(fees).toEqual({ email: 5, sms: 12.5, push: 0 });
  });

  it("sums to its lines, of which none is negative", () => {
    fc.assert(
      fc.property(volumes, (some) => {
        const { engine, engineUsd, fees, feesUsd } = monthlyBill(some, measured);
        expect(Math.min(...engine.map(({ usd }) => usd))).toBeGreaterThanOrEqual(0);
        expect(engineUsd).toBeCloseTo(engine.reduce((sum, { usd }) => sum + usd, 0));
        expect(feesUsd).toBeCloseTo(fees.email + fees.sms + fees.push);
      }),
    );
  });

  it("never falls when more is done", () => {
    const more = fc.constantFrom(...(["customers", "orders", "otherEvents", "looks", "emails", "pushes"] as const));
    fc.assert(
      fc.property(volumes, more, fc.integer({ min: 1, max: 1e7 }), (some, what, by) => {
        const before = monthlyBill(some, measured);
        const after = monthlyBill({ ...some, [what]: some[what] + by }, measured);
        expect(after.engineUsd + after.feesUsd).toBeGreaterThanOrEqual(before.engineUsd + before.feesUsd - 1e-6);
      }),
    );
  });
});
