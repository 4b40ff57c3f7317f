import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Profile } from "../../lambdas/domain/profile.ts";
import { type CustomerStore, createCustomerStore, outboxOf } from "../../lambdas/store/customer-store.ts";
import { aProfile, aReservation } from "../support/factories.ts";
import { streamRecords } from "../support/stream-records.ts";
import { startTables, type Tables } from "../support/tables.ts";

let tables: Tables;
let store: CustomerStore;

beforeAll(async () => {
  tables = await startTables({ dueShards: 3 });
  store = createCustomerStore(tables.runtime());
});
beforeEach(() => tables.clear());
afterAll(() => tables.stop());

const noon = Date.parse("2026-03-02T12:00:00Z");
const consistent = { consistent: true };
const stored = (profile: Profile): Profile => ({ ...profile, version: profile.version + 1 });
const named = (count: number): readonly string[] => Array.from({ length: count }, (_, index) => `customer-${index}`);
const saveAll = (ids: readonly string[], change: Partial<Profile> = {}) =>
  Promise.all(ids.map((customerId) => store.save(aProfile({ customerId, ...change }))));

/** Follows the cursors of every shard to the end. */
const allDue = async (until: number, limit: number): Promise<readonly string[]> => {
  const ids: string[] = [];
  for (let shard = 0; shard < 3; shard += 1) {
    let page = await store.due({ shard, until, limit });
    ids.push(...page.ids);
    while (page.cursor !== undefined) {
      page = await store.due({ shard, until, limit, cursor: page.cursor });
      ids.push(...page.ids);
    }
  }
  return ids.toSorted();
};

describe("save", () => {
  test("of twenty writers with the same reading exactly one is saved", async () => {
    await store.save(aProfile());
    const read = stored(aProfile());

    const results = await Promise.all(Array.from({ length: 20 }, () => store.save(read)));

    expect(results.filter((result) => result === "saved")).toHaveLength(1);
  });

  test("a stale version is refused and leaves the customer as it was", async () => {
    await store.save(aProfile());
    await store.save(stored(aProfile({ traitsAt: noon })));

    const result = await store.save(stored(aProfile({ traitsAt: noon + 1 })));

    expect(result).toBe("conflict");
    expect(await store.loadOne("customer-1", consistent)).toMatchObject({ version: 2, traitsAt: noon });
  });

  test("a customer that is new twice is stored once", async () => {
    const results = [await store.save(aProfile()), await store.save(aProfile())];

    expect(results).toEqual(["saved", "conflict"]);
  });

  test("a write for a customer that is gone is refused", async () => {
    const result = await store.save(aProfile({ customerId: "gone", version: 4 }));

    expect(result).toBe("conflict");
  });

  test("what was decided passes through the stream once, with the write that decided it", async () => {
    const customerId = "decided";
    const reservation = aReservation();
    const looks = [{ campaignId: "dormant-wake-up", stepId: "gift", outcome: "reserved" as const }];
    const outbox = {
      at: noon,
      day: "2026-03-02",
      reservations: [reservation],
      looks,
      actions: [],
      gaps: { count: 1, ms: 86_400_000 },
    };

    await store.save(aProfile({ customerId }), { outbox });
    await store.save(aProfile({ customerId, version: 1 }));

    const images = (await streamRecords(tables, "CUSTOMERS_TABLE")).map(({ dynamodb }) => dynamodb?.NewImage ?? {});
    const mine = images.filter((image) => image.customerId?.S === customerId).map(outboxOf);
    expect(mine).toEqual([{ customerId, outbox }, undefined]);
  });

  test("only counts that the stream filters look for are written", async () => {
    const held = aReservation({ status: "held-out" });
    const looks = [{ campaignId: "dormant-wake-up", stepId: "gift", outcome: "capped" as const, until: noon }];

    await store.save(aProfile({ customerId: "sends" }), {
      outbox: { at: noon, day: "2026-03-02", reservations: [held], looks: [], actions: [] },
    });
    await store.save(aProfile({ customerId: "looks" }), {
      outbox: { at: noon, day: "2026-03-02", reservations: [], looks, actions: [] },
    });
    await store.save(aProfile({ customerId: "gaps" }), {
      outbox: { at: noon, day: "2026-03-02", reservations: [], looks: [], actions: [], gaps: { count: 1, ms: 5 } },
    });
    await store.save(aProfile({ customerId: "nothing" }), {
      outbox: { at: noon, day: "2026-03-02", reservations: [], looks: [], actions: [] },
    });

    const images = (await streamRecords(tables, "CUSTOMERS_TABLE")).map(({ dynamodb }) => dynamodb?.NewImage);
    const filtered = Object.fromEntries(
      images.map((image) => [image?.customerId?.S, [image?.outbox?.M?.reserved?.N, image?.outbox?.M?.looked?.N]]),
    );
    expect(filtered).toMatchObject({
      sends: ["1", undefined],
      looks: [undefined, "1"],
      gaps: [undefined, "0"],
      nothing: [undefined, undefined],
    });
  });
});

