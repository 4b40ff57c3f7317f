import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createHandler } from "../../lambdas/handlers/refresh-profile.ts";
import { createEventStore } from "../../lambdas/store/event-store.ts";
import { dormantCampaign } from "../support/campaigns.ts";
import { customerWith } from "../support/customer-with.ts";
import { anOrder } from "../support/factories.ts";
import { failingDynamo } from "../support/failing-dynamo.ts";
import { startShop, type TestShop } from "../support/shop.ts";

const dayMs = 86_400_000;
const start = Date.parse("2026-03-02T10:00:00Z");
const settings = { importing: { settleMinutes: 0 } };

let shop: TestShop;

beforeAll(async () => {
  shop = await startShop(start);
  await shop.open({ campaigns: [dormantCampaign({ trigger: { kind: "since-last-order", days: 180 } })], settings });
});
afterAll(() => shop.stop());

describe("refresh-profile", () => {
  it("folds an order into the profile and plans the next look", async () => {
    await shop.tell([anOrder({ customerId: "fold-a", occurredAt: start, amount: 30 })]);

    const profile = await shop.profile("fold-a");

    expect(profile.orders).toMatchObject({ count: 1, revenue: 30, lastAt: start });
    expect(profile.dueAt).toBe(start + 180 * dayMs);
  });

  it("folds the events of a batch in their order, with one write per customer", async () => {
    await shop.tell([
      anOrder({ customerId: "fold-b", occurredAt: start - 2000, orderId: "b1" }),
      anOrder({ customerId: "fold-b", occurredAt: start - 1000, orderId: "b2" }),
      anOrder({ customerId: "fold-c", occurredAt: start, orderId: "c1" }),
    ]);

    const profiles = [await shop.profile("fold-b"), await shop.profile("fold-c")];

    expect(profiles.map(({ orders, version }) => [orders.count, version])).toEqual([
      [2, 1],
      [1, 1],
    ]);
  });

  it("changes nothing when a batch arrives twice, one after the other or at the same time", async () => {
    await createEventStore(shop.tables.runtime()).append([
      anOrder({ customerId: "fold-d", occurredAt: start, orderId: "d1" }),
      anOrder({ customerId: "fold-d", occurredAt: start + 1, orderId: "d2" }),
    ]);
    const records = await shop.take("EVENTS_TABLE");

    await Promise.all([shop.refresh(records), shop.refresh(records)]);
    await shop.refresh(records);

    expect((await shop.profile("fold-d")).orders).toMatchObject({ count: 2, revenue: 50 });
  });

  it("ignores an event that is stored a second time", async () => {
    const order = anOrder({ customerId: "fold-e", occurredAt: start });
    await shop.tell([order]);

    await shop.tell([order]);

    expect((await shop.profile("fold-e")).version).toBe(1);
  });

  it("loses nothing when two batches of one customer are folded at once", async () => {
    const store = createEventStore(shop.tables.runtime());
    const batches = [];
    for (let index = 0; index < 4; index += 1) {
      await store.append([anOrder({ customerId: "fold-f", occurredAt: start + index, orderId: `f${index}` })]);
      batches.push(...(await shop.take("EVENTS_TABLE")));
    }

    await shop.refresh(batches.slice(0, 2));
    const results = await Promise.all([shop.refresh(batches.slice(2)), shop.refresh(batches.slice(2))]);

    expect(results.flatMap(({ batchItemFailures }) => batchItemFailures)).toEqual([]);
    expect((await shop.profile("fold-f")).orders.count).toBe(4);
  });

  it("reports the records of a customer that cannot be written, and keeps the others", async () => {
    await createEventStore(shop.tables.runtime()).append([
      anOrder({ customerId: "fold-g", occurredAt: start }),
      anOrder({ customerId: "fold-h", occurredAt: start }),
    ]);
    const records = await shop.take("EVENTS_TABLE");
    const bad = records.filter((record) => record.dynamodb?.Keys?.customerId?.S === "fold-g");
    const dynamo = failingDynamo(shop.tables, (operation, input) => operation === "PutItem" && isOf(input, "fold-g"));

    const result = await createHandler(shop.tables.runtime({ dynamo }))({ Records: [...records] });

    expect(result.batchItemFailures).toEqual(
      bad.map((record) => ({ itemIdentifier: record.dynamodb?.SequenceNumber })),
    );
    expect((await shop.profile("fold-h")).orders.count).toBe(1);
  });

  it("decides at once when something is due at once", async () => {
    await shop.takeReserved();
    await shop.tell(customerWith({ customerId: "fold-i", now: start, daysSinceOrder: 181 }));

    const reserved = await shop.takeReserved();

    expect(reserved).toHaveLength(1);
  });
});

const isOf = (input: object, customerId: string): boolean =>
  "Item" in input && (input.Item as { readonly customerId?: string }).customerId === customerId;
