import { expect, it } from "vitest";
import type { OrderFigures } from "../../../lambdas/domain/profile.ts";
import { forecastCustomer } from "../../../lambdas/domain/value/customer-forecast.ts";
import { modelsOf } from "../../../lambdas/domain/value/shop-models.ts";

const dayMs = 86_400_000;
const now = Date.parse("2026-03-02T10:00:00Z");

const figures = ({ count, firstDaysAgo, lastDaysAgo, value = 30 }: Readonly<Record<string, number>>): OrderFigures => ({
  count: count ?? 1,
  revenue: (count ?? 1) * value,
  firstAt: now - (firstDaysAgo ?? 0) * dayMs,
  lastAt: now - (lastDaysAgo ?? firstDaysAgo ?? 0) * dayMs,
  recent: [],
});

/** A third orders monthly and still does, a third did and stopped a year ago, a third ordered once, long ago. */
const shop = Array.from({ length: 300 }, (_, at) => {
  const count = 3 + ((at * 7) % 20);
  if (at % 3 === 0) return figures({ count, firstDaysAgo: 360, lastDaysAgo: 5 + (at % 20), value: 20 + (at % 30) });
  if (at % 3 === 1) return figures({ count, firstDaysAgo: 700, lastDaysAgo: 360 + (at % 40), value: 20 + (at % 30) });
  return figures({ count: 1, firstDaysAgo: 250 + (at % 100) });
});
const query = { at: now, horizonMs: 90 * dayMs };

it("is fitted to the shop's own customers where they are enough, and tells regulars from those who left", () => {
  const models = modelsOf(shop, now);

  const regular = forecastCustomer(models, figures({ count: 12, firstDaysAgo: 360, lastDaysAgo: 10 }), query);
  const silent = forecastCustomer(models, figures({ count: 12, firstDaysAgo: 720, lastDaysAgo: 360 }), query);

  expect(models).toMatchObject({ sampled: 300, customers: { basis: "fitted" } });
  expect(regular?.alive).toBeGreaterThan(0.8);
  expect(silent?.alive).toBeLessThan(0.2);
  expect(regular?.ordersWithin.expected).toBeGreaterThan(1.5);
  expect(regular?.yearValue?.expected).toBeGreaterThan(silent?.yearValue?.expected ?? 0);
});

it("goes by what other shops are like while there is nobody, and says so", () => {
  const models = modelsOf([], now);

  expect(models).toMatchObject({ sampled: 0, customers: { basis: "prior" } });
  expect(forecastCustomer(models, figures({ count: 2, firstDaysAgo: 90, lastDaysAgo: 30 }), query)).toMatchObject({
    basis: "prior",
    alive: expect.any(Number),
  });
});
