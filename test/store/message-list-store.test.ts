import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { MessageLine } from "../../lambdas/domain/message-line.ts";
import { createMessageListStore, type MessageListStore } from "../../lambdas/store/message-list-store.ts";
import { startTables, type Tables } from "../support/tables.ts";

let tables: Tables;
let store: MessageListStore;

beforeAll(async () => {
  tables = await startTables();
  store = createMessageListStore(tables.runtime());
});
beforeEach(() => tables.clear());
afterAll(() => tables.stop());

const place = { day: "2026-03-02", list: "all", shardId: "shard-1" } as const;
const line = (customerId: string, at: number): MessageLine => ({
  customerId,
  messageKey: `key-of-${customerId}`,
  campaignId: "dormant",
  channel: "email",
  status: "submitting",
  at,
});

const customersIn = async (limit = 10): Promise<readonly string[]> =>
  (await store.pages({ ...place, limit })).flatMap(({ lines }) => lines.map(({ customerId }) => customerId));

describe("the lists of a day", () => {
  test("name the latest first, across batches and shards", async () => {
    await store.add({ ...place, sequence: "7", lines: [line("a", 100), line("b", 200)] });
    await store.add({ ...place, shardId: "shard-2", sequence: "3", lines: [line("c", 300)] });

    expect(await customersIn()).toEqual(["c", "b", "a"]);
  });

  test("are read on from any page", async () => {
    for (let at = 1; at <= 5; at += 1)
      await store.add({ ...place, sequence: String(at), lines: [line(`c${at}`, at * 1_000)] });

    const first = await store.pages({ ...place, limit: 2 });
    const second = await store.pages({ ...place, limit: 2, from: first[1]?.place ?? "" });
    const third = await store.pages({ ...place, limit: 2, from: second[1]?.place ?? "" });

    expect([first, second, third].map((pages) => pages.map(({ lines }) => lines[0]?.customerId))).toEqual([
      ["c5", "c4"],
      ["c4", "c3"],
      ["c3", "c2"],
    ]);
  });

  test("lose nothing and say nothing twice when a batch comes again", async () => {
    const lines = [line("a", 100), line("b", 200), line("c", 300)];
    await store.add({ ...place, sequence: "7", lines });

    await store.add({ ...place, sequence: "7", lines });

    expect(await customersIn()).toEqual(["c", "b", "a"]);
  });

  test("lose nothing when a batch comes again in two halves", async () => {
    const lines = [line("a", 100), line("b", 200), line("c", 300)];
    await store.add({ ...place, sequence: "7", lines });

    await store.add({ ...place, sequence: "7", lines: lines.slice(0, 2) });
    await store.add({ ...place, sequence: "9", lines: lines.slice(2) });

    expect(await customersIn()).toEqual(["c", "b", "a"]);
  });

  test("are apart from each other", async () => {
    await store.add({ ...place, sequence: "1", lines: [line("a", 100)] });
    await store.add({ ...place, list: "troubled", sequence: "1", lines: [line("t", 100)] });
    await store.add({ ...place, day: "2026-03-03", sequence: "1", lines: [line("n", 100)] });

    expect(await customersIn()).toEqual(["a"]);
  });

  test("forget a person, and nobody else, in both", async () => {
    for (const list of ["all", "troubled"] as const)
      await store.add({ ...place, list, sequence: "1", lines: [line("a", 100), line("b", 200)] });

    await store.forget({ customerId: "a", day: place.day });

    expect(await customersIn()).toEqual(["b"]);
    const troubled = await store.pages({ ...place, list: "troubled", limit: 10 });
    expect(troubled.flatMap(({ lines }) => lines.map(({ customerId }) => customerId))).toEqual(["b"]);
  });
});
