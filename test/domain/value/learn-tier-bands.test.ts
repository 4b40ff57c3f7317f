import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { tierBandsSchema } from "../../../lambdas/domain/tier-bands.ts";
import { bandNames, learnTierBands, returnersMin } from "../../../lambdas/domain/value/learn-tier-bands.ts";
import { quantileEstimate, quantileOf } from "../../../lambdas/domain/value/sampling.ts";
import { normalBy, now, type OrderSketch, sampled, shuffled } from "../../support/sampled-shop.ts";
import { chanceOf } from "../../support/simulated-shops.ts";

/** Half of them order once; the others come back after a gap about its median, within a factor of 2 for two in three. */
const shopWith = (seed: number, { customers = 1_600, medianGap = 30, years = 4 } = {}) => {
  const draw = chanceOf(seed);
  return Array.from({ length: customers }, (_, index) => {
    const orders: OrderSketch[] = [];
    const wanted = index % 2 === 0 ? 1 : 2 + Math.floor(draw() * 6);
    let daysAgo = 30 + draw() * years * 365;
    while (orders.length < wanted && daysAgo > 0) {
      orders.push({ daysAgo, amount: 20 + Math.round(draw() * 60) });
      daysAgo -= medianGap * Math.exp(Math.log(2) * normalBy(draw));
    }
    return sampled(`customer-${index}`, orders);
  });
};

describe("quantiles", () => {
  it("are what a full sort says: so many are not above, and fewer than so many below", () => {
    void fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 60 }),
        fc.integer({ min: 1, max: 99 }),
        (values, percent) => {
          const sorted = values.toSorted((a, b) => a - b);

          const value = quantileOf(sorted, percent / 100);

          const notAbove = values.filter((one) => one <= value).length;
          const below = values.filter((one) => one < value).length;
          expect(values).toContain(value);
          expect(notAbove * 100).toBeGreaterThanOrEqual(percent * values.length - 1e-6);
          expect(below * 100).toBeLessThan(percent * values.length + 1e-6);
        },
      ),
    );
  });

  it("have an interval that holds the truth in about 95 of 100 samples", () => {
    const draw = chanceOf(7);
    const truth = Math.exp(0.8416212);
    const held = Array.from({ length: 400 }, () => {
      const values = Array.from({ length: 500 }, () => Math.exp(normalBy(draw))).sort((a, b) => a - b);
      const { low, high } = quantileEstimate(values, 0.8);
      return low <= truth && truth <= high;
    }).filter(Boolean).length;

    expect(held).toBeGreaterThanOrEqual(372);
    expect(held).toBeLessThan(400);
  });
});

describe("the bands of tiers", () => {
  it("are learned from how long customers take to come back, not from how many are silent", () => {
    const weekly = learnTierBands(shopWith(1, { medianGap: 7 }), { now });
    const quarterly = learnTierBands(shopWith(1, { medianGap: 90, years: 9 }), { now });

    expect(weekly).toMatchObject({ note: "learned" });
    // 80, 95 and 98 of 100 gaps, when two in three lie within a factor of 2 of a week: 12.6, 21.9 and 29.1 days.
    expect(weekly.bands?.activeDays).toBeGreaterThanOrEqual(11);
    expect(weekly.bands?.activeDays).toBeLessThanOrEqual(14);
    expect(weekly.bands?.atRiskDays).toBeGreaterThanOrEqual(18);
    expect(weekly.bands?.atRiskDays).toBeLessThanOrEqual(26);
    expect(quarterly.bands?.activeDays).toBeGreaterThan(8 * (weekly.bands?.activeDays ?? 0));
  });

  it("do not move because a wave of new customers came in", () => {
    const shop = shopWith(2);
    const wave = Array.from({ length: 1_500 }, (_, index) => sampled(`new-${index}`, [{ daysAgo: 5 }]));

    const before = learnTierBands(shop, { now }).bands;
    const after = learnTierBands([...shop, ...wave], { now }).bands;

    expect(after).toMatchObject({ activeDays: before?.activeDays, dormantDays: before?.dormantDays });
  });

  it("make core who orders more often than four of five, and spends no less than half of them", () => {
    const { bands } = learnTierBands(shopWith(3), { now });
    const orders = shopWith(3).map(({ profile }) => profile.orders.count);
    const core = orders.filter((count) => count >= (bands?.coreOrders ?? 0)).length;

    expect(core).toBeGreaterThan(0);
    expect(core / orders.length).toBeLessThanOrEqual(0.2);
    expect(bands?.coreRevenue).toBeGreaterThan(20);
  });

  it("are not learned from few, nor by a shop that has not been seen long enough for long gaps to end", () => {
    expect(learnTierBands([], { now })).toEqual({
      ...{ sampled: { customers: 0, orders: 0 }, buyers: 0, returners: 0 },
      note: "too-few-returned",
    });
    const previous = { activeDays: 40, atRiskDays: 90, dormantDays: 200, coreOrders: 3, coreRevenue: 10 };
    const few = learnTierBands(shopWith(4, { customers: returnersMin }), { now });
    expect(few).toMatchObject({ note: "too-few-returned", estimates: { activeDays: { value: expect.any(Number) } } });
    expect(few.bands).toBeUndefined();
    expect(learnTierBands(shopWith(4, { customers: returnersMin }), { now, previous }).bands).toEqual(previous);
    expect(learnTierBands(shopWith(4, { medianGap: 60, years: 0.5 }), { now })).toMatchObject({
      note: "seen-too-briefly",
    });
  });

  it("stay as they are while another sample says about the same, and follow when customers change their ways", () => {
    const previous = learnTierBands(shopWith(5), { now }).bands;

    const nights = Array.from({ length: 30 }, (_, night) => learnTierBands(shopWith(100 + night), { now, previous }));
    const changed = learnTierBands(shopWith(6, { medianGap: 45 }), { now, previous });

    expect(nights.filter(({ note }) => note === "kept").length).toBeGreaterThanOrEqual(28);
    expect(nights.every(({ note, bands }) => note !== "kept" || bands === previous)).toBe(true);
    expect(changed.note).toBe("learned");
    expect(changed.bands?.activeDays).toBeGreaterThan(previous?.activeDays ?? 0);
  });

  it("are bands that settings would take, whatever the order of the customers", () => {
    const shop = shopWith(8);
    const learned = learnTierBands(shop, { now });

    expect(tierBandsSchema.parse(learned.bands)).toEqual(learned.bands);
    expect(learnTierBands(shuffled(shop, chanceOf(9)), { now })).toEqual(learned);
    for (const name of bandNames) {
      const { low, value, high } = learned.estimates?.[name] ?? { low: 1, value: 0, high: 0 };
      expect(low).toBeLessThanOrEqual(value);
      expect(value).toBeLessThanOrEqual(high);
    }
  });

  it("take two orders of one day for one", () => {
    const twins = Array.from({ length: 500 }, (_, index) =>
      sampled(`twin-${index}`, [{ daysAgo: 900 }, { daysAgo: 100 }, { daysAgo: 99.9 }]),
    );

    const { estimates } = learnTierBands(twins, { now });

    expect(estimates?.activeDays.value).toBeCloseTo(800, 6);
  });
});
