import { describe, expect, it } from "vitest";
import { splitCoverageOf } from "../support/simulated-splits.ts";

const shops = 500;
const days = 200;

describe(`${shops} made-up shops with two to four ways that look every day for ${days} days`, () => {
  it.each([
    { what: "whose ways are alike and whose shares adapt, false alarms", apart: 0, adapts: true },
    { what: "whose ways lie two points apart and whose shares adapt, intervals without it", apart: 0.02, adapts: true },
    { what: "whose ways are alike and whose shares stand still, false alarms", apart: 0, adapts: false },
  ])("$what: at most one shop in twenty", { timeout: 3_600_000 }, ({ apart, adapts }) => {
    const { missedConversion, missedRevenue } = splitCoverageOf({ shops, days, apart, adapts });

    console.info(JSON.stringify({ apart, adapts, shops, missedConversion, missedRevenue }));
    expect(missedConversion).toBeLessThanOrEqual(0.05 * shops);
    expect(missedRevenue).toBeLessThanOrEqual(0.05 * shops);
  });
});
