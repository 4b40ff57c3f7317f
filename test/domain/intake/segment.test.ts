import { describe, expect, test } from "vitest";
import type { CustomerEvent } from "../../../lambdas/domain/event.ts";
import { type MessageOutcome, readCall } from "../../../lambdas/domain/intake/segment.ts";
import type { Problem } from "../../../lambdas/domain/problem.ts";

const receivedAt = Date.parse("2026-03-02T10:00:00Z");
const batch = (...messages: readonly unknown[]) => readCall("batch", { batch: messages }, { receivedAt });
const track = (event: string, properties: unknown, more: object = {}) => ({
  ...{ type: "track", userId: "c1", messageId: "m1", timestamp: "2026-03-02T09:00:00Z" },
  ...{ event, properties, ...more },
});
const identify = (traits: unknown, more: object = {}) => ({
  type: "identify",
  userId: "c1",
  messageId: "m1",
  traits,
  ...more,
});

const eventsOf = ([outcome]: readonly MessageOutcome[]): readonly CustomerEvent[] =>
  outcome?.accepted === true ? outcome.events : [];
const notesOf = ([outcome]: readonly MessageOutcome[]): readonly Problem[] =>
  outcome?.accepted === true ? outcome.notes : [];
const problemsOf = ([outcome]: readonly MessageOutcome[]): readonly Problem[] =>
  outcome?.accepted === false ? outcome.problems : [];

describe("an order", () => {
  test("carries its id, what was paid and its lines, whatever form numbers have", () => {
    const properties = {
      ...{ order_id: 4711, total: "1,234.50", revenue: 9, coupon: null },
      products: [
        { product_id: "tea", price: "12.50", quantity: "2", name: "Tea" },
        { sku: "cup", price: 3 },
      ],
    };

    const events = eventsOf(batch(track("Order Completed", properties)));

    expect(events).toEqual([
      {
        ...{ kind: "order-placed", customerId: "c1", eventId: "order-4711", orderId: "4711", amount: 1234.5 },
        ...{ occurredAt: Date.parse("2026-03-02T09:00:00Z"), receivedAt },
        lines: [
          { productId: "tea", quantity: 2, unitPrice: 12.5, name: "Tea" },
          { productId: "cup", quantity: 1, unitPrice: 3 },
        ],
      },
    ]);
  });

  test("without a total costs the sum of its products", () => {
    const products = [{ product_id: "a", price: 0.1, quantity: 3 }];

    const events = eventsOf(batch(track("order completed", { order_id: "1", products })));

    expect(events).toMatchObject([{ amount: 0.3 }]);
  });

  test("with a price that is none is refused at the place of the price", () => {
    const good = track("Tea", {});
    const bad = track("Order Completed", { order_id: "1", products: [{ product_id: "a", price: "twelve" }] });

    const outcomes = batch(good, good, good, bad);

    expect(outcomes.map(({ accepted }) => accepted)).toEqual([true, true, true, false]);
    expect(problemsOf(outcomes.slice(3))).toEqual([
      {
        where: "batch[3].properties.products[0].price",
        problem: "is no number",
        received: '"twelve"',
        allowed: "a number such as 12, 12.50 or 1,234.50",
      },
    ]);
  });

  test.each([
    [track("Order Completed", { total: 3 }), "batch[0].properties.order_id"],
    [track("Order Completed", { order_id: "1" }), "batch[0].properties.total"],
    [track("Order Completed", { order_id: "1\n", total: { a: 1 } }), "batch[0].properties.total"],
    [track("Order Completed", { order_id: "x".repeat(129), total: 1 }), "batch[0].properties.order_id"],
    [track("Order Completed", { order_id: "1", total: 1, products: "tea" }), "batch[0].properties.products"],
  ])("that lacks what it needs is refused (%#)", (message, where) => {
    const problems = problemsOf(batch(message));

    expect(problems).toMatchObject([{ where }]);
  });

  test("of a guest brings the address along", () => {
    const context = { traits: { email: "Jo@Example.COM" } };

    const events = eventsOf(batch(track("Order Completed", { order_id: "1", total: 3 }, { context })));

    expect(events.map(({ kind }) => kind)).toEqual(["order-placed", "identified"]);
    expect(events[1]).toMatchObject({ traits: { email: "Jo@example.com" } });
  });

  test.each([
    ["Order Cancelled", { order_id: "1", total: 5 }, { kind: "order-cancelled", orderId: "1", amount: 5 }],
    ["Order Refunded", { order_id: "1" }, { kind: "order-cancelled", orderId: "1", amount: 0 }],
    [
      "Order Refunded",
      { order_id: "1", products: [{ product_id: "a", price: 2, quantity: 2 }] },
      { kind: "order-cancelled", orderId: "1 in part", amount: 4 },
    ],
    ["Order Delivered", { order_id: "1" }, { kind: "order-delivered", orderId: "1" }],
    ["Delivered", { order_id: "1" }, { kind: "order-delivered", orderId: "1" }],
    ["Delivered", { parcel: "1" }, { kind: "custom", name: "Delivered", properties: { parcel: "1" } }],
    [
      "Product Viewed",
      { product_id: "a", category: "tea" },
      { kind: "product-viewed", productId: "a", category: "tea" },
    ],
    ["Unsubscribed", {}, { kind: "consent-withdrawn", channel: "email", topic: "all" }],
    ["Unsubscribed", { channel: "sms", topic: "care" }, { kind: "consent-withdrawn", channel: "sms", topic: "care" }],
    ["Tasted a tea", { cups: 2 }, { kind: "custom", name: "Tasted a tea", properties: { cups: 2 } }],
  ])("%s %j becomes an event of its kind", (name, properties, expected) => {
    const events = eventsOf(batch(track(name, properties)));

    expect(events).toMatchObject([expected]);
  });
});

