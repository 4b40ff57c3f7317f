import { createHmac } from "node:crypto";
import type { DynamoDBRecord } from "aws-lambda";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Step } from "../../lambdas/domain/campaign.ts";
import { createHandler } from "../../lambdas/handlers/act.ts";
import type { MetricName } from "../../lambdas/shared/metrics.ts";
import { createEventStore } from "../../lambdas/store/event-store.ts";
import { createTaskStore } from "../../lambdas/store/task-store.ts";
import { customerWith } from "../support/customer-with.ts";
import { failingDynamo } from "../support/failing-dynamo.ts";
import { journeyOf, openCase, send, task, webhook } from "../support/journeys.ts";
import { startShop, type TestShop } from "../support/shop.ts";
import { isActing } from "../support/shop-delivery.ts";
import { startWebhookReceiver, type WebhookReceiver } from "../support/webhook-receiver.ts";

const start = Date.parse("2026-03-02T10:00:00Z");
const settings = { webhookHosts: ["hooks.shop.example"], importing: { settleMinutes: 0 } };

const done = { batchItemFailures: [], state: {} };

let shop: TestShop;
let receiver: WebhookReceiver;
let counted: Map<MetricName, number>;

beforeAll(async () => {
  shop = await startShop(start);
  receiver = await startWebhookReceiver();
});
afterAll(async () => {
  await receiver.stop();
  await shop.stop();
});
beforeEach(() => {
  counted = new Map();
  receiver.heard.length = 0;
  receiver.answers.length = 0;
});
afterEach(async () => {
  await shop.take("CUSTOMERS_TABLE");
  await shop.take("EVENTS_TABLE");
  await shop.tables.clear();
});

const metrics = {
  add: (name: MetricName, value: number) => void counted.set(name, (counted.get(name) ?? 0) + value),
  flush: () => {},
};

/** The function as it runs where a webhook's host is this machine. */
const act = (records: readonly DynamoDBRecord[], overrides: Parameters<TestShop["runtime"]>[0] = {}) =>
  createHandler(shop.runtime({ metrics, ...overrides }), {
    allowsLoopback: true,
    resolve: async () => ["127.0.0.1"],
    timeoutMs: 300,
  })({
    Records: [...records],
    shardId: "shard-1",
  });

/** The records of a decision that asks for these steps' actions. */
const asked = async (steps: readonly Step[], ...customerIds: readonly string[]) => {
  await shop.open({ campaigns: [journeyOf(steps)], settings, withoutWords: true });
  await shop.tell(customerIds.flatMap((customerId) => customerWith({ customerId, now: start, daysSinceOrder: 180 })));
  return (await shop.take("CUSTOMERS_TABLE")).filter(isActing);
};

const told = (): Step => ({ kind: "webhook", id: "crm", url: `https://hooks.shop.example:${receiver.port}/told` });
const tasksOf = (customerId: string) => createTaskStore(shop.runtime()).list(customerId);
const eventsOf = async (customerId: string) =>
  (await createEventStore(shop.runtime()).list({ customerId, limit: 100 })).events.filter(
    ({ kind }) => kind === "case-opened",
  );

