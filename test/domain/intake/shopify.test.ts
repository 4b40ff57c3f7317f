import { describe, expect, it } from "vitest";
import type { CustomerEvent } from "../../../lambdas/domain/event.ts";
import {
  readWebhook,
  type Webhook,
  type WebhookReading,
  webhookTopics,
} from "../../../lambdas/domain/intake/shopify.ts";
import {
  payloads,
  shop,
  shopifyCustomer,
  shopifyLine,
  shopifyOrder,
  shopifyParcel,
  shopifyRedaction,
} from "../../support/shopify-payloads.ts";

const receivedAt = Date.parse("2026-03-02T10:00:00Z");
const triggeredAt = "2026-03-02T09:59:58.123456789Z";

const read = (topic: string, body: unknown, change: Partial<Webhook> = {}): WebhookReading =>
  readWebhook({ topic, shop, body, triggeredAt, isTest: false, receivedAt, ...change });

const eventsOf = (topic: string, body: unknown): readonly CustomerEvent[] => {
  const reading = read(topic, body);
  if (reading.kind !== "kept") throw new Error(JSON.stringify(reading));
  return reading.events;
};

const problemsOf = (topic: string, body: unknown): readonly string[] => {
  const reading = read(topic, body);
  return reading.kind === "refused" ? reading.problems.map(({ where, problem }) => `${where} ${problem}`) : [];
};

const orderIn = (body: unknown) => eventsOf("orders/create", body).find(({ kind }) => kind === "order-placed");

describe("an order", () => {
  it("is placed when the shop took it, by the customer of Shopify, with its lines", () => {
    expect(orderIn(shopifyOrder())).toEqual({
      kind: "order-placed",
      customerId: "7061234567",
      eventId: "order-5501234567890",
      orderId: "5501234567890",
      occurredAt: Date.parse("2026-03-02T01:14:03Z"),
      receivedAt,
      amount: 44.97,
      lines: [{ productId: "632910392", quantity: 2, unitPrice: 19.99, name: "Green tea" }],
    });
  });

  it("tells who the customer is and what they consented to, but not the phone of whom the parcel goes to", () => {
    const kinds = eventsOf("orders/create", shopifyOrder({ customer: shopifyCustomer({ phone: null }) }));

    expect(kinds.slice(1)).toMatchObject([
      {
        kind: "identified",
        traits: { email: "ada@example.com", firstName: "Ada", lastName: "Vale", country: "GB", language: "en" },
      },
      {
        kind: "consent-given",
        channel: "email",
        topic: "all",
        source: "shopify",
        evidence: "confirmed_opt_in",
        occurredAt: Date.parse("2026-01-05T14:00:00Z"),
      },
    ]);
    expect(JSON.stringify(kinds)).not.toContain("+44");
  });

  it("is the same order when it was created and when it was paid", () => {
    expect(eventsOf("orders/paid", shopifyOrder())).toEqual(eventsOf("orders/create", shopifyOrder()));
  });

  it.each([
    ["0.10", 0.1],
    ["1234567.89", 1_234_567.89],
    ["1500", 1500],
    ["0.00", 0],
  ])("of %s costs exactly that", (price, amount) => {
    expect(orderIn(shopifyOrder({ total_price: price }))).toMatchObject({ amount });
  });

  it("keeps the exact id that a JSON number cannot hold", () => {
    const body = shopifyOrder({
      id: 820982911946154500,
      admin_graphql_api_id: "gid://shopify/Order/820982911946154508",
    });

    expect(orderIn(body)).toMatchObject({ orderId: "820982911946154508", eventId: "order-820982911946154508" });
  });

  it("keeps its good lines beside one that cannot be read, which is told", () => {
    const odd = shopifyLine({ product_id: null, sku: "" });
    const own = shopifyLine({ product_id: null, sku: "GIFT-1", price: "5.00", quantity: 1 });

    const reading = read("orders/create", shopifyOrder({ line_items: [odd, shopifyLine(), own, 7] }));

    expect(reading).toMatchObject({
      kind: "kept",
      notes: [{ where: "order.line_items[0]" }, { where: "order.line_items[3]" }],
    });
    expect(reading.kind === "kept" && reading.events[0]).toMatchObject({
      lines: [{ productId: "632910392" }, { productId: "GIFT-1", unitPrice: 5 }],
    });
  });

  it.each([
    [{ id: null, admin_graphql_api_id: null }, "order.id is missing"],
    [{ total_price: "free" }, "order.total_price is no sum of money"],
    [{ total_price: null }, "order.total_price is missing"],
    [{ processed_at: "yesterday" }, "order.processed_at is not a time to be believed"],
    [{ processed_at: "2036-01-01T00:00:00Z" }, "order.processed_at is not a time to be believed"],
    [{ customer: { id: "a" } }, "order.customer.id is no usable id"],
  ])("without what an order needs is refused (%o)", (change, problem) => {
    expect(problemsOf("orders/create", shopifyOrder(change))).toEqual([problem]);
  });

  it.each([
    [{ customer: null }, "no-customer"],
    [{ test: true }, "test"],
  ])("that is about nobody is let go (%o)", (change, reason) => {
    expect(read("orders/create", shopifyOrder(change))).toMatchObject({ kind: "ignored", reason });
  });

  it("that was cancelled takes back its whole amount", () => {
    const body = shopifyOrder({ cancelled_at: "2026-03-01T22:00:00-05:00", current_total_price: "0.00" });

    expect(eventsOf("orders/cancelled", body)).toEqual([
      {
        kind: "order-cancelled",
        customerId: "7061234567",
        eventId: "cancelled-5501234567890",
        orderId: "5501234567890",
        occurredAt: Date.parse("2026-03-02T03:00:00Z"),
        receivedAt,
        amount: 44.97,
      },
    ]);
  });
});

