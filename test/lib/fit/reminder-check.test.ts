import { describe, expect, test } from "vitest";
import type { CustomerEvent } from "../../../lambdas/domain/event.ts";
import { createOrderDays } from "../../../lib/fit/order-days.ts";
import { createProductLog } from "../../../lib/fit/product-purchases.ts";
import { checkReminders } from "../../../lib/fit/reminder-check.ts";

const dayMs = 86_400_000;
const dayOf = (at: number): number => Math.floor(at / dayMs);

const order = (customerId: string, day: number, productId: string, quantity = 1): CustomerEvent => ({
  customerId,
  eventId: `${customerId}-${day}-${productId}`,
  kind: "order-placed",
  orderId: `${customerId}-${day}-${productId}`,
  occurredAt: day * dayMs,
  receivedAt: 0,
  amount: 10,
  lines: [{ productId, quantity, unitPrice: 10 }],
});

/** Thirty customers who buy coffee every 14 days and filters every 90, over a year. */
const events = Array.from({ length: 30 }, (_, index) => [
  ...Array.from({ length: 27 }, (_, time) => order(`c${index}`, index + time * 14, "coffee")),
  ...Array.from({ length: 5 }, (_, time) => order(`c${index}`, index + time * 90, "filters")),
]).flat();

const collect = (all: readonly CustomerEvent[]) => {
  const [days, products] = [createOrderDays(dayOf), createProductLog(dayOf)];
  for (const event of all) {
    days.add(event);
    products.add(event);
  }
  return { customers: days.customers(), products: products.repeated() };
};

describe("reminders for coffee and filters", () => {
  const { customers, products } = collect(events);
  const check = checkReminders(products, customers, { fittedUntil: 270, until: 364 });

  test("are predicted for every purchase on the days held back", () => {
    const expected = events.filter((event) => {
      const day = dayOf(event.occurredAt);
      const isFirst = day < 30 && day === Number(event.customerId.slice(1));
      return day > 270 && day <= 364 && !isFirst;
    });

    expect(check?.repeatPurchases).toBe(expected.length);
  });

  test("come at the right time by the product, which the customer's orders alone do not tell", () => {
    const [product, customer, fixed] = check?.methods ?? [];

    expect(product?.method).toBe("gaps of the product");
    expect(product?.withinAWeek).toBeGreaterThan(0.95);
    expect(customer?.withinAWeek).toBeLessThan(product?.withinAWeek ?? 0);
    expect(fixed?.withinAWeek).toBe(0);
  });
});

test("purchases of one day are one purchase with all pieces", () => {
  const { products } = collect([
    order("a", 3, "tea", 2),
    { ...order("a", 3, "tea", 1), eventId: "b" },
    order("a", 9, "tea"),
  ]);

  expect(products).toEqual([
    {
      customerId: "a",
      productId: "tea",
      purchases: [
        { day: 3, quantity: 3 },
        { day: 9, quantity: 1 },
      ],
    },
  ]);
});

test("a log in which nothing was bought again has nothing to compare", () => {
  const { customers, products } = collect([order("a", 3, "tea"), order("a", 300, "cup")]);

  expect(checkReminders(products, customers, { fittedUntil: 270, until: 364 })).toBeUndefined();
});
