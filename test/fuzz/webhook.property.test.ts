import * as fc from "fast-check";
import type { Hono } from "hono";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createWebhookApp } from "../../lambdas/handlers/webhook.ts";
import type { Runtime } from "../../lambdas/shared/runtime.ts";
import { createCustomerStore } from "../../lambdas/store/customer-store.ts";
import { type EventsTable, eventsTable } from "../support/events-table.ts";
import { aProfile } from "../support/factories.ts";
import { failingDynamo } from "../support/failing-dynamo.ts";
import { fuzzed } from "../support/fuzz.ts";
import { hostileHeader, hostileValue, mutated, mutatedBytes } from "../support/hostile.ts";
import { payloads, shop, shopifyOrder, shopSecret, signatureOf, webhookRequest } from "../support/shopify-payloads.ts";
import { whyNotStorable } from "../support/storable.ts";
import { startTables, type Tables } from "../support/tables.ts";

let tables: Tables;
let runtime: Runtime;
let app: Hono;
let events: EventsTable;

const environment = () => ({ ...tables.variables, SHOPIFY_SECRETS: JSON.stringify({ [shop]: [shopSecret] }) });

beforeAll(async () => {
  tables = await startTables();
  runtime = tables.runtime({ environment: environment() });
  events = eventsTable(runtime);
  app = createWebhookApp(runtime);
  const recent = [{ orderId: "5501234567890", at: Date.parse("2026-03-01T20:00:00Z") }];
  const orders = { count: 1, revenue: 44.97, recent };
  await createCustomerStore(runtime).save(aProfile({ customerId: "7061234567", orders }));
});
afterAll(() => tables.stop());
beforeEach(() => events.clear());

interface Answer {
  readonly success: boolean;
  readonly accepted: number;
  readonly rejected: readonly { readonly where: string; readonly problem: string }[];
}

const post = async (topic: string, body: string | Uint8Array, headers: Record<string, string> = {}, to = app) => {
  const response = await to.request("/webhooks/shopify", webhookRequest(topic, body, headers));
  return { status: response.status, answer: (await response.json()) as Answer };
};

const anyTopic = fc.constantFrom(...Object.keys(payloads));
const sampleOf = (topic: string): object => payloads[topic]?.() ?? {};
const bodyOf = (topic: string) =>
  fc.oneof(
    { weight: 4, arbitrary: mutated(sampleOf(topic)).map((body) => JSON.stringify(body) ?? "") },
    { weight: 1, arbitrary: hostileValue.map((body) => JSON.stringify(body) ?? "") },
    { weight: 1, arbitrary: mutatedBytes(Buffer.from(JSON.stringify(sampleOf(topic)))) },
  );
const webhook = anyTopic.chain((topic) => fc.record({ topic: fc.constant(topic), body: bodyOf(topic) }));

describe("a webhook with a hostile body", () => {
  test("that is signed is kept, let go or refused with what is wrong, and the same when it comes again", async () => {
    await fc.assert(
      fc.asyncProperty(webhook, async ({ topic, body }) => {
        await events.clear();

        const first = await post(topic, body);
        const stored = await events.all();
        const second = await post(topic, body);

        expect([200, 422]).toContain(first.status);
        expect(second).toEqual(first);
        expect(first.answer.success).toBe(first.status === 200);
        expect(first.answer.rejected.length > 0).toBe(first.status === 422);
        for (const { where, problem } of first.answer.rejected) expect(`${where}${problem}`).not.toBe("");
        expect(stored).toHaveLength(first.answer.accepted);
        expect(stored.flatMap(whyNotStorable)).toEqual([]);
        expect(await events.all()).toEqual(stored);
      }),
      fuzzed(120),
    );
  });

  test("does not get in without the signature of exactly these bytes", async () => {
    const body = JSON.stringify(shopifyOrder());
    const good = signatureOf(body);
    const forged = fc.oneof(
      fc.record({ body: fc.constant(body), signature: hostileHeader }),
      fc.record({
        body: fc.constant(body),
        signature: mutatedBytes(Buffer.from(good)).map((bytes) =>
          bytes.toString("latin1").replaceAll(/[^\x20-\x7e]/g, "x"),
        ),
      }),
      fc.record({ body: mutatedBytes(Buffer.from(body)), signature: fc.constant(good) }),
    );
    await fc.assert(
      fc.asyncProperty(forged, async ({ body: sent, signature }) => {
        fc.pre(signature.trim() !== signatureOf(sent));

        const { status, answer } = await post("orders/create", sent, { "x-shopify-hmac-sha256": signature });

        expect(status).toBe(401);
        expect(answer.rejected[0]?.where).toBe("X-Shopify-Hmac-Sha256");
      }),
      fuzzed(200),
    );
    expect(await events.all()).toEqual([]);
  });

  test("is not hurt by what its headers say", async () => {
    const names = [
      "x-shopify-topic",
      "x-shopify-triggered-at",
      "x-shopify-webhook-id",
      "x-shopify-test",
      "content-type",
    ];
    const headers = fc.dictionary(fc.constantFrom(...names, "x-shopify-shop-domain", "content-length"), hostileHeader);
    await fc.assert(
      fc.asyncProperty(headers, async (said) => {
        const { status } = await post("customers/delete", JSON.stringify(sampleOf("customers/delete")), said);

        expect([200, 401, 413]).toContain(status);
        if (Object.hasOwn(said, "x-shopify-shop-domain")) expect(status).not.toBe(200);
      }),
      fuzzed(80),
    );
    expect((await events.all()).flatMap(whyNotStorable)).toEqual([]);
  });
});

test("a webhook whose table fails is answered with 503 and kept whole when it comes again", async () => {
  const fails = (operation: string) => operation === "BatchWriteItem";
  const broken = createWebhookApp(tables.runtime({ environment: environment(), dynamo: failingDynamo(tables, fails) }));
  const body = JSON.stringify(shopifyOrder());

  const [first, nothing] = [await post("orders/create", body, {}, broken), await events.all()];
  const second = await post("orders/create", body);

  expect([first.status, nothing.length, second.status]).toEqual([503, 0, 200]);
  expect(await events.all()).toHaveLength(second.answer.accepted);
});
