import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Words } from "../../lambdas/channels/words.ts";
import type { Snapshot } from "../../lambdas/domain/rules.ts";
import { settingsSchema } from "../../lambdas/domain/settings.ts";
import {
  type CampaignStore,
  campaignChangeOf,
  createCampaignStore,
  type Job,
} from "../../lambdas/store/campaign-store.ts";
import { createWriteKeyStore } from "../../lambdas/store/write-key-store.ts";
import { dormantCampaign, reminderCampaign } from "../support/campaigns.ts";
import { streamRecords } from "../support/stream-records.ts";
import { startTables, type Tables } from "../support/tables.ts";

let tables: Tables;
let store: CampaignStore;

beforeAll(async () => {
  tables = await startTables();
});
beforeEach(async () => {
  await tables.clear();
  store = createCampaignStore(tables.runtime());
});
afterAll(() => tables.stop());

const now = Date.parse("2026-03-02T12:00:00Z");
const live: Omit<Snapshot, "revision"> = {
  paused: false,
  settings: settingsSchema.parse({ shop: { name: "Tea" }, campaigns: { dormant: { dormantDays: 90 } } }),
  campaigns: [dormantCampaign(), reminderCampaign()],
};
const words: Words = {
  language: "en",
  friendlyName: "there",
  smsOptOut: "Reply STOP to opt out",
  parameters: { days: 180 },
  steps: { gift: { sms: { text: "Hello {{ customer.firstName }}" } } },
};
const version = { campaignId: "dormant", version: 1 };
const job: Omit<Job, "version"> = {
  id: "4-0",
  revision: 4,
  fingerprint: "f00d",
  segment: 0,
  segments: 2,
  status: "running",
  replanned: 0,
  startedAt: now,
  updatedAt: now,
};

describe("publish", () => {
  test("what is published comes back with its revision", async () => {
    const published = await store.publish(() => live);

    expect(published).toEqual({ ...live, revision: 1 });
    expect(await store.snapshot({ consistent: true })).toEqual(published);
  });

  test("before the first publication there is nothing", async () => {
    expect(await store.snapshot()).toBeUndefined();
  });

  test("changes published at the same time are all kept", async () => {
    await store.publish(() => ({ ...live, campaigns: [] }));
    const add = (id: string) =>
      store.publish((current) => ({
        ...live,
        campaigns: [...(current?.campaigns ?? []), dormantCampaign({ id })],
      }));

    await Promise.all(["one", "two", "three", "four"].map(add));

    const snapshot = await store.snapshot({ consistent: true });
    expect(snapshot?.revision).toBe(5);
    expect(snapshot?.campaigns.map(({ id }) => id).toSorted()).toEqual(["four", "one", "three", "two"]);
  });

  test.each([
    ["a campaign without steps", { ...live, campaigns: [dormantCampaign({ steps: [] })] }, /campaigns\.0\.steps/],
    ["a campaign twice", { ...live, campaigns: [dormantCampaign(), dormantCampaign()] }, /unique/],
  ])("%s is refused and nothing changes", async (_, invalid, said) => {
    await store.publish(() => live);

    await expect(store.publish(() => invalid)).rejects.toMatchObject({
      code: "snapshot-invalid",
      message: expect.stringMatching(said),
    });

    expect(await store.snapshot({ consistent: true })).toEqual({ ...live, revision: 1 });
  });
});

describe("definitions and words", () => {
  test("a version is written once and stays what it was", async () => {
    const saved = [
      await store.saveDefinition(dormantCampaign()),
      await store.saveDefinition(dormantCampaign({ policy: { priority: 1 } })),
    ];

    expect(saved).toEqual(["saved", "exists"]);
    expect(await store.loadDefinition(version)).toEqual(dormantCampaign());
  });

  test("words come back in their language, and not in another", async () => {
    await store.saveWords({ ...version, words });

    const loaded = [
      await store.loadWords({ ...version, language: "en" }),
      await store.loadWords({ ...version, language: "zh" }),
    ];

    expect(loaded).toEqual([words, undefined]);
  });

  test("words that come later are found, and then cost no further read", async () => {
    let reads = 0;
    const metered = createCampaignStore(
      tables.runtime({
        capacity: ({ read }) => {
          reads += read;
        },
      }),
    );
    await metered.loadWords({ ...version, language: "en" });
    await store.saveWords({ ...version, words });

    await metered.loadWords({ ...version, language: "en" });
    const readsBefore = reads;
    const again = await metered.loadWords({ ...version, language: "en" });

    expect(again).toEqual(words);
    expect(reads).toBe(readsBefore);
  });
});

test("a write key is known by its hash only", async () => {
  await createWriteKeyStore(tables.runtime()).save({ hash: "5e884898", name: "web shop", createdAt: now });

  const found = [
    await createWriteKeyStore(tables.runtime()).holder("5e884898"),
    await createWriteKeyStore(tables.runtime()).holder("unknown"),
  ];

  expect(found).toEqual([{ name: "web shop" }, undefined]);
});

describe("jobs", () => {
  test("a job is created once and comes back", async () => {
    const created = [await store.createJob(job), await store.createJob({ ...job, replanned: 9 })];

    expect(created).toEqual(["saved", "exists"]);
    expect(await store.loadJob(job.id)).toEqual({ ...job, version: 1 });
  });

  test("of two that carry on the same job one is refused", async () => {
    await store.createJob(job);
    const next: Job = { ...job, version: 1, cursor: { customerId: "customer-7" }, replanned: 100 };

    const results = await Promise.all([store.saveJob(next), store.saveJob(next)]);

    expect(results.toSorted()).toEqual(["conflict", "saved"]);
    expect(await store.loadJob(job.id)).toEqual({ ...next, version: 2 });
  });

  test("the stream tells of publications and jobs, and of nothing else", async () => {
    const before = (await streamRecords(tables, "CAMPAIGNS_TABLE")).length;
    await store.publish(() => ({ ...live, paused: true }));
    await store.createJob(job);
    await store.saveWords({ ...version, words });

    const records = (await streamRecords(tables, "CAMPAIGNS_TABLE")).slice(before);

    expect(records.map(({ dynamodb }) => campaignChangeOf(dynamodb?.NewImage ?? {}))).toEqual([
      { kind: "snapshot", revision: 1, paused: true },
      { kind: "job", job: { ...job, version: 1 } },
      undefined,
    ]);
  });
});
