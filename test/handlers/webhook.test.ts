import type { Hono } from "hono";
import type { LambdaEvent } from "hono/aws-lambda";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { CustomerEvent } from "../../lambdas/domain/event.ts";
import { maxWebhookBytes } from "../../lambdas/domain/intake/message-limits.ts";
import { pickLists } from "../../lambdas/domain/picks.ts";
import type { Problem } from "../../lambdas/domain/problem.ts";
import type { Product } from "../../lambdas/domain/product.ts";
import { createHandler, createWebhookApp } from "../../lambdas/handlers/webhook.ts";
import type { LogFields, Logger } from "../../lambdas/shared/logger.ts";
import { createCustomerStore } from "../../lambdas/store/customer-store.ts";
import { createEventStore } from "../../lambdas/store/event-store.ts";
import { createPickListStore } from "../../lambdas/store/pick-lists.ts";
import { createPicksLoader } from "../../lambdas/store/picks-loader.ts";
import { createProductStore } from "../../lambdas/store/product-store.ts";
import { aProfile } from "../support/factories.ts";
import {
  payloads,
  shop,
  shopifyCustomer,
  shopifyOrder,
  shopifyParcel,
  shopifyProduct,
  shopifyRedaction,
  shopSecret,
  signatureOf,
  webhookRequest,
} from "../support/shopify-payloads.ts";
import { startTables, type Tables } from "../support/tables.ts";

const customerId = "7061234567";
const olderSecret = "shpss_test_older_0123456789";

let tables: Tables;
let app: Hono;
let logged: (readonly [string, LogFields | undefined])[];

const note = (message: string, fields?: LogFields) => void logged.push([message, fields]);
const logger: Logger = { debug: note, info: note, warn: note, error: note };
const runtimeWith = (change: Readonly<Record<string, string>> = {}) => {
  const SHOPIFY_SECRETS = JSON.stringify({ [shop]: [olderSecret, shopSecret] });
  return tables.runtime({ logger, environment: { ...tables.variables, SHOPIFY_SECRETS, ...change } });
};

beforeAll(async () => {
  tables = await startTables();
});
afterAll(() => tables.stop());
beforeEach(async () => {
  await tables.clear();
  logged = [];
  app = createWebhookApp(runtimeWith());
});

interface Answer {
  readonly success: boolean;
  readonly accepted: number;
  readonly rejected: readonly Problem[];
  readonly ignored?: string;
}

const post = async (topic: string, body: unknown, headers: Record<string, string> = {}) => {
  const bytes = typeof body === "string" || body instanceof Uint8Array ? body : JSON.stringify(body);
  const response = await app.request("/webhooks/shopify", webhookRequest(topic, bytes, headers));
  return { status: response.status, answer: (await response.json()) as Answer };
};

const stored = async (id = customerId): Promise<readonly CustomerEvent[]> =>
  (await createEventStore(runtimeWith()).list({ customerId: id, limit: 100 })).events;
const kindsOf = async (id = customerId) => (await stored(id)).map(({ kind }) => kind);

const knownWith = (orderId: string, id = customerId) =>
  createCustomerStore(runtimeWith()).save(
    aProfile({
      customerId: id,
      orders: { count: 1, revenue: 44.97, recent: [{ orderId, at: Date.parse("2026-03-01T20:00:00Z") }] },
    }),
  );

