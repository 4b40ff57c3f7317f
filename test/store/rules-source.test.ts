import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { settingsSchema } from "../../lambdas/domain/settings.ts";
import { type CampaignStore, createCampaignStore } from "../../lambdas/store/campaign-store.ts";
import { createReportStore } from "../../lambdas/store/report-store.ts";
import { createRulesSource, type RulesSource } from "../../lambdas/store/rules-source.ts";
import { dormantCampaign } from "../support/campaigns.ts";
import { startTables, type Tables } from "../support/tables.ts";

let tables: Tables;
let campaigns: CampaignStore;
let rules: RulesSource;

beforeAll(async () => {
  tables = await startTables();
});
beforeEach(async () => {
  await tables.clear();
  campaigns = createCampaignStore(tables.runtime());
  rules = createRulesSource(tables.runtime());
});
afterAll(() => tables.stop());

const publish = (paused: boolean) =>
  campaigns.publish(() => ({ paused, settings: settingsSchema.parse({}), campaigns: [dormantCampaign()] }));

test("before the first publication there are no rules", async () => {
  expect(await rules.current()).toBeUndefined();
});

test("a pause is known within twenty seconds", async () => {
  await publish(false);
  await rules.current();
  await publish(true);

  tables.clock.advance(20_001);

  expect((await rules.current())?.paused).toBe(true);
});

test("within twenty seconds the same rules are given without a read", async () => {
  await publish(false);
  let calls = 0;
  const metered = createRulesSource(
    tables.runtime({
      capacity: () => {
        calls += 1;
      },
    }),
  );
  const first = await metered.current();
  const callsBefore = calls;

  tables.clock.advance(19_000);
  const [second, third] = await Promise.all([metered.current(), metered.current()]);

  expect([second === first, third === first, calls - callsBefore]).toEqual([true, true, 0]);
});

test("rules are compiled anew only when something changed", async () => {
  await publish(false);
  const first = await rules.current();
  tables.clock.advance(3_600_000);
  const unchanged = await rules.current();
  await createReportStore(tables.runtime()).addGaps({
    shardId: "shard-1",
    records: [{ sequence: "1", count: 2, ms: 86_400_000 }],
  });

  tables.clock.advance(3_600_000);
  const changed = await rules.current();

  expect(unchanged).toBe(first);
  expect(changed?.figures).toEqual({ gapCount: 2, gapMsTotal: 86_400_000 });
});

test("a clock that was set back does not keep old rules alive", async () => {
  await publish(false);
  await rules.current();
  await publish(true);

  tables.clock.advance(-86_400_000);

  expect((await rules.current())?.paused).toBe(true);
});

test("a failed read is not remembered", async () => {
  await publish(false);
  let isDown = true;
  const runtime = tables.runtime();
  const send = async (command: never) => {
    if (isDown) throw new Error("the table is away");
    return runtime.dynamo.send(command);
  };
  const source = createRulesSource({ ...runtime, dynamo: Object.create(runtime.dynamo, { send: { value: send } }) });

  await expect(source.current()).rejects.toThrow("the table is away");
  isDown = false;

  expect(await source.current()).toMatchObject({ paused: false });
});
