import { expect, it } from "vitest";
import { forecastCustomer } from "../../../lambdas/domain/value/customer-forecast.ts";
import { expectedSpend } from "../../../lambdas/domain/value/expected-spend.ts";
import { modelsOf } from "../../../lambdas/domain/value/shop-models.ts";
import { valueDeciles } from "../../../lambdas/domain/value/value-deciles.ts";
import { dayMs, now, sampled, shuffled } from "../../support/sampled-shop.ts";
import { chanceOf } from "../../support/simulated-shops.ts";

/** A third order every month and still do, a third did and stopped, a third ordered once. */
const shop = Array.from({ length: 300 }, (_, index) => {
  const amount = 20 + (index % 30);
  const count = 3 + ((index * 7) % 20);
  const monthly = (from: number) =>
    Array.from({ length: count }, (_order, at) => ({ daysAgo: from + 30 * at, amount }));
  if (index % 3 === 0) return sampled(`regular-${index}`, monthly(5 + (index % 20)));
  return index % 3 === 1
    ? sampled(`stopped-${index}`, monthly(360 + (index % 40)))
    : sampled(`once-${index}`, [{ daysAgo: 250 + (index % 100), amount }]);
});
const models = modelsOf(
  shop.map(({ profile }) => profile.orders),
  now,
);

it("sorts customers by what they will spend: the best tenth are expected to bring far more than a tenth", () => {
  const { deciles, buyers, basis } = valueDeciles(shop, models, now);

  expect({ buyers, basis, count: deciles.length }).toEqual({ buyers: 300, basis: "fitted", count: 10 });
  expect(deciles.map(({ expected }) => expected)).toEqual(
    deciles.map(({ expected }) => expected).toSorted((a, b) => b - a),
  );
  expect(deciles.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 9);
  expect(deciles.reduce((sum, { customers }) => sum + customers, 0)).toBe(300);
  expect(deciles[0]?.share).toBeGreaterThan(0.2);
  expect(deciles[0]?.standardError).toBeGreaterThan(0);
  expect(valueDeciles(shuffled(shop, chanceOf(1)), models, now).deciles).toHaveLength(10);
});

it("expects of each customer what the customer's own page says", () => {
  for (const { profile } of shop.slice(0, 12)) {
    const page = forecastCustomer(models, profile.orders, { at: now, horizonMs: 90 * dayMs })?.yearValue?.expected;

    expect(expectedSpend(models, profile.orders, now)).toBeCloseTo(page ?? Number.NaN, 6);
  }
});

it("says nothing of tenths while there are not ten customers", () => {
  expect(valueDeciles(shop.slice(0, 9), models, now)).toMatchObject({ buyers: 9, deciles: [] });
});
