import { expect, test } from "vitest";
import type { CustomerEvent } from "../../../lambdas/domain/event.ts";
import { createOrderDays, historiesOf, lastDayOf, repeatSpendOf, seenUntil } from "../../../lib/fit/order-days.ts";

const dayMs = 86_400_000;
const dayOf = (at: number): number => Math.floor(at / dayMs);

const order = (customerId: string, day: number, amount: number, hour = 12): CustomerEvent => ({
  customerId,
  eventId: `order-${customerId}-${day}-${hour}`,
  kind: "order-placed",
  orderId: `${day}-${hour}`,
  occurredAt: day * dayMs + hour * 3_600_000,
  receivedAt: 0,
  amount,
  lines: [],
});

const daysOf = (events: readonly CustomerEvent[]) => {
  const days = createOrderDays(dayOf);
  for (const event of events) days.add(event);
  return days.customers();
};

test("orders of one day count as one, with their amounts together", () => {
  const customers = daysOf([order("b", 20, 5), order("a", 12, 30), order("a", 10, 7, 8), order("a", 10, 4, 20)]);

  expect(customers).toEqual([
    {
      customerId: "a",
      days: [
        { day: 10, amount: 11 },
        { day: 12, amount: 30 },
      ],
    },
    { customerId: "b", days: [{ day: 20, amount: 5 }] },
  ]);
  expect(lastDayOf(customers)).toBe(20);
});

test("cancellations count for nothing", () => {
  const cancelled: CustomerEvent = {
    customerId: "a",
    eventId: "cancelled-1",
    kind: "order-cancelled",
    orderId: "1",
    occurredAt: 15 * dayMs,
    receivedAt: 0,
    amount: 9,
  };

  expect(daysOf([cancelled])).toEqual([]);
  expect(lastDayOf([])).toBeUndefined();
});

test("what came after the last day is not seen, and whoever came after it is not there", () => {
  const customers = daysOf([order("a", 10, 1), order("a", 17, 2), order("a", 31, 3), order("b", 40, 4)]);

  const seen = seenUntil(customers, 24);

  expect(seen.map(({ customerId }) => customerId)).toEqual(["a"]);
  expect(historiesOf(seen, 24)).toEqual({
    rows: [{ repeats: 1, recency: 1, age: 2, count: 1 }],
    customers: 1,
    logGaps: 0,
  });
});

test("the spend is that of the repeat orders", () => {
  const [customer] = daysOf([order("a", 10, 100), order("a", 17, 20), order("a", 31, 30)]);

  expect(customer && repeatSpendOf(customer)).toEqual({ orders: 2, mean: 25 });
  expect(repeatSpendOf({ customerId: "b", days: [{ day: 1, amount: 9 }] })).toEqual({ orders: 0, mean: 0 });
});