describe("a person", () => {
  test("is known by cleaned traits", () => {
    const traits = {
      ...{ email: " Jo@Example.COM ", phone: "07700 900123", name: "Jo van Dyke", locale: "zh-CN" },
      ...{ timezone: "Europe/London", address: { country: "gb" } },
    };

    const outcomes = batch(identify(traits));

    expect(notesOf(outcomes)).toEqual([]);
    expect(eventsOf(outcomes)).toMatchObject([
      {
        kind: "identified",
        traits: {
          ...{ email: "Jo@example.com", phone: "+447700900123", firstName: "Jo", lastName: "van Dyke" },
          ...{ timeZone: "Europe/London", language: "zh", country: "GB" },
        },
      },
    ]);
  });

  test("keeps good traits beside bad ones, which are told", () => {
    const outcomes = batch(identify({ email: "nobody", phone: "12", timezone: "+01:00", firstName: "Jo\r\nBcc: x" }));

    expect(eventsOf(outcomes)).toMatchObject([{ kind: "identified", traits: { firstName: "Jo Bcc: x" } }]);
    expect(notesOf(outcomes).map(({ where }) => where)).toEqual([
      "batch[0].traits.email",
      "batch[0].traits.phone",
      "batch[0].traits.timeZone",
    ]);
  });

  test("states consent per channel, or per channel and topic", () => {
    const traits = { consents: { email: { promotion: true, care: false }, sms: true, push: null } };

    const events = eventsOf(
      batch(identify(traits, { context: { consent: { email: false }, library: { name: "shop" } } })),
    );

    expect(events.slice(1)).toMatchObject([
      { kind: "consent-given", channel: "email", topic: "promotion", source: "identify by shop", evidence: "m1" },
      { kind: "consent-withdrawn", channel: "email", topic: "care" },
      { kind: "consent-given", channel: "sms", topic: "all" },
      { kind: "consent-withdrawn", channel: "email", topic: "all" },
    ]);
    expect(new Set(events.map(({ eventId }) => eventId)).size).toBe(events.length);
  });

  test("states nothing by a value that is neither yes nor no", () => {
    const outcomes = batch(identify({ consents: { email: "perhaps", sms: { chess: true } } }));

    expect(eventsOf(outcomes)).toHaveLength(1);
    expect(notesOf(outcomes).map(({ where }) => where)).toEqual([
      "batch[0].traits.consents.email",
      "batch[0].traits.consents.sms.chess",
    ]);
  });

  test("without an id is refused, because there is no customer", () => {
    const problems = problemsOf(batch({ type: "track", anonymousId: "a1", event: "Tea" }));

    expect(problems).toMatchObject([{ where: "batch[0].userId", received: "nothing" }]);
  });
});

