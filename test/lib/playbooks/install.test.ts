import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { parseSettings } from "../../../lambdas/domain/parse-settings.ts";
import type { Settings, SettingsInput } from "../../../lambdas/domain/settings.ts";
import { type CampaignStore, createCampaignStore } from "../../../lambdas/store/campaign-store.ts";
import { changeCampaign } from "../../../lambdas/store/change-campaign.ts";
import { pauseAccount } from "../../../lambdas/store/pause-account.ts";
import { installPlaybooks } from "../../../lib/playbooks/install.ts";
import { listCampaigns } from "../../../lib/playbooks/list-campaigns.ts";
import { playbookIds } from "../../../lib/playbooks/load.ts";
import { startTables, type Tables } from "../../support/tables.ts";

const settingsOf = (campaigns: SettingsInput["campaigns"] = {}): Settings => {
  const parsed = parseSettings({ campaigns });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.settings;
};

let tables: Tables;
let store: CampaignStore;
const versions = async (): Promise<readonly string[]> =>
  ((await store.snapshot({ consistent: true }))?.campaigns ?? []).map(({ id, version }) => `${id} ${version}`);

beforeAll(async () => {
  tables = await startTables();
});
afterAll(() => tables.stop());
beforeEach(async () => {
  await tables.clear();
  store = createCampaignStore(tables.runtime());
});

describe("installing the playbooks", () => {
  it("puts those live that come with a new shop, with words in both languages", async () => {
    const { installed, problems } = await installPlaybooks({ store, settings: settingsOf() });

    expect(problems).toEqual([]);
    expect(installed.map(({ id }) => id)).toEqual(["dormant-wake-up", "post-delivery-care", "repurchase-reminder"]);
    expect(await versions()).toEqual(["dormant-wake-up 1", "post-delivery-care 1", "repurchase-reminder 1"]);
    for (const { id } of installed)
      for (const language of ["en", "zh"])
        expect(await store.loadWords({ campaignId: id, version: 1, language })).toMatchObject({ language });
  });

  it("changes nothing when it is done again", async () => {
    await installPlaybooks({ store, settings: settingsOf() });
    const before = await store.snapshot({ consistent: true });

    await installPlaybooks({ store, settings: settingsOf() });

    expect(await store.snapshot({ consistent: true })).toEqual(before);
  });

  it("makes the next version of the campaign whose parameters changed, and of no other", async () => {
    await installPlaybooks({ store, settings: settingsOf() });

    await installPlaybooks({ store, settings: settingsOf({ "dormant-wake-up": { dormantDays: 90 } }) });

    expect(await versions()).toEqual(["dormant-wake-up 2", "post-delivery-care 1", "repurchase-reminder 1"]);
    const first = await store.loadDefinition({ campaignId: "dormant-wake-up", version: 1 });
    expect(first?.trigger).toEqual({ kind: "since-last-order", days: 180 });
  });

  it("makes the next version when only the words change", async () => {
    await installPlaybooks({ store, settings: settingsOf() });

    await installPlaybooks({ store, settings: settingsOf({ "post-delivery-care": { smsOptOut: "STOP to end" } }) });

    expect(await versions()).toEqual(["dormant-wake-up 1", "post-delivery-care 2", "repurchase-reminder 1"]);
  });

  it("leaves out what the settings disable, and takes it up once they enable it", async () => {
    await installPlaybooks({ store, settings: settingsOf({ "dormant-wake-up": { enabled: false } }) });
    const without = await versions();

    await installPlaybooks({ store, settings: settingsOf() });

    expect(without).toEqual(["post-delivery-care 1", "repurchase-reminder 1"]);
    expect(await versions()).toEqual(["dormant-wake-up 1", "post-delivery-care 1", "repurchase-reminder 1"]);
  });

  it("installs only what it is asked for and leaves the rest as it is", async () => {
    await installPlaybooks({ store, settings: settingsOf(), only: ["post-delivery-care"] });

    await installPlaybooks({ store, settings: settingsOf(), only: ["repurchase-reminder"] });

    expect(await versions()).toEqual(["post-delivery-care 1", "repurchase-reminder 1"]);
  });

  it("stores and publishes nothing when one parameter is out of range", async () => {
    const settings = settingsOf({ "dormant-wake-up": { dormantDays: 0 } });

    const { installed, problems } = await installPlaybooks({ store, settings });

    expect(installed).toEqual([]);
    expect(problems).toEqual([
      expect.objectContaining({ where: "campaigns.dormant-wake-up.dormantDays", received: "0" }),
    ]);
    expect(await store.snapshot({ consistent: true })).toBeUndefined();
    expect(await store.loadDefinition({ campaignId: "post-delivery-care", version: 1 })).toBeUndefined();
  });

  it.each([
    ["settings", settingsOf({ "dormant-wakeup": {} }), undefined, "campaigns.dormant-wakeup"],
    ["the request", settingsOf(), ["dormant-wakeup"], "campaign"],
  ])("names the known campaigns when %s hold an unknown one", async (_, settings, only, where) => {
    const { problems } = await installPlaybooks({ store, settings, ...(only && { only }) });

    expect(problems).toEqual([
      {
        where,
        problem: "there is no such campaign",
        received: "dormant-wakeup",
        allowed: (await playbookIds()).join(", "),
      },
    ]);
  });

  it("completes a version that an interruption left without words", async () => {
    const { installed } = await installPlaybooks({ store, settings: settingsOf() });
    await tables.clear();
    store = createCampaignStore(tables.runtime());
    for (const campaign of installed) await store.saveDefinition(campaign);

    await installPlaybooks({ store, settings: settingsOf() });

    expect(await versions()).toEqual(["dormant-wake-up 1", "post-delivery-care 1", "repurchase-reminder 1"]);
    expect(await store.loadWords({ campaignId: "dormant-wake-up", version: 1, language: "zh" })).toBeDefined();
  });
});

