import { afterAll, beforeAll, expect, test } from "vitest";
import { defaultSettings } from "../../lambdas/domain/parse-settings.ts";
import { createCampaignStore } from "../../lambdas/store/campaign-store.ts";
import { createRecheckRulesSource } from "../../lambdas/store/recheck-rules-source.ts";
import { createRulesSource } from "../../lambdas/store/rules-source.ts";
import { dormantCampaign } from "../support/campaigns.ts";
import { startTables, type Tables } from "../support/tables.ts";

let tables: Tables;
beforeAll(async () => {
  tables = await startTables();
});
afterAll(() => tables.stop());

test("the sender reads, without the schemas, the rules that decisions are made by", async () => {
  const runtime = tables.runtime();
  const publication = {
    paused: false,
    settings: defaultSettings,
    campaigns: [dormantCampaign()],
    earlier: [{ campaign: dormantCampaign({ version: 1 }), inside: "finish" as const }],
    segments: [{ id: "loyal", name: { en: "Loyal", zh: "忠实" }, predicate: { tier: ["core" as const] } }],
  };
  await createCampaignStore(runtime).publish(() => publication);

  const sender = await createRecheckRulesSource(runtime).current();
  const decider = await createRulesSource(runtime).current();

  expect(sender?.settings).toEqual(decider?.settings);
  expect(sender?.campaigns).toEqual(decider?.campaigns);
  expect(sender?.earlier).toEqual(decider?.earlier);
  expect(sender?.segments).toEqual(decider?.segments);
});

test("before the first publication there are none", async () => {
  await tables.clear();

  expect(await createRecheckRulesSource(tables.runtime()).current()).toBeUndefined();
});