describe("a webhook", () => {
  it("is stored before it is answered, and once however often it comes", async () => {
    const first = await post("orders/create", shopifyOrder());
    tables.clock.advance(3_600_000);
    await post("orders/paid", shopifyOrder());

    expect(first).toEqual({ status: 200, answer: { success: true, accepted: 3, rejected: [] } });
    expect((await kindsOf()).toSorted()).toEqual(["consent-given", "identified", "order-placed"]);
  });

  it.each(Object.keys(payloads))("%s of a known customer is answered with 200", async (topic) => {
    await knownWith("5501234567890");

    const { status, answer } = await post(topic, payloads[topic]?.());

    expect({ status, success: answer.success }).toEqual({ status: 200, success: true });
  });

  it("is answered with 503 when the table fails, so that Shopify sends it again", async () => {
    app = createWebhookApp(runtimeWith({ EVENTS_TABLE: "no-such-table" }));

    const { status } = await post("orders/create", shopifyOrder());

    expect(status).toBe(503);
  });

  it("leaves ids and counts in the log, and nothing of a person", async () => {
    await post("orders/create", shopifyOrder());
    await post("orders/create", shopifyOrder({ total_price: "ada@example.com" }));
    await post("customers/redact", shopifyRedaction());

    expect(logged).toHaveLength(3);
    expect(JSON.stringify(logged)).not.toMatch(/ada@|Ada|\+44/);
    expect(logged[2]).toEqual([
      "A privacy request of a shop needs a person",
      expect.objectContaining({ customerId, topic: "customers/redact" }),
    ]);
  });

  it("that cannot be read is refused with what is wrong, and nothing of it is kept", async () => {
    const { status, answer } = await post("orders/create", shopifyOrder({ total_price: "free" }));

    expect(status).toBe(422);
    expect(answer).toMatchObject({
      success: false,
      rejected: [{ where: "order.total_price", problem: "is no sum of money", received: '"free"' }],
    });
    expect(await stored()).toEqual([]);
  });

  it.each([
    ["{", 422],
    [" ".repeat(maxWebhookBytes + 1), 413],
  ] as const)("of broken text is refused (%#)", async (body, expected) => {
    const { status } = await post("orders/create", body);

    expect(status).toBe(expected);
  });

  it.each(["app/uninstalled", "orders/edited"])(
    "of the topic %s, which is not read, is let go with 200",
    async (topic) => {
      const { status, answer } = await post(topic, {});

      expect({ status, ignored: answer.ignored }).toEqual({ status: 200, ignored: "unknown-topic" });
    },
  );

  it("that somebody sends to try the address out changes nothing", async () => {
    const { answer } = await post("orders/create", shopifyOrder(), { "x-shopify-test": "true" });

    expect(answer.ignored).toBe("test");
    expect(await stored()).toEqual([]);
  });
});

describe("a signature", () => {
  const body = JSON.stringify(shopifyOrder());

  it.each([
    ["by the older secret", { "x-shopify-hmac-sha256": signatureOf(body, olderSecret) }, 200],
    ["for the shop in capitals", { "x-shopify-shop-domain": shop.toUpperCase() }, 200],
    ["by another secret", { "x-shopify-hmac-sha256": signatureOf(body, "another secret of 24 let") }, 401],
    ["of another body", { "x-shopify-hmac-sha256": signatureOf(`${body} `) }, 401],
    ["in hexadecimal", { "x-shopify-hmac-sha256": Buffer.from(signatureOf(body), "base64").toString("hex") }, 401],
    ["cut short", { "x-shopify-hmac-sha256": signatureOf(body).slice(0, 40) }, 401],
    ["of nothing", { "x-shopify-hmac-sha256": "" }, 401],
    ["for another shop", { "x-shopify-shop-domain": "eve.myshopify.com" }, 401],
    ["for a name that every object has", { "x-shopify-shop-domain": "constructor" }, 401],
  ])("%s is answered with its status", async (_what, headers, expected) => {
    const { status } = await post("orders/create", body, headers);

    expect(status).toBe(expected);
    expect((await stored()).length > 0).toBe(expected === 200);
  });

  it("is proved before the body is read", async () => {
    const { status, answer } = await post("orders/create", "{", { "x-shopify-hmac-sha256": signatureOf("}") });

    expect({ status, where: answer.rejected[0]?.where }).toEqual({ status: 401, where: "X-Shopify-Hmac-Sha256" });
  });

  it.each([true, false])("is proved over the bytes that the API hands over (base64: %s)", async (isBase64Encoded) => {
    const text = JSON.stringify(shopifyOrder({ note: "谢谢" }));
    const event = {
      ...{ version: "2.0", routeKey: "POST /webhooks/shopify", rawPath: "/webhooks/shopify", rawQueryString: "" },
      headers: webhookRequest("orders/create", text).headers,
      requestContext: { domainName: "shop.example", http: { method: "POST", path: "/webhooks/shopify" } },
      body: isBase64Encoded ? Buffer.from(text).toString("base64") : text,
      isBase64Encoded,
    } as unknown as LambdaEvent;

    expect(await createHandler(runtimeWith())(event)).toMatchObject({ statusCode: 200 });
  });

  it("of a shop that was never connected is refused without a word of why", async () => {
    app = createWebhookApp(runtimeWith({ SHOPIFY_SECRETS: "{}" }));

    const { status } = await post("orders/create", body);

    expect(status).toBe(401);
  });
});