describe("a pause", () => {
  const deed = { by: "Ada", now: Date.parse("2026-03-02T10:00:00Z") };
  const change = (action: "pause" | "resume" | "archive") =>
    changeCampaign(tables.runtime(), { campaignId: "post-delivery-care", action, ...deed });

  beforeEach(async () => {
    await installPlaybooks({ store, settings: settingsOf() });
    await change("pause");
  });

  it("takes the campaign out of what is live, and outlasts another installation", async () => {
    await installPlaybooks({ store, settings: settingsOf() });

    expect(await versions()).toEqual(["dormant-wake-up 1", "repurchase-reminder 1"]);
    expect((await listCampaigns(tables.runtime())).campaigns).toContainEqual(
      expect.objectContaining({ id: "post-delivery-care", state: "paused" }),
    );
  });

  it("ends with resume, with the version that was paused", async () => {
    const resumed = await change("resume");

    expect(resumed).toMatchObject({ ok: true, life: { state: "live" } });
    expect(await versions()).toEqual(["dormant-wake-up 1", "post-delivery-care 1", "repurchase-reminder 1"]);
  });

  it("ends when a person activates the campaign again", async () => {
    await installPlaybooks({ store, settings: settingsOf(), only: ["post-delivery-care"], revive: true });

    expect(await versions()).toContain("post-delivery-care 1");
  });

  it("keeps what an installation does not speak of: earlier versions, segments and coupons", async () => {
    const segments = [{ id: "loyal", name: { en: "Loyal", zh: "忠诚" }, predicate: { tier: ["core" as const] } }];
    await store.publish((current) => ({
      ...(current ?? { paused: false, settings: settingsOf(), campaigns: [] }),
      segments,
    }));

    await installPlaybooks({ store, settings: settingsOf({ "dormant-wake-up": { dormantDays: 100 } }) });

    const snapshot = await store.snapshot({ consistent: true });
    expect(snapshot?.segments).toEqual(segments);
    expect(snapshot?.earlier?.map(({ campaign: { id, version }, inside }) => [id, version, inside])).toEqual([
      ["post-delivery-care", 1, "finish"],
      ["dormant-wake-up", 1, "finish"],
    ]);
  });

  it("is not ended by an installation when the campaign was archived", async () => {
    await change("archive");

    await installPlaybooks({ store, settings: settingsOf() });

    expect(await versions()).toEqual(["dormant-wake-up 1", "repurchase-reminder 1"]);
  });

  it("of the whole account keeps every campaign's own state", async () => {
    await pauseAccount(tables.runtime(), true, deed);
    await installPlaybooks({ store, settings: settingsOf({ "dormant-wake-up": { dormantDays: 100 } }) });

    const account = await listCampaigns(tables.runtime());

    expect(account.paused).toBe(true);
    const installed = account.campaigns.filter(({ state }) => state !== "not installed");
    expect(installed.map(({ state }) => state)).toEqual(["live", "paused", "live"]);
  });
});
