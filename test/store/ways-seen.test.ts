import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { wayKey } from "../../lambdas/domain/learned.ts";
import type { Snapshot } from "../../lambdas/domain/rules.ts";
import { settingsSchema } from "../../lambdas/domain/settings.ts";
import { createReportStore, type ReportStore } from "../../lambdas/store/report-store.ts";
import { learnedWays } from "../../lambdas/store/ways-seen.ts";
import { dormantCampaign } from "../support/campaigns.ts";
import { campaignOf } from "../support/simulated-splits.ts";
import { startTables, type Tables } from "../support/tables.ts";

let tables: Tables;
let reports: ReportStore;

beforeAll(async () => {
  tables = await startTables();
  reports = createReportStore(tables.runtime());
});
beforeEach(() => tables.clear());
afterAll(() => tables.stop());

const goal = { on: { event: "order-placed" }, windowDays: 7 };
const adapting = dormantCampaign({ ...campaignOf({ lifts: [0, 0], adapts: true }), goal });
const fixed = dormantCampaign({ ...campaignOf({ lifts: [0, 0], adapts: false }), id: "fixed", goal });
const snapshot: Snapshot = {
  revision: 1,
  paused: false,
  settings: settingsSchema.parse({ shop: { timeZone: "Asia/Shanghai" } }),
  campaigns: [adapting, fixed],
};
const key = wayKey(adapting.id, "split");

/** Treated customers of both ways; two in ten of the first and one in ten of the second reach the goal. */
const tell = (campaignId: string, day: string, customers: number) =>
  reports.add({
    ...{ campaignId, day, stream: "customers", shardId: "shard-1" },
    records: [
      {
        sequence: "1",
        counts: {
          ...{ "treated/way-a:customers": customers, "treated/way-a:converted": customers / 5 },
          ...{ "treated/way-b:customers": customers, "treated/way-b:converted": customers / 10 },
        },
      },
    ],
  });

/** A Thursday in London, where it is still evening; in Shanghai Friday, 20 March has begun. */
const now = Date.parse("2026-03-19T17:00:00Z");

describe("learned ways", () => {
  test("come from the counters of campaigns with a split that adapts, and hold from the shop's next Monday", async () => {
    await tell(adapting.id, "2026-03-02", 2_000);
    await tell(fixed.id, "2026-03-02", 2_000);

    const ways = await learnedWays(reports, { snapshot, before: undefined, now });

    expect([...ways]).toEqual([[key, [{ from: "2026-03-23", shares: { "way-a": 0.9, "way-b": 0.1 } }]]]);
  });

  test("leave out days whose windows are not over in the shop's own days", async () => {
    await tell(adapting.id, "2026-03-13", 2_000);
    expect(await learnedWays(reports, { snapshot, before: undefined, now })).toEqual(new Map());

    await tell(adapting.id, "2026-03-12", 2_000);
    expect((await learnedWays(reports, { snapshot, before: undefined, now })).size).toBe(1);
  });

  test("keep this week's shares beside the next", async () => {
    const before = new Map([[key, [{ from: "2026-03-16", shares: { "way-a": 0.4, "way-b": 0.6 } }]]]);
    await tell(adapting.id, "2026-03-02", 2_000);

    const ways = await learnedWays(reports, { snapshot, before, now });

    expect(ways.get(key)?.map(({ from }) => from)).toEqual(["2026-03-16", "2026-03-23"]);
    expect(ways.get(key)?.[0]).toEqual(before.get(key)?.[0]);
  });

  test("stay as they were while the campaign rests, and are forgotten with it", async () => {
    const before = new Map([[key, [{ from: "2026-03-09", shares: { "way-a": 0.4, "way-b": 0.6 } }]]]);
    const resting: Snapshot = { ...snapshot, campaigns: [], earlier: [{ campaign: adapting, inside: "finish" }] };

    expect(await learnedWays(reports, { snapshot: resting, before, now })).toEqual(before);
    expect(await learnedWays(reports, { snapshot: { ...snapshot, campaigns: [] }, before, now })).toEqual(new Map());
  });
});
