import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Words } from "../../lambdas/channels/words.ts";
import { settingsSchema } from "../../lambdas/domain/settings.ts";
import { createAuditStore } from "../../lambdas/store/audit-store.ts";
import { createBreakerStore } from "../../lambdas/store/breaker-store.ts";
import { createCampaignStore } from "../../lambdas/store/campaign-store.ts";
import { type CampaignChange, changeCampaign } from "../../lambdas/store/change-campaign.ts";
import { createLifeStore } from "../../lambdas/store/life-store.ts";
import { wordsFor } from "../support/campaign-api.ts";
import { dormantCampaign } from "../support/campaigns.ts";
import { everythingStored } from "../support/everything-stored.ts";
import { startTables, type Tables } from "../support/tables.ts";

const now = Date.parse("2026-03-02T12:00:00Z");

let tables: Tables;
beforeAll(async () => {
  tables = await startTables();
});
beforeEach(() => tables.clear());
afterAll(() => tables.stop());

const { version: _, ...campaign } = dormantCampaign();
const draft = { campaign, words: wordsFor("gift") as readonly Words[] };
const change = (action: CampaignChange["action"], more: Partial<CampaignChange> = {}) =>
  changeCampaign(tables.runtime(), { campaignId: "dormant", action, by: "Ada", now, ...more });
const snapshot = () => createCampaignStore(tables.runtime()).snapshot({ consistent: true });

describe("a change of a campaign", () => {
  test("is stored with its record, its version, its words and its trail, all at once", async () => {
    const saved = await change("save", { draft, note: "Spring" });
    const live = await change("activate");

    expect([saved, live]).toMatchObject([
      { ok: true, life: { revision: 1, state: "draft" } },
      { ok: true, life: { revision: 2, state: "live", liveVersion: 1 }, published: { revision: 1 } },
    ]);
    const lives = createLifeStore(tables.runtime());
    expect(await lives.list()).toEqual([await lives.load("dormant")]);
    const campaigns = createCampaignStore(tables.runtime());
    expect(await campaigns.loadDefinition({ campaignId: "dormant", version: 1 })).toEqual(dormantCampaign());
    expect(await campaigns.loadWords({ campaignId: "dormant", version: 1, language: "zh" })).toMatchObject({
      language: "zh",
    });
    expect(
      (await createAuditStore(tables.runtime()).ofDay(now)).map(({ action, details }) => [action, details]),
    ).toEqual([
      ["activate-campaign", { version: 1, settings: "unchanged", revision: 1 }],
      ["save-version", { version: 1, note: "Spring" }],
    ]);
  });

  test("that is refused writes nothing at all", async () => {
    await change("save", { draft });
    const before = await everythingStored(tables);

    const refused = [
      await change("resume"),
      await change("activate", { revision: 7 }),
      await change("save", { draft, revision: 0 }),
      await change("pause", { campaignId: "unknown" }),
    ];

    expect(refused.map((one) => (one.ok ? "done" : one.reason))).toEqual([
      "wrong-state",
      "changed-meanwhile",
      "changed-meanwhile",
      "unknown-campaign",
    ]);
    expect(await everythingStored(tables)).toBe(before);
  });

  test("reads again and keeps what the engine wrote meanwhile", async () => {
    await change("save", { draft });
    await createCampaignStore(tables.runtime()).publish(() => ({
      ...{ paused: true, settings: settingsSchema.parse({}), campaigns: [] },
    }));
    const breaker = createBreakerStore(tables.runtime());

    await Promise.all([change("activate"), breaker.open({ cause: "bounces", detail: "60 of 1000", by: "tick", now })]);

    expect(await snapshot()).toMatchObject({
      paused: true,
      breaker: { cause: "bounces" },
      campaigns: [{ id: "dormant", version: 1 }],
    });
  });

  test("takes the next free number when a definition stands there that nobody recorded", async () => {
    await change("save", { draft });
    await createCampaignStore(tables.runtime()).saveDefinition(
      dormantCampaign({ version: 2, policy: { priority: 9 } }),
    );

    const saved = await change("save", { draft });

    expect(saved).toMatchObject({
      ok: true,
      life: { versions: [{ version: 1 }, { version: 2, by: "unrecorded" }, { version: 3 }] },
    });
  });

  test("after an archive and a restore finds the version of those inside again", async () => {
    await change("save", { draft });
    await change("activate");
    await change("archive");
    await change("restore");
    await change("save", {
      draft: { ...draft, campaign: { ...campaign, policy: { ...campaign.policy, priority: 1 } } },
    });

    await change("activate", { inside: "move" });

    expect(await snapshot()).toMatchObject({
      campaigns: [{ id: "dormant", version: 2 }],
      earlier: [{ campaign: { version: 1 }, inside: "move" }],
    });
  });
});