describe("an order that arrives", () => {
  const sent = { fulfillment_status: "fulfilled" };
  const late = shopifyParcel({ id: 2, updated_at: "2026-03-02T04:00:00-05:00" });

  it("is delivered when its last parcel is, and a repeat is recognised whatever it says of the time", () => {
    const body = shopifyOrder({ ...sent, fulfillments: [late, shopifyParcel()] });

    expect(eventsOf("orders/updated", body).slice(1)).toEqual([
      {
        kind: "order-delivered",
        customerId: "7061234567",
        eventId: "delivered-5501234567890",
        orderId: "5501234567890",
        occurredAt: Date.parse("2026-03-02T09:00:00Z"),
        receivedAt,
        unstamped: true,
      },
    ]);
  });

  it.each([
    [{ ...sent, fulfillments: [shopifyParcel({ shipment_status: "in_transit" })] }],
    [{ ...sent, fulfillments: [shopifyParcel(), shopifyParcel({ id: 2, shipment_status: null })] }],
    [{ fulfillment_status: "partial", fulfillments: [shopifyParcel()] }],
    [{ ...sent, fulfillments: [] }],
    [{ ...sent, fulfillments: [shopifyParcel({ status: "cancelled" })] }],
  ])("is not delivered before (%#)", (change) => {
    const reading = read("orders/updated", shopifyOrder(change));

    const kinds = reading.kind === "kept" ? reading.events.map(({ kind }) => kind) : [];
    expect(kinds).not.toContain("order-delivered");
  });

  it("is looked up by the mail address when only a parcel tells of it", () => {
    expect(read("fulfillments/update", shopifyParcel())).toEqual({
      kind: "by-address",
      address: "ada@example.com",
      fact: { kind: "order-delivered", orderId: "5501234567890", at: Date.parse("2026-03-02T08:30:00Z") },
    });
  });
});

describe("a customer", () => {
  it("has tags, a place and metafields as attributes; a birthday by one name", () => {
    const body = shopifyCustomer({
      tags: "VIP, tea club, ",
      default_address: { country_code: "GB", province: "Avon", city: "Bristol" },
      metafields: [
        { namespace: "facts", key: "birth_date", value: "1990-05-17", type: "date" },
        { namespace: "club", key: "points", value: "120", type: "number_integer" },
      ],
    });

    expect(eventsOf("customers/update", body)[0]).toMatchObject({
      kind: "identified",
      attributes: { tags: ["VIP", "tea club"], region: "Avon", city: "Bristol", birthday: "1990-05-17", points: 120 },
    });
    expect(eventsOf("orders/create", shopifyOrder({ tags: "gift", customer: body }))[1]).toMatchObject({
      attributes: { tags: ["VIP", "tea club"] },
    });
  });

  it.each([
    ["subscribed", "consent-given"],
    ["unsubscribed", "consent-withdrawn"],
    ["redacted", "consent-withdrawn"],
    ["pending", undefined],
    ["not_subscribed", undefined],
    ["invalid", undefined],
    ["delighted", undefined],
  ])("whose email marketing is %s has stated %s", (state, kind) => {
    const body = shopifyCustomer({ email_marketing_consent: { state, consent_updated_at: null } });

    const [, consent] = eventsOf("customers/update", body);

    expect(consent?.kind).toBe(kind);
    if (kind !== undefined) expect(consent?.occurredAt).toBe(Date.parse("2026-03-01T14:00:00Z"));
  });

  it("is one event however often the same record comes", () => {
    expect(eventsOf("customers/update", shopifyCustomer())).toEqual(eventsOf("customers/create", shopifyCustomer()));
  });

  it("who was deleted or asks to be forgotten is written to no more, from the instant of the webhook", () => {
    const at = Date.parse("2026-03-02T09:59:58.123Z");
    const expected = ["email", "sms", "push"].map((channel) =>
      expect.objectContaining({ kind: "consent-withdrawn", customerId: "7061234567", channel, occurredAt: at }),
    );

    expect(eventsOf("customers/delete", { id: 7061234567 })).toEqual(expected);
    expect(eventsOf("customers/redact", shopifyRedaction())).toEqual(expected);
  });

  it("who asks to be forgotten may be known by the mail address only", () => {
    expect(read("customers/redact", shopifyRedaction({ email: "ada@example.com" }))).toMatchObject({
      kind: "by-address",
      fact: { kind: "left" },
      request: {},
    });
  });

  it.each(["customers/data_request", "customers/redact"])("%s is for a person, who is told of whom", (topic) => {
    expect(read(topic, payloads[topic]?.())).toMatchObject({ request: { customerId: "7061234567" } });
  });
});

describe("a webhook", () => {
  it("is sampled here for every topic that is read", () => {
    expect(Object.keys(payloads).toSorted()).toEqual([...webhookTopics].toSorted());
  });

  it.each(["app/uninstalled", "", "__proto__", "constructor"])("of the unknown topic %j is let go", (topic) => {
    expect(read(topic, {})).toEqual({ kind: "ignored", reason: "unknown-topic" });
  });

  it("that only tries the address out is let go", () => {
    expect(read("orders/create", shopifyOrder(), { isTest: true })).toEqual({ kind: "ignored", reason: "test" });
  });

  it.each([[null], [[]], ["text"], [7]])("that is no object is refused (%j)", (body) => {
    expect(problemsOf("orders/create", body)).toEqual(["order is no object"]);
  });
});
