import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createReportStore, type ReportStore } from "../../lambdas/store/report-store.ts";
import { startTables, type Tables } from "../support/tables.ts";

let tables: Tables;
let store: ReportStore;

beforeAll(async () => {
  tables = await startTables();
  store = createReportStore(tables.runtime());
});
beforeEach(() => tables.clear());
afterAll(() => tables.stop());

const place = { campaignId: "dormant", day: "2026-03-02", stream: "customers", shardId: "shard-1" } as const;
const today = { from: "2026-03-02", to: "2026-03-02" };
/** Records 98, 99, 100, …: text order is not number order here. */
const looked = (first: number, last: number) =>
  Array.from({ length: last - first + 1 }, (_, index) => ({
    sequence: String(first + index),
    counts: { lookedAt: 1, "skipped:capped": 1 },
  }));

describe("add", () => {
  test("every record counts once, under readable names", async () => {
    await store.add({ ...place, records: looked(98, 102) });

    expect(await store.funnel("dormant", today)).toEqual({ lookedAt: 5, "skipped:capped": 5 });
  });

  test("the same records a second time count nothing", async () => {
    await store.add({ ...place, records: looked(98, 102) });

    await store.add({ ...place, records: looked(98, 102) });

    expect(await store.funnel("dormant", today)).toMatchObject({ lookedAt: 5 });
  });

  test("of a batch that was added in part only the rest counts", async () => {
    await store.add({ ...place, records: looked(98, 100) });

    await store.add({ ...place, records: looked(99, 104) });

    expect(await store.funnel("dormant", today)).toMatchObject({ lookedAt: 7 });
  });

  test("parts of a batch, repeated in any order, count once", async () => {
    await store.add({ ...place, records: looked(98, 104) });

    await store.add({ ...place, records: looked(102, 104) });
    await store.add({ ...place, records: looked(98, 101) });

    expect(await store.funnel("dormant", today)).toMatchObject({ lookedAt: 7 });
  });

  test("ten deliveries of the same records at once count them once", async () => {
    await Promise.all(Array.from({ length: 10 }, () => store.add({ ...place, records: looked(98, 102) })));

    expect(await store.funnel("dormant", today)).toMatchObject({ lookedAt: 5 });
  });

  test("shards, streams, days and campaigns do not hide each other's records", async () => {
    const records = looked(98, 99);
    await store.add({ ...place, records });
    await store.add({ ...place, shardId: "shard-2", records });
    await store.add({ ...place, stream: "messages", records });
    await store.add({ ...place, day: "2026-03-03", records });
    await store.add({ ...place, campaignId: "reminder", records });

    const days = await store.days("dormant", { from: "2026-03-01", to: "2026-03-03" });

    expect(days.map(({ day, counts }) => [day, counts.lookedAt])).toEqual([
      ["2026-03-02", 6],
      ["2026-03-03", 2],
    ]);
  });

  test("what a record takes away is taken away once", async () => {
    const moved = [{ sequence: "7", counts: { "status:submitting": -1, "status:accepted": 1 } }];
    await store.add({ ...place, records: [{ sequence: "6", counts: { "status:submitting": 1 } }] });
    await store.add({ ...place, records: moved });
    await store.add({ ...place, records: moved });

    expect(await store.funnel("dormant", today)).toEqual({ "status:accepted": 1 });
  });

  test("records that cancel each other out count nothing, also when one of them was counted before", async () => {
    const back = { sequence: "5", counts: { "status:submitting": -1, "status:released": 1 } };
    const again = { sequence: "7", counts: { "status:submitting": 1, "status:released": -1 } };

    await store.add({ ...place, records: [back] });
    await store.add({ ...place, records: [back, again] });
    await store.add({ ...place, records: [again] });

    expect(await store.funnel("dormant", today)).toEqual({});
  });

  test("records that say nothing write nothing", async () => {
    let writes = 0;
    const metered = createReportStore(
      tables.runtime({
        capacity: ({ write }) => {
          writes += write;
        },
      }),
    );

    await metered.add({ ...place, records: [] });
    await metered.add({ ...place, records: [{ sequence: "5", counts: {} }] });

    expect(writes).toBe(0);
  });
});

describe("funnel", () => {
  test("both ends of the span are included and nothing outside", async () => {
    for (const day of ["2026-02-28", "2026-03-01", "2026-03-02", "2026-03-03"])
      await store.add({ ...place, day, records: looked(1, 1) });

    const funnel = await store.funnel("dormant", { from: "2026-03-01", to: "2026-03-02" });

    expect(funnel).toEqual({ lookedAt: 2, "skipped:capped": 2 });
  });
});

describe("figures", () => {
  test("a shop without orders has shown no gaps", async () => {
    expect(await store.figures()).toEqual({ gapCount: 0, gapMsTotal: 0 });
  });

  test("changes of all shards are summed, each once", async () => {
    const records = [
      { sequence: "9", count: 1, ms: 86_400_000 },
      { sequence: "10", count: -1, ms: -3_600_000 },
      { sequence: "11", count: 2, ms: 172_800_000 },
    ];
    await store.addGaps({ shardId: "shard-1", records });
    await store.addGaps({ shardId: "shard-1", records });
    await store.addGaps({ shardId: "shard-2", records: records.slice(0, 1) });

    expect(await store.figures()).toEqual({ gapCount: 3, gapMsTotal: 86_400_000 * 4 - 3_600_000 });
  });

  test("the gaps of ten million customers can still be read", async () => {
    const yearsOfTenMillion = 10_000_000 * 365 * 86_400_000;
    await store.addGaps({ shardId: "shard-1", records: [{ sequence: "1", count: 1e7, ms: yearsOfTenMillion }] });

    expect(await store.figures()).toEqual({ gapCount: 1e7, gapMsTotal: yearsOfTenMillion });
  });
});
