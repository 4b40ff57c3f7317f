import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createHandler } from "../../lambdas/handlers/report.ts";
import { dormantCampaign } from "../support/campaigns.ts";
import { customerWith } from "../support/customer-with.ts";
import { anOrder } from "../support/factories.ts";
import { failingDynamo } from "../support/failing-dynamo.ts";
import { startShop, type TestShop } from "../support/shop.ts";

const dayMs = 86_400_000;
/** Already the next day in the shop's zone. */
const start = Date.parse("2026-03-02T20:00:00Z");
const settings = { shop: { timeZone: "Asia/Shanghai" }, importing: { settleMinutes: 0 } } as const;
const span = { from: "2026-03-01", to: "2026-03-31" };
/** Nobody in this file was ever held out; what a customer had spent before is an order of 30. */
const looked = (count: number) => ({
  ...{ lookedAt: count, reserved: count, "treated:customers": count },
  ...{ "treated:spent": count * 3000, "treated:spentSquares": count * 3000 ** 2 },
});

let shop: TestShop;

beforeAll(async () => {
  shop = await startShop(start);
});
afterAll(() => shop.stop());

beforeEach(async () => {
  shop.tables.clock.set(start);
  await shop.open({ campaigns: [dormantCampaign()], settings });
});
afterEach(async () => {
  await shop.drain();
  await shop.tables.clear();
});

const dueCustomers = async (count: number): Promise<void> => {
  const names = Array.from({ length: count }, (_, index) => `report-${index}`);
  await shop.tell(names.flatMap((customerId) => customerWith({ customerId, now: start, daysSinceOrder: 180 })));
};

describe("report", () => {
  it("counts looks and message statuses on the shop's local day", async () => {
    await dueCustomers(3);

    await shop.drain();

    expect(await shop.reports.days("dormant", span)).toEqual([
      { day: "2026-03-03", counts: { ...looked(3), "status:delivered": 3, "email:sent": 3, "email:delivered": 3 } },
    ]);
  });

  it("counts the same when every batch arrives twice", async () => {
    await dueCustomers(3);
    const decisions = await shop.takeReserved();
    await shop.send(decisions);
    const results = await shop.take("MESSAGES_TABLE");

    for (const batch of [decisions, decisions, results, results.slice(2), results]) await shop.report(batch);

    expect(await shop.reports.funnel("dormant", span)).toEqual({ ...looked(3), "status:accepted": 3, "email:sent": 3 });
  });

  it("counts the same when a batch fails half way and is repeated", async () => {
    await shop.open({ campaigns: [dormantCampaign(), dormantCampaign({ id: "second" })], settings });
    await dueCustomers(2);
    const decisions = await shop.takeReserved();
    let writes = 0;
    const dynamo = failingDynamo(shop.tables, (operation) => {
      writes += operation === "UpdateItem" ? 1 : 0;
      return writes === 2;
    });
    const batch = { Records: [...decisions], shardId: "shard-1" };

    const failed = await createHandler(shop.tables.runtime({ dynamo }))(batch);
    await shop.report(decisions);

    expect(failed.batchItemFailures).toEqual([{ itemIdentifier: decisions[0]?.dynamodb?.SequenceNumber }]);
    const funnels = [await shop.reports.funnel("dormant", span), await shop.reports.funnel("second", span)];
    expect(funnels.map(({ lookedAt }) => lookedAt)).toEqual([2, 2]);
  });

  it("counts the gaps between orders once", async () => {
    await shop.take("CUSTOMERS_TABLE");
    await shop.tell([
      anOrder({ customerId: "gaps", occurredAt: start - 40 * dayMs, orderId: "g1" }),
      anOrder({ customerId: "gaps", occurredAt: start - 10 * dayMs, orderId: "g2" }),
    ]);
    const records = await shop.take("CUSTOMERS_TABLE");

    await shop.report(records);
    await shop.report(records);

    expect(await shop.reports.figures()).toEqual({ gapCount: 1, gapMsTotal: 30 * dayMs });
  });

  it("answers the end of a window that holds no records", async () => {
    const handle = createHandler(shop.tables.runtime());

    const answer = await handle({ Records: [], shardId: "shard-1" });

    expect(answer).toEqual({ batchItemFailures: [], state: {} });
  });
});