describe("load", () => {
  test("hundreds of customers come back, the unknown and the repeated ones do not", async () => {
    const ids = named(230);
    await saveAll(ids);

    const profiles = await store.load([...ids, ...ids, "unknown"], consistent);

    expect([...profiles.keys()].toSorted()).toEqual(ids.toSorted());
  });

  test("nobody is loaded when nobody is asked for", async () => {
    expect(await store.load([])).toEqual(new Map());
  });
});

describe("due", () => {
  test("pages of all shards together hold each due customer once and nobody who is due later", async () => {
    const ids = named(40);
    await saveAll(ids, { dueAt: noon });
    await saveAll(["later"], { dueAt: noon + 1 });
    await saveAll(["never"]);

    const due = await allDue(noon, 7);

    expect(due).toEqual(ids.toSorted());
  });

  test("the earliest comes first and tells how late the tick is", async () => {
    const one = createCustomerStore(tables.runtime({ environment: { ...tables.variables, DUE_SHARDS: "1" } }));
    await one.save(aProfile({ customerId: "second", dueAt: noon - 5 }));
    await one.save(aProfile({ customerId: "first", dueAt: noon - 9 }));

    const page = await one.due({ shard: 0, until: noon, limit: 10 });

    expect(page).toEqual({ ids: ["first", "second"], oldestDueAt: noon - 9 });
  });

  test("a customer who is no longer due leaves the index", async () => {
    await saveAll(["customer-1"], { dueAt: noon });

    await store.save(aProfile({ version: 1 }));

    expect(await allDue(noon, 10)).toEqual([]);
  });
});

describe("savePlan", () => {
  test("the new instant replaces the old one and an earlier outbox is not repeated", async () => {
    const profile = aProfile({ customerId: "replanned", dueAt: noon });
    await store.save(profile, {
      outbox: { at: noon, day: "2026-03-02", reservations: [aReservation()], looks: [], actions: [] },
    });

    const result = await store.savePlan(stored({ ...profile, dueAt: noon + 60_000 }));

    const last = (await streamRecords(tables, "CUSTOMERS_TABLE")).at(-1)?.dynamodb?.NewImage ?? {};
    expect([result, outboxOf(last)]).toEqual(["saved", undefined]);
    expect(await allDue(noon, 10)).toEqual([]);
    expect(await allDue(noon + 60_000, 10)).toEqual(["replanned"]);
  });

  test("without an instant the customer is due no more", async () => {
    const profile = aProfile({ dueAt: noon });
    await store.save(profile);

    await store.savePlan(stored(aProfile()));

    expect(await allDue(noon, 10)).toEqual([]);
    expect(await store.loadOne("customer-1", consistent)).toEqual(aProfile({ version: 2 }));
  });

  test("standings go with the plan, and nothing else of the customer is touched", async () => {
    const profile = aProfile({ traitsAt: noon });
    await store.save(profile);
    const standings = { promoted: { at: "core", since: noon } } as const;

    await store.savePlan({ ...stored(aProfile()), standings, dueAt: noon });

    expect(await store.loadOne("customer-1", consistent)).toEqual({ ...profile, version: 2, standings, dueAt: noon });
  });

  test("a customer who changed meanwhile is left alone", async () => {
    const profile = aProfile({ dueAt: noon });
    await store.save(profile);
    await store.save(stored(profile));

    const result = await store.savePlan(stored(aProfile()));

    expect(result).toBe("conflict");
    expect(await allDue(noon, 10)).toEqual(["customer-1"]);
  });
});

describe("find", () => {
  test("an email is found however it is typed, and kept as it was given", async () => {
    await store.save(aProfile({ traits: { email: "Ada.Lovelace@Example.COM" } }));

    const found = await store.findByEmail(" ada.LOVELACE@example.com ");

    expect(found).toEqual(["customer-1"]);
    expect((await store.loadOne("customer-1"))?.traits).toEqual({ email: "Ada.Lovelace@Example.COM" });
  });

  test("everybody who shares a phone number is found", async () => {
    await saveAll(["parent", "child"], { traits: { phone: "+447700900123" } });

    const found = await store.findByPhone("+447700900123");

    expect(found.toSorted()).toEqual(["child", "parent"]);
  });

  test("what is no address finds nobody", async () => {
    await store.save(aProfile({ traits: { email: "", phone: "07700 900123" } }));

    const found = [await store.findByEmail(""), await store.findByPhone("07700 900123")];

    expect(found).toEqual([[], []]);
  });
});

test("the segments of a scan together hold each customer once", async () => {
  const ids = named(30);
  await saveAll(ids);

  const seen: string[] = [];
  for (let segment = 0; segment < 3; segment += 1) {
    let page = await store.scan({ segment, segments: 3, limit: 4 });
    seen.push(...page.profiles.map(({ customerId }) => customerId));
    while (page.cursor !== undefined) {
      page = await store.scan({ segment, segments: 3, limit: 4, cursor: page.cursor });
      seen.push(...page.profiles.map(({ customerId }) => customerId));
    }
  }

  expect(seen.toSorted()).toEqual(ids.toSorted());
});
