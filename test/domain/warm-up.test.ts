import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { warmUpCeiling } from "../../lambdas/domain/warm-up.ts";

const warmUp = { startsOn: "2026-03-02", firstDay: 200, growthPercent: 50 };

describe("the ceiling of a warm-up day", () => {
  it.each([
    { day: "2026-02-20", ceiling: 200 },
    { day: "2026-03-02", ceiling: 200 },
    { day: "2026-03-03", ceiling: 300 },
    { day: "2026-03-04", ceiling: 450 },
    { day: "2026-03-12", ceiling: 11_533 },
    { day: "2027-03-02", ceiling: Number.POSITIVE_INFINITY },
  ])("is $ceiling on $day", ({ day, ceiling }) => {
    expect(warmUpCeiling(warmUp, day)).toBe(ceiling);
  });

  it("is none without a warm-up", () => {
    expect(warmUpCeiling(undefined, "2026-03-02")).toBe(Number.POSITIVE_INFINITY);
  });

  it("never falls from one day to the next, and is at least the first day's", () => {
    const rule = fc.record({
      startsOn: fc.constantFrom("2026-03-02", "2026-12-31", "2024-02-29"),
      firstDay: fc.integer({ min: 10, max: 1_000_000 }),
      growthPercent: fc.double({ min: 1, max: 200, noNaN: true }),
    });
    const date = (days: number): string =>
      new Date(Date.UTC(2026, 0, 1) + days * 86_400_000).toISOString().slice(0, 10);
    void fc.assert(
      fc.property(rule, fc.integer({ min: -900, max: 900 }), (given, days) => {
        const today = warmUpCeiling(given, date(days));

        expect(today).toBeGreaterThanOrEqual(given.firstDay);
        expect(warmUpCeiling(given, date(days + 1))).toBeGreaterThanOrEqual(today);
      }),
    );
  });
});
