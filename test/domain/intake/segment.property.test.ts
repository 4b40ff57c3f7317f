import fc from "fast-check";
import { expect, test } from "vitest";
import { findJsonError } from "../../../lambdas/domain/intake/json-error.ts";
import { callNames, readCall } from "../../../lambdas/domain/intake/segment.ts";

const receivedAt = Date.parse("2026-03-02T10:00:00Z");

const names = [
  "Order Completed",
  "Order Refunded",
  "Product Viewed",
  "Unsubscribed",
  "Tea",
  "__proto__",
  "constructor",
];
const fields = ["order_id", "products", "total", "email", "phone", "consents", "traits", "consent", "__proto__"];
const hostile = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.dictionary(fc.constantFrom(...fields), fc.jsonValue({ maxDepth: 2 })),
  fc.constantFrom("12", "-1", "1e400", "\ud800", "a\u0000b", 1e300, "Europe/London", "2026-03-01T00:00:00Z"),
);
const message = fc.record(
  {
    type: fc.oneof(fc.constantFrom("track", "identify", "page", "group", "alias"), hostile),
    userId: fc.oneof(fc.constant("c1"), hostile),
    messageId: hostile,
    event: fc.oneof(fc.constantFrom(...names), hostile),
    timestamp: hostile,
    originalTimestamp: hostile,
    properties: hostile,
    traits: hostile,
    context: hostile,
  },
  { requiredKeys: [] },
);

test("whatever is sent, each message is either kept as storable events or has a problem", () => {
  void fc.assert(
    fc.property(fc.array(fc.oneof(message, hostile), { minLength: 1, maxLength: 5 }), hostile, (batch, sentAt) => {
      const outcomes = readCall("batch", { batch, sentAt }, { receivedAt });

      expect(outcomes).toHaveLength(batch.length);
      for (const [at, outcome] of outcomes.entries()) {
        if (!outcome.accepted) {
          expect(outcome.problems.length).toBeGreaterThan(0);
          for (const { where } of outcome.problems) expect(where.startsWith(`batch[${at}]`)).toBe(true);
          continue;
        }
        expect(outcome.events.length).toBeGreaterThan(0);
        for (const { customerId, eventId, occurredAt } of outcome.events) {
          expect(customerId.length).toBeGreaterThan(0);
          expect(customerId.length + eventId.length).toBeLessThan(400);
          expect(Number.isSafeInteger(occurredAt)).toBe(true);
        }
      }
    }),
    { numRuns: 1500 },
  );
});

test("a body of any shape is answered for every call", () => {
  void fc.assert(
    fc.property(fc.constantFrom(...callNames), fc.jsonValue(), (call, body) => {
      const outcomes = readCall(call, body, { receivedAt });

      expect(outcomes.length).toBeGreaterThan(0);
    }),
  );
});

test("an error in JSON is found exactly when JSON.parse finds one", () => {
  const damaged = fc
    .tuple(fc.json(), fc.nat(), fc.constantFrom("", "}", "]", ",", '"', "\\", "0", "x", "\u0001", "[", ":"), fc.nat(2))
    .map(([text, at, put, cut]) => {
      const place = at % (text.length + 1);
      return text.slice(0, place) + put + text.slice(place + cut);
    });
  void fc.assert(
    fc.property(damaged, (text) => {
      const error = findJsonError(text);

      expect(error !== undefined).toBe(!isJson(text));
    }),
    { numRuns: 3000 },
  );
});

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

test.each([
  ['{"a":}', 5, "value"],
  ['{"a":1,}', 7, "key"],
  ["[1 2]", 3, ", or ]"],
  ['{"a":"x', 5, "value"],
  ["", 0, "value"],
  ["[".repeat(200_000), 200_000, "value or ]"],
  [`["${"x".repeat(500_000)}"`, 500_003, ", or ]"],
])("the place of an error is told (%#)", (text, position, expected) => {
  expect(findJsonError(text)).toMatchObject({ position, expected });
});