describe("the time of a message", () => {
  const envelope = (more: object, sentAt?: unknown): CustomerEvent | undefined =>
    eventsOf(
      readCall(
        "batch",
        { batch: [{ type: "track", userId: "c1", messageId: "m1", event: "Tea", ...more }], sentAt },
        { receivedAt },
      ),
    )[0];

  test("is what the message says when the clocks agree, so that a repeat has the same", () => {
    const timestamp = "2026-03-02T09:59:00.000Z";

    const first = envelope({ timestamp }, "2026-03-02T09:59:59.900Z");
    const repeated = envelope({ timestamp }, "2026-03-02T09:59:58.000Z");

    expect(first).toEqual(repeated);
    expect(first).toMatchObject({ occurredAt: Date.parse(timestamp) });
    expect(first).not.toHaveProperty("unstamped");
  });

  test("is corrected by what the client's clock is off", () => {
    const event = envelope({ originalTimestamp: "2026-03-01T09:00:00Z" }, "2026-03-01T09:30:00Z");

    expect(event).toMatchObject({ occurredAt: Date.parse("2026-03-02T09:30:00Z"), unstamped: true });
  });

  test("is its arrival when it says none", () => {
    expect(envelope({})).toMatchObject({ occurredAt: receivedAt, eventId: "m1", unstamped: true });
  });

  test("without a time and an id makes each arrival an event of its own", () => {
    const message = { type: "track", userId: "c1", event: "Unsubscribed" };
    const at = (when: number) => eventsOf(readCall("batch", { batch: [message] }, { receivedAt: when }))[0]?.eventId;

    expect(at(receivedAt)).not.toBe(at(receivedAt + 1));
  });

  test("without an id but with a time makes a repeat the same event", () => {
    const message = { type: "track", userId: "c1", event: "Tea", timestamp: "2026-03-02T09:00:00Z" };
    const at = (when: number) => eventsOf(readCall("batch", { batch: [message] }, { receivedAt: when }))[0]?.eventId;

    expect(at(receivedAt)).toBe(at(receivedAt + 1));
  });

  test.each(["2026-03-03T10:00:00.001Z", "1980-01-01T00:00:00Z", "2026-02-30T00:00:00Z", "yesterday", true, 12])(
    "%s is refused",
    (timestamp) => {
      const problems = problemsOf(batch(track("Tea", {}, { timestamp })));

      expect(problems).toMatchObject([{ where: "batch[0].timestamp", received: JSON.stringify(timestamp) }]);
    },
  );
});

describe("a call", () => {
  test.each(["identify", "track", "page", "screen", "group", "alias"] as const)(
    "%s needs no type in its body",
    (call) => {
      const outcomes = readCall(call, { userId: 7, event: "Tea", type: "batch" }, { receivedAt });

      expect(eventsOf(outcomes)).toMatchObject([{ customerId: "7" }]);
    },
  );

  test.each([
    [undefined, "is missing"],
    ["tea", "is no list"],
    [[], "has a wrong length"],
    [Array.from({ length: 2501 }, () => ({})), "has a wrong length"],
  ])("with a batch that is no list of messages is refused (%#)", (messages, problem) => {
    const problems = problemsOf(readCall("batch", { batch: messages }, { receivedAt }));

    expect(problems).toMatchObject([{ where: "batch", problem }]);
  });

  test.each([
    [track("Tea", { note: "ü".repeat(17_000) }), "is too large"],
    [track("Tea", { deep: JSON.parse("[".repeat(5000) + "]".repeat(5000)) }), "is nested too deeply"],
    [{ userId: "c1", type: "tracked" }, 'is not allowed; did you mean "track"?'],
    ["tea", "is of the wrong type"],
    [{ type: "track", userId: "c\u0000", event: "Tea" }, "must be 1 to 128 characters without control characters"],
    [{ type: "track", userId: "c1" }, "is missing"],
  ])("with a message that breaks a limit is refused (%#)", (message, problem) => {
    const problems = problemsOf(batch(message));

    expect(problems[0]?.problem).toBe(problem);
  });
});
