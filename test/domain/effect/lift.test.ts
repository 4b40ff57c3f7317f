import { describe, expect, it } from "vitest";
import { halfWidth } from "../../../lambdas/domain/effect/confidence-sequence.ts";
import { isSure, liftOf, weeksToGo } from "../../../lambdas/domain/effect/lift.ts";
import type { ArmSums } from "../../../lambdas/domain/goal-counts.ts";
import { coverageOf, everyDay } from "../../support/simulated-shops.ts";

const sums = (change: Partial<ArmSums>): ArmSums => ({
  ...{ customers: 0, converted: 0, orders: 0, revenue: 0, spent: 0 },
  ...{ spentSquares: 0, revenueSquares: 0, products: 0 },
  ...change,
});

describe("an interval that may be looked at every day", () => {
  it("is wider than that of a single look, and narrows as customers come", () => {
    const widths = [100, 1_000, 10_000, 100_000].map((worth) => halfWidth({ squaredError: 1 / worth, variance: 1 }));

    for (const [index, worth] of [100, 1_000, 10_000, 100_000].entries())
      expect(widths[index]).toBeGreaterThan(1.96 / Math.sqrt(worth));
    expect(widths).toEqual(widths.toSorted((a, b) => b - a));
    // At its sharpest it costs about half as much again as a single look.
    expect((widths[1] ?? 0) * Math.sqrt(1_000)).toBeLessThan(1.96 * 1.6);
  });

  it("knows nothing before there is anything", () => {
    expect(halfWidth({ squaredError: 0, variance: 0 })).toBe(Number.POSITIVE_INFINITY);
  });
});

describe("the lift of a campaign", () => {
  it("is told of nobody while nobody is held out, and of too few", () => {
    const treated = sums({ customers: 1_000, converted: 100 });

    expect(liftOf({ treated, heldOut: sums({}) })).toEqual({ kind: "no-hold-out" });
    expect(liftOf({ treated, heldOut: sums({ customers: 49, converted: 4 }) }).kind).toBe("not-enough");
    expect(liftOf({ treated: sums({}), heldOut: sums({}) }).kind).toBe("not-enough");
  });

  it("is the difference of the shares, in an interval around it", () => {
    const answer = liftOf({
      treated: sums({ customers: 10_000, converted: 1_500 }),
      heldOut: sums({ customers: 10_000, converted: 1_000 }),
    });

    expect(answer.kind === "lift" && answer.lift.conversion.estimate).toBeCloseTo(0.05);
    expect(answer.kind === "lift" && isSure(answer.lift.conversion)).toBe(true);
  });

  it("takes out what the customers' past explains: all of it where the past says everything", () => {
    // Whoever had spent 2 spends 2, whoever had spent nothing nothing; chance gave the treated arm more of the former.
    const arm = (rich: number, poor: number): ArmSums =>
      sums({
        ...{ customers: rich + poor, converted: rich, orders: rich, spent: 200 * rich, revenue: 200 * rich },
        ...{ spentSquares: 40_000 * rich, revenueSquares: 40_000 * rich, products: 40_000 * rich },
      });

    const answer = liftOf({ treated: arm(60, 40), heldOut: arm(40, 60) });

    expect(answer).toMatchObject({ kind: "lift", lift: { explained: 1 } });
    expect(answer.kind === "lift" && answer.lift.revenue.estimate).toBeCloseTo(0);
  });
});

describe("made-up shops that look every day", () => {
  // A part of what test/full/lift-coverage.test.ts runs.
  const some = { shops: 60, days: 90 };

  it.each([0, 0.02])("hardly ever see an interval without the truth, when the lift is %f", (lift) => {
    const { missedConversion, missedRevenue } = coverageOf({ ...some, lift });

    expect(missedConversion).toBeLessThanOrEqual(0.05 * some.shops);
    expect(missedRevenue).toBeLessThanOrEqual(0.05 * some.shops);
  });

  it("see a large lift in the end, and are told about when", () => {
    const q = { seed: 7, days: 120, customersPerDay: 60, heldOut: 0.5, base: 0.1, lift: 0.05 };
    const looks = everyDay(q);
    const first = looks.findIndex(({ answer }) => answer.kind === "lift" && isSure(answer.lift.conversion));
    const early = looks[13];

    expect(first).toBeGreaterThan(0);
    expect(early).toBeDefined();
    const more = early === undefined ? undefined : weeksToGo(early.arms, { weeks: 2, points: 0.05 });
    expect(more).toBeGreaterThan(0);
    expect(Math.abs((more ?? 0) + 2 - first / 7)).toBeLessThan(6);
  });

  it.each([
    { perWeek: 200, share: 0.5, base: 0.1, weeks: 44 },
    { perWeek: 1_000, share: 0.1, base: 0.03, weeks: 8 },
    { perWeek: 1_000, share: 0.2, base: 0.1, weeks: 14 },
  ])("see two points after the weeks that docs/effect.md says: $weeks", ({ perWeek, share, base, weeks }) => {
    const arm = (customers: number) => sums({ customers, converted: customers * base });
    const first = { treated: arm(perWeek * (1 - share)), heldOut: arm(perWeek * share) };

    expect((weeksToGo(first, { weeks: 1, points: 0.02 }) ?? 0) + 1).toBe(weeks);
  });

  it("are told nothing of weeks that would take ten years", () => {
    const few = { treated: sums({ customers: 20, converted: 2 }), heldOut: sums({ customers: 5, converted: 1 }) };

    expect(weeksToGo(few, { weeks: 4, points: 0.001 })).toBeUndefined();
  });
});
