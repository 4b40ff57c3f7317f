import { describe, expect, it } from "vitest";
import { directionsOf, largestMoves, movementRows } from "../../console/src/pages/value/moves.ts";
import type { ShopReport } from "../../console/src/pages/value/report.ts";
import { weeksAhead } from "../../console/src/pages/value/weeks-ahead.ts";
import { nothingLearned } from "../../lambdas/domain/learned.ts";
import { dayMs } from "../../lambdas/domain/limits.ts";
import { defaultSettings } from "../../lambdas/domain/parse-settings.ts";
import { learn } from "../../lambdas/domain/value/learn.ts";
import { sampledShop } from "../support/made-up-shop.ts";

const now = Date.parse("2026-03-02T10:00:00Z");

const reportWith = (part: Partial<ShopReport>): ShopReport => {
  const customers = sampledShop({ seed: 4, customers: 120, now });
  const context = { now, settings: defaultSettings, before: nothingLearned };
  return { ...learn({ customers, of: 120, whole: true }, context).reports.shop, ...part };
};

describe("the weeks ahead", () => {
  it("begin now, and each lies between what chance makes of it", () => {
    const weeks = weeksAhead(reportWith({}));

    expect(weeks[0]?.from).toBe(now);
    expect(weeks[1]?.from).toBe(now + 7 * dayMs);
    for (const { value, low, high } of weeks) {
      // Chance alone scatters a count by twice its root.
      expect(value - low).toBeGreaterThanOrEqual(Math.min(value, 1.96 * Math.sqrt(value)));
      expect(high - value).toBeGreaterThanOrEqual(1.96 * Math.sqrt(value));
    }
  });

  it("are as unsure as the expectation of the quarter where counts are so large that chance is nothing", () => {
    const report = reportWith({ weeks: [1e9] });
    const figures = { ...report.figures, orders90: { value: 2, low: 1.5, high: 3 } };

    const [week] = weeksAhead({ ...report, figures });

    expect(week?.low).toBeCloseTo(0.75e9, -6);
    expect(week?.high).toBeCloseTo(1.5e9, -6);
  });

  it("promise nothing where nothing is expected", () => {
    const report = reportWith({ weeks: [0] });
    const figures = { ...report.figures, orders90: { value: 0, low: 0, high: 0 } };

    expect(weeksAhead({ ...report, figures })[0]).toMatchObject({ value: 0, low: 0, high: 0 });
  });
});

describe("moves between tiers", () => {
  const moves = [
    { from: "core", to: "core", customers: 10 },
    { from: "core", to: "at-risk", customers: 3 },
    { from: "new", to: "potential", customers: 5 },
    { from: "none", to: "new", customers: 2 },
  ] as const;

  it("are up, down or none, by how good a tier is", () => {
    expect(directionsOf(moves)).toEqual({ up: 7, down: 3, stayed: 10 });
  });

  it("stand in rows by where customers were, and the largest come first", () => {
    expect(movementRows(moves)[0]).toEqual({ from: "core", customers: 13, to: { core: 10, "at-risk": 3 } });
    expect(largestMoves(moves).map(({ customers }) => customers)).toEqual([5, 3, 2]);
  });
});
