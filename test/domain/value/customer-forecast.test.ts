import { describe, expect, test } from "vitest";
import type { OrderFigures } from "../../../lambdas/domain/profile.ts";
import { fitCustomerBase } from "../../../lambdas/domain/value/customer-base.ts";
import { forecastCustomer } from "../../../lambdas/domain/value/customer-forecast.ts";
import { collapse, historyOf, historyOfDays } from "../../../lambdas/domain/value/history.ts";
import { fitSpend } from "../../../lambdas/domain/value/spend-fit.ts";
import { drawShop } from "../../support/generated-shop.ts";

const dayMs = 86_400_000;
const firstAt = Date.UTC(2026, 0, 1);

const figures = (count: number, lastDay: number, revenue = count * 50): OrderFigures => ({
  count,
  revenue,
  firstAt,
  lastAt: firstAt + lastDay * dayMs,
  recent: [],
});

const model = { dropsAtFirst: false, regularity: 2, parameters: { r: 0.9, alpha: 4, a: 0.6, b: 2 } };
const { chosen } = fitCustomerBase(drawShop(model, { customers: 600, weeks: 60, ahead: 0, seed: 2 }).histories);
const spend = fitSpend([], 50);

const forecast = (orders: OrderFigures, day: number) =>
  forecastCustomer({ customers: chosen, spend }, orders, { at: firstAt + day * dayMs, horizonMs: 90 * dayMs });

describe("a customer's history", () => {
  test("comes from the few figures of a profile, in weeks", () => {
    expect(historyOf(figures(4, 70), firstAt + 84 * dayMs)).toEqual({ repeats: 3, recency: 10, age: 12 });
  });

  test("of one order has no recency", () => {
    expect(historyOf(figures(1, 0), firstAt + 14 * dayMs)).toEqual({ repeats: 0, recency: 0, age: 2 });
  });

  test("never ends before the last order, whatever the clock says", () => {
    expect(historyOf(figures(2, 70), firstAt)).toMatchObject({ recency: 10, age: 10 });
  });

  test("is none before the first order", () => {
    expect(historyOf({ count: 0, revenue: 0, recent: [] }, firstAt)).toBeUndefined();
  });

  test("by days counts from the first to the last day seen", () => {
    expect(historyOfDays([100, 114, 128], 149)).toEqual({ repeats: 2, recency: 4, age: 7 });
  });
});

describe("a customer's forecast", () => {
  test("is none for somebody who never ordered", () => {
    expect(forecast({ count: 0, revenue: 0, recent: [] }, 10)).toBeUndefined();
  });

  test("names the model and what it rests on", () => {
    expect(forecast(figures(5, 100), 120)).toMatchObject({
      model: "BG/CNBD-2",
      basis: "fitted",
      reason: "enough data",
    });
  });

  test("knows a regular who is on time from one who is long overdue", () => {
    const onTime = forecast(figures(8, 140), 150);
    const overdue = forecast(figures(8, 140), 400);

    expect(onTime?.alive).toBeGreaterThan(0.8);
    expect(overdue?.alive).toBeLessThan(0.2);
    expect(overdue?.ordersWithin.expected).toBeLessThan((onTime?.ordersWithin.expected ?? 0) / 4);
    expect(overdue?.yearValue?.expected).toBeLessThan((onTime?.yearValue?.expected ?? 0) / 4);
  });

  test("puts the next order after now, early before late", () => {
    const at = firstAt + 150 * dayMs;
    const { early = 0, median = 0, late = 0 } = forecast(figures(8, 140), 150)?.nextOrder ?? {};

    expect(at < early && early < median && median < late).toBe(true);
  });

  test("expects more of who spends more", () => {
    const [much, little] = [forecast(figures(8, 140, 4000), 150), forecast(figures(8, 140, 80), 150)];

    expect(much?.yearValue?.expected).toBeGreaterThan(2 * (little?.yearValue?.expected ?? 0));
  });

  test("without any paid order says nothing of value", () => {
    const { chosen: usual } = fitCustomerBase(collapse([]));

    const said = forecastCustomer({ customers: usual }, figures(1, 0, 0), { at: firstAt, horizonMs: 90 * dayMs });

    expect(said).toMatchObject({ basis: "prior" });
    expect(said).not.toHaveProperty("yearValue");
  });
});
