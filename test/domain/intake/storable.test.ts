import { describe, expect, test } from "vitest";
import { orderEvent } from "../../../lambdas/domain/intake/order-event.ts";
import { readCall } from "../../../lambdas/domain/intake/segment.ts";
import { maxAmount, numberFrom, shortText } from "../../../lambdas/domain/intake/values.ts";
import { whyNotStorable } from "../../support/storable.ts";

// What a table refuses would take the rest of its batch with it.

const receivedAt = Date.parse("2026-03-02T10:00:00Z");

const tracked = (event: string, properties: object) => {
  const message = { userId: "c1", messageId: "m1", timestamp: "2026-03-02T09:00:00Z", event, properties };
  const [outcome] = readCall("track", message, { receivedAt });
  return outcome;
};
const ordered = (product: object, more: object = {}) =>
  tracked("Order Completed", { order_id: "1", products: [{ product_id: "tea", ...product }], ...more });

describe("an order", () => {
  test("whose products add up to more than any order is refused with what is allowed", () => {
    expect(ordered({ quantity: 1e6, price: 1e9 })).toMatchObject({
      accepted: false,
      problems: [
        { where: "track.properties.products", problem: "adds up to more than any order", received: "1000000000000000" },
      ],
    });
  });

  test("that says its total itself is kept beside such products", () => {
    expect(ordered({ quantity: 1e6, price: 1e9 }, { total: 20 })).toMatchObject({
      accepted: true,
      events: [{ amount: 20 }],
    });
  });

  test("with a name that is too long is kept with as much of it as is whole", () => {
    const outcome = ordered({ price: 1, name: `${"x".repeat(199)}🍵 and more` });

    expect(outcome).toMatchObject({ accepted: true, events: [{ lines: [{ name: "x".repeat(199) }] }] });
  });

  test("of a file whose rows add up to more than any order stays within what a table takes", () => {
    const row = { line: 2, customerId: "c1", orderId: "1", at: receivedAt, amount: maxAmount };
    const product = { productId: "tea", quantity: maxAmount, unitPrice: 1 };
    const rows = Array.from({ length: 10_000 }, () => ({ ...row, product }));

    const event = orderEvent({ customerId: "c1", orderId: "1", rows }, receivedAt);

    expect(event).toMatchObject({ amount: maxAmount, lines: [{ quantity: maxAmount }] });
    expect(whyNotStorable(event)).toEqual([]);
  });
});

test("the name of an event keeps its letters and loses halves of them", () => {
  expect(tracked("Tea 🍵\ud83d", {})).toMatchObject({ accepted: true, events: [{ name: "Tea 🍵\ufffd" }] });
});

test.each([
  ["1e-200", 0],
  ["-5e-324", 0],
  ["0.001", 0.001],
  ["1e12", 1e12],
  ["1e13", undefined],
])("the number %s is %d", (text, value) => {
  expect(numberFrom(text)).toBe(value);
});

test.each([
  ["tea", "tea"],
  ["teapot", "teap"],
  ["tea🍵", "tea"],
  ["te🍵!", "te🍵"],
  ["\udc00a", "\ufffda"],
])("of %j the first four letters are %j", (text, expected) => {
  expect(shortText(text, 4)).toBe(expected);
});
