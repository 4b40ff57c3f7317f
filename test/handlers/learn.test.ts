import { UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { wayKey } from "../../lambdas/domain/learned.ts";
import { settingsSchema } from "../../lambdas/domain/settings.ts";
import { createHandler } from "../../lambdas/handlers/learn.ts";
import { createCampaignStore } from "../../lambdas/store/campaign-store.ts";
import { createEventStore } from "../../lambdas/store/event-store.ts";
import { learnedKey } from "../../lambdas/store/keys.ts";
import { createLearnedStore } from "../../lambdas/store/learned-store.ts";
import { createCompanionsLoader } from "../../lambdas/store/picks-loader.ts";
import { createProductStore } from "../../lambdas/store/product-store.ts";
import { createReportStore } from "../../lambdas/store/report-store.ts";
import { createRulesSource } from "../../lambdas/store/rules-source.ts";
import { dormantCampaign } from "../support/campaigns.ts";
import { sampledShop, storeShop } from "../support/made-up-shop.ts";
import { sampled } from "../support/sampled-shop.ts";
import { campaignOf } from "../support/simulated-splits.ts";
import { startTables, type Tables } from "../support/tables.ts";

const hourMs = 3_600_000;
const start = Date.parse("2026-03-02T10:00:00Z");

let tables: Tables;

beforeAll(async () => {
  tables = await startTables({ now: start });
});
afterAll(() => tables.stop());
beforeEach(async () => {
  await tables.clear();
  tables.clock.set(start);
});

const publish = () =>
  createCampaignStore(tables.runtime()).publish(() => ({
    ...{ paused: false, settings: settingsSchema.parse({}), campaigns: [] },
  }));

const fill = (customers = 300) => storeShop(tables.runtime(), sampledShop({ seed: 7, customers, now: start }));

describe("the learning", () => {
  it("looks at everybody in a small shop and says so", async () => {
    await publish();
    await fill();

    const summary = await createHandler(tables.runtime())();

    const store = createLearnedStore(tables.runtime());
    const [report, products] = [await store.shop(), await store.products()];
    expect(summary).toEqual({ sampled: 300, of: 300 });
    expect(report?.from).toMatchObject({ at: start, customers: 300, of: 300, whole: true });
    expect(report?.models.customers.basis).toBe("fitted");
    for (const { value, low, high } of Object.values(report?.figures ?? {})) {
      expect(low).toBeLessThan(value);
      expect(value).toBeLessThan(high);
    }
    expect(products?.gaps[0]?.buyers).toBeGreaterThan(10);
    expect((await store.affinity())?.affinity.productsCompared).toBeGreaterThan(10);
    expect(report?.tiers.tiers.reduce((sum, { share }) => sum + share.value, 0)).toBeCloseTo(1, 4);
  });

  it("finds what goes with what, so that messages can pick from it what may be shown", async () => {
    await publish();
    const products = (index: number) => (index % 3 === 0 ? ["pot", "tea"] : [index % 3 === 1 ? "cup" : "tea"]);
    await storeShop(
      tables.runtime(),
      Array.from({ length: 120 }, (_, index) => sampled(`c-${index}`, [{ daysAgo: index, products: products(index) }])),
    );
    const said = { productId: "tea", name: "Tea", url: "https://shop.example/p/tea" };
    await createProductStore(tables.runtime()).tell(said, start);

    await createHandler(tables.runtime())();

    const companionsOf = createCompanionsLoader(tables.runtime());
    expect(await companionsOf("pot")).toEqual([said]);
    // Nobody told what a pot is called, or where it is sold.
    expect(await companionsOf("tea")).toEqual([]);
  });

  it("leaves out orders that were cancelled, and counts one that was told twice once", async () => {
    await publish();
    const [customer] = sampledShop({ seed: 7, customers: 40, now: start }).filter(({ orders }) => orders.length > 2);
    if (customer === undefined) throw new Error("nobody ordered three times");
    await storeShop(tables.runtime(), [customer]);
    const { customerId } = customer.profile;
    const at = { customerId, occurredAt: start - hourMs, receivedAt: start };
    const [first, second] = customer.orders;
    if (first === undefined || second === undefined) throw new Error("orders are missing");
    await createEventStore(tables.runtime()).append([
      {
        ...at,
        eventId: "again",
        kind: "order-placed",
        orderId: first.orderId,
        amount: first.amount,
        lines: first.lines,
      },
      { ...at, eventId: "gone", kind: "order-cancelled", orderId: second.orderId, amount: second.amount },
    ]);

    await createHandler(tables.runtime())();

    const report = await createLearnedStore(tables.runtime()).shop();
    expect(report?.from.orders).toBe(customer.orders.length - 1);
  });

  it("divides the customers of a split that adapts from the next Monday on, as long as its campaign goes on", async () => {
    const campaign = dormantCampaign(campaignOf({ lifts: [0, 0], adapts: true }));
    const runtime = tables.runtime();
    await createCampaignStore(runtime).publish(() => ({
      ...{ paused: false, settings: settingsSchema.parse({}), campaigns: [campaign] },
    }));
    const counts = {
      ...{ "treated/way-a:customers": 900, "treated/way-a:converted": 90 },
      ...{ "treated/way-b:customers": 900, "treated/way-b:converted": 180 },
    };
    await createReportStore(runtime).add({
      ...{ campaignId: campaign.id, day: "2026-02-04", stream: "customers", shardId: "shard-1" },
      records: [{ sequence: "1", counts }],
    });

    await createHandler(runtime)();

    const { ways } = (await createRulesSource(runtime).current())?.learned ?? {};
    expect([...(ways ?? [])]).toEqual([
      [wayKey(campaign.id, "split"), [{ from: "2026-03-09", shares: { "way-a": 0.1, "way-b": 0.9 } }]],
    ]);
  });

  it("reaches the rules of those who decide, and nobody has to be planned anew for it", async () => {
    await publish();
    await fill();
    const runtime = tables.runtime();
    const source = createRulesSource(runtime);
    const before = await source.current();
    const revision = (await createCampaignStore(runtime).snapshot())?.revision;

    await createHandler(runtime)();
    tables.clock.advance(hourMs);

    const rules = await source.current();
    expect(before?.learned.at).toBe(0);
    expect(rules?.learned.at).toBe(start);
    expect(rules?.learned.customers?.parameters.r).toBeGreaterThan(0);
    expect(rules?.learned.gaps?.products.get("sku-0")?.count).toBeGreaterThan(0);
    expect((await createCampaignStore(runtime).snapshot())?.revision).toBe(revision);
  });

  it("gives messages the lists of what goes with what", async () => {
    await publish();
    const line = (productId: string) => ({ productId, quantity: 1, unitPrice: 4 });
    const pairs = sampledShop({ seed: 9, customers: 150, now: start }).map((customer, number) => {
      const both = number % 4 === 0 ? [line("cup"), line("saucer")] : [];
      const [first, ...others] = customer.orders;
      return { ...customer, orders: first ? [{ ...first, lines: [...first.lines, ...both] }, ...others] : [] };
    });
    await storeShop(tables.runtime(), pairs);
    for (const productId of ["cup", "saucer"])
      await createProductStore(tables.runtime()).tell(
        { productId, name: productId, url: `https://shop.example/${productId}` },
        start,
      );

    await createHandler(tables.runtime())();

    const goesWith = createCompanionsLoader(tables.runtime());
    expect((await goesWith("cup")).map(({ productId }) => productId)).toEqual(["saucer"]);
    expect((await createLearnedStore(tables.runtime()).affinity())?.affinity.pairs[0]?.products).toEqual([
      "cup",
      "saucer",
    ]);
  });

  it("happens once on every day of the shop", async () => {
    await publish();
    await fill(20);
    const learn = createHandler(tables.runtime());

    const looked: number[] = [];
    for (let hour = 0; hour < 48; hour += 1) {
      looked.push((await learn()).sampled);
      tables.clock.advance(hourMs);
    }

    // At 10 o'clock, because nothing was known, and at the next two midnights in Shanghai, the shop's own zone by default.
    expect(looked.flatMap((sampled, hour) => (sampled > 0 ? [hour] : []))).toEqual([0, 14, 38]);
  });

  it("happens at once when a person asks, and only once for that", async () => {
    await publish();
    await fill(20);
    const learn = createHandler(tables.runtime());
    await learn();
    tables.clock.advance(60_000);
    await createLearnedStore(tables.runtime()).request(tables.clock.now(), "ada@shop.example");
    tables.clock.advance(60_000);

    expect((await learn()).sampled).toBe(20);
    expect((await learn()).sampled).toBe(0);
  });

  it("is not begun by two at once", async () => {
    await publish();
    await fill(20);

    const runs = await Promise.all([createHandler(tables.runtime())(), createHandler(tables.runtime())()]);

    expect(runs.map(({ sampled }) => sampled).toSorted((a, b) => a - b)).toEqual([0, 20]);
  });

  it("keeps a day's key figures beside those of the days before", async () => {
    await publish();
    await fill(200);
    const learn = createHandler(tables.runtime());
    await learn();
    tables.clock.advance(30 * 24 * hourMs);
    await learn();

    const history = await createLearnedStore(tables.runtime()).history();

    expect(history.map(({ day }) => day)).toEqual(["2026-03-02", "2026-04-01"]);
    expect(history[0]?.orders30).toBeGreaterThan(0);
    // Nobody ordered since: the day the history ends is the day the first forecast was made.
    expect(history[1]?.came30).toBe(0);
  });
});

describe("what cannot be read", () => {
  it.each([
    ["another form", { form: 99 }],
    ["damage", { body: '{"customers":{"dropsAtFirst":1}}' }],
    ["no text", { body: "{" }],
  ])("is nothing learned, and decisions go on: %s", async (_, change) => {
    await publish();
    await fill(20);
    const runtime = tables.runtime();
    await createHandler(runtime)();
    const [[name, value] = ["", ""]] = Object.entries(change);
    await runtime.dynamo.send(
      new UpdateCommand({
        TableName: tables.variables.CAMPAIGNS_TABLE,
        Key: learnedKey("rules"),
        UpdateExpression: "SET #name = :value",
        ExpressionAttributeNames: { "#name": name },
        ExpressionAttributeValues: { ":value": value },
      }),
    );

    const rules = await createRulesSource(runtime).current();

    expect(rules?.learned).toEqual({ at: start });
  });
});