describe("act", () => {
  it("puts a task with its role and its deadline, once however often the record comes", async () => {
    const records = await asked([task("call", { role: "adviser", dueMinutes: 90 })], "ada");

    const results = [await act(records), await act(records)];

    expect(results).toEqual([done, done]);
    expect(await tasksOf("ada")).toMatchObject([
      {
        customerId: "ada",
        task: "call",
        role: "adviser",
        status: "open",
        createdAt: start,
        dueAt: start + 90 * 60_000,
        campaignId: "journey",
        stepId: "call",
      },
    ]);
  });

  it("opens a case through an event that is the same each time, and the profile then knows it", async () => {
    const records = await asked([openCase("open")], "ada");

    await act(records);
    await act(records);
    await shop.refresh(await shop.take("EVENTS_TABLE"));

    expect(await eventsOf("ada")).toHaveLength(1);
    expect((await shop.profile("ada")).cases).toMatchObject([{ subject: "complaint", at: start }]);
  });

  it("tells another system who reached which step, signed, and nothing that reaches the customer", async () => {
    const records = await asked([told()], "ada");

    await act(records);

    const [heard] = receiver.heard;
    const body: unknown = JSON.parse(heard?.body ?? "");
    expect(body).toEqual({
      id: expect.stringMatching(/^[a-z2-7]{26}$/),
      customerId: "ada",
      campaignId: "journey",
      campaignVersion: 1,
      stepId: "crm",
      occurrence: "order-of-ada",
      at: "2026-03-02T10:00:00.000Z",
    });
    expect(heard?.body).not.toMatch(/@|example\.com|Ada/);
    const timestamp = String(heard?.headers["rekindle-timestamp"]);
    const secret = shop.tables.variables.WEBHOOK_SECRET ?? "";
    const signature = createHmac("sha256", secret).update(`${timestamp}.${heard?.body}`).digest("hex");
    expect(timestamp).toBe(String(start / 1000));
    expect(heard?.headers["rekindle-signature"]).toBe(`v1=${signature}`);
    expect(heard?.headers["idempotency-key"]).toBe((body as { id: string }).id);
  });

  it("tries again what may work later, and the receiver knows a repeat by its key", async () => {
    const records = await asked([told()], "ada");
    receiver.answers.push({ status: 503 }, "never", { status: 200 });

    const results = [await act(records), await act(records), await act(records)];

    expect(results.map(({ batchItemFailures }) => batchItemFailures.length)).toEqual([1, 1, 0]);
    expect(new Set(receiver.heard.map(({ headers }) => headers["idempotency-key"])).size).toBe(1);
  });

  it("does not try again what is refused, and counts it for the alarm", async () => {
    const records = await asked([told(), { ...webhook("elsewhere"), url: "https://other.example/" } as Step], "ada");
    receiver.answers.push({ status: 410 });

    expect(await act(records)).toEqual(done);
    expect(counted.get("WebhooksRefused")).toBe(2);
    expect(counted.get("ActionsCarriedOut")).toBeUndefined();
  });

  it("never reaches this machine where it is deployed", async () => {
    const records = await asked([{ ...told(), url: "https://hooks.shop.example/told" } as Step], "ada");
    const deployed = createHandler(shop.runtime({ metrics }), { resolve: async () => ["127.0.0.1"] });

    expect(await deployed({ Records: [...records], shardId: "shard-1" })).toEqual(done);
    expect(counted.get("WebhooksRefused")).toBe(1);
    expect(receiver.heard).toEqual([]);
  });

  it("lets a silent system keep nobody from a task, neither this customer's nor another's", async () => {
    const records = await asked([told(), task("call"), openCase("open")], "ada", "ben");
    receiver.answers.push("never", "never");

    const result = await act(records);

    expect(result.batchItemFailures).toHaveLength(2);
    expect(await tasksOf("ada")).toHaveLength(1);
    expect(await tasksOf("ben")).toHaveLength(1);
    expect(await eventsOf("ben")).toHaveLength(1);
  });

  it("waits for a silent system once a batch, and not once a customer", async () => {
    const names = Array.from({ length: 20 }, (_, index) => `many-${index}`);
    const records = await asked([told()], ...names);
    receiver.answers.push(...names.map(() => "never" as const));

    const result = await act(records);

    expect(result.batchItemFailures).toHaveLength(20);
    expect(receiver.heard.length).toBeLessThanOrEqual(8);
  });

  it("counts the looks of its batch, once, whatever becomes of the actions", async () => {
    const records = await asked([send("gift"), told()], "ada", "ben");
    receiver.answers.push("never", "never");

    const failures = [await act(records), await act(records)].map(({ batchItemFailures }) => batchItemFailures.length);

    expect(failures).toEqual([2, 0]);
    expect(await shop.reports.funnel("journey", { from: "2026-03-01", to: "2026-03-31" })).toMatchObject({
      lookedAt: 2,
      reserved: 2,
    });
  });

  it("reports the customer whose task could not be stored and finishes the others", async () => {
    const records = await asked([task("call")], "ada", "ben");
    let failures = 1;
    const dynamo = failingDynamo(shop.tables, (operation) => {
      if (operation !== "PutItem" && operation !== "Put") return false;
      failures -= 1;
      return failures >= 0;
    });

    const first = await act(records, { dynamo });
    const second = await act(records, { dynamo });

    expect([first, second].map(({ batchItemFailures }) => batchItemFailures.length)).toEqual([1, 0]);
    expect([await tasksOf("ada"), await tasksOf("ben")].map(({ length }) => length)).toEqual([1, 1]);
  });

  it("stores nothing of a customer who was erased meanwhile, and tells nobody", async () => {
    const records = await asked([task("call"), openCase("open"), told()], "ada");
    await shop.tables.clear();
    await shop.open({ campaigns: [journeyOf([told()])], settings, withoutWords: true });

    expect(await act(records)).toEqual(done);
    expect(await tasksOf("ada")).toEqual([]);
    expect(await eventsOf("ada")).toEqual([]);
    expect(receiver.heard).toEqual([]);
  });

  it("passes over a record that asks for nothing", async () => {
    await asked([task("call")], "ada");
    const others = (await shop.take("CUSTOMERS_TABLE")).filter((record) => !isActing(record));

    expect(await act(others)).toEqual(done);
  });
});
