import { describe, expect, it } from "vitest";
import { coverageOf } from "../support/simulated-shops.ts";

const shops = 1_000;
const days = 120;

describe(`${shops} made-up shops that look every day for ${days} days`, () => {
  it.each([
    { what: "with no lift, false alarms", lift: 0 },
    { what: "with a lift of two points, intervals without it", lift: 0.02 },
  ])("$what: at most one shop in twenty", ({ lift }) => {
    const { missedConversion, missedRevenue } = coverageOf({ shops, days, lift });

    console.info(JSON.stringify({ lift, shops, missedConversion, missedRevenue }));
    expect(missedConversion).toBeLessThanOrEqual(0.05 * shops);
    expect(missedRevenue).toBeLessThanOrEqual(0.05 * shops);
  });
});