describe("a parcel that arrives", () => {
  it("delivers the order for the customer who has it, and for nobody else with the same address", async () => {
    await knownWith("5501234567890");
    await knownWith("another order", "ada-again");

    await post("fulfillments/update", shopifyParcel());
    await post("fulfillments/update", shopifyParcel({ updated_at: "2026-03-02T04:00:00-05:00" }));

    expect(await stored()).toMatchObject([{ kind: "order-delivered", orderId: "5501234567890" }]);
    expect(await kindsOf("ada-again")).toEqual([]);
  });

  it("of an order that nobody has is let go", async () => {
    const { status, answer } = await post("fulfillments/update", shopifyParcel());

    expect({ status, ignored: answer.ignored }).toEqual({ status: 200, ignored: "no-customer" });
  });
});

describe("a product of the shop", () => {
  const catalogue = async () => {
    const products: Product[] = [];
    for await (const product of createProductStore(runtimeWith()).all()) products.push(product);
    return products;
  };
  const lists = () => createPickListStore(runtimeWith());
  const picked = async () =>
    (await createPicksLoader(runtimeWith())("Tea")).map(({ productId, price }) => [productId, price]);
  const later = (minutes: number) => new Date(Date.parse("2026-03-02T09:00:00Z") + minutes * 60_000).toISOString();

  it("is in the catalogue, as its newest word says, in whatever order the webhooks come", async () => {
    const first = await post("products/create", shopifyProduct({ updated_at: later(5) }));
    const older = await post("products/update", shopifyProduct({ updated_at: later(1), title: "Old tea" }));

    expect(first.answer).toEqual({ success: true, accepted: 0, products: 1, rejected: [] });
    expect(older.answer).toMatchObject({ success: true, ignored: "nothing-new" });
    expect(await catalogue()).toMatchObject([{ productId: "632910392", name: "Green tea", stock: 3 }]);
  });

  it("leaves the best sellers when it sells out, and shows its new price there before", async () => {
    const product = { productId: "632910392", name: "Green tea", category: "Tea", url: "https://tea.example/g" };
    await lists().save(pickLists([{ ...product, price: 19, sold: 5 }]));
    await post("products/update", shopifyProduct());
    expect(await picked()).toEqual([["632910392", 11]]);

    const [one] = shopifyProduct().variants;
    const soldOut = shopifyProduct({ updated_at: later(5), variants: [{ ...one, inventory_quantity: 0 }] });
    await post("products/update", soldOut);

    expect(await picked()).toEqual([]);
  });

  it("that is counted no more has no stock to run out of", async () => {
    await post("products/update", shopifyProduct());
    const [one] = shopifyProduct().variants;
    const variants = [{ ...one, inventory_management: null }];

    await post("products/update", shopifyProduct({ updated_at: later(5), variants }));

    expect((await catalogue())[0]).not.toHaveProperty("stock");
  });

  it("that was deleted is sold no more, whatever an older word said that comes later", async () => {
    await post("products/delete", { id: 632910392 });
    await post("products/update", shopifyProduct());

    expect(await catalogue()).toEqual([{ productId: "632910392", offSale: true }]);
  });
});

describe("somebody who asks to be forgotten", () => {
  it("by mail address loses consent wherever the address is known", async () => {
    await knownWith("1");
    await knownWith("2", "ada-again");

    await post("customers/redact", shopifyRedaction({ email: "ADA@example.com" }));

    expect(await kindsOf()).toEqual(["consent-withdrawn", "consent-withdrawn", "consent-withdrawn"]);
    expect(await kindsOf("ada-again")).toHaveLength(3);
  });
});

it("the latest statement of consent holds, in whatever order the webhooks come", async () => {
  const consent = (state: string, consent_updated_at: string) =>
    shopifyCustomer({ email_marketing_consent: { state, consent_updated_at } });

  await post("customers/update", consent("unsubscribed", "2026-03-01T12:00:00Z"));
  await post("customers/update", consent("subscribed", "2026-02-01T12:00:00Z"));

  const consents = (await stored()).filter(({ kind }) => kind.startsWith("consent"));
  expect(consents.map(({ kind }) => kind)).toEqual(["consent-given", "consent-withdrawn"]);
});
