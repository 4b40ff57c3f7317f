import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { defaultSettings } from "../../../lambdas/domain/parse-settings.ts";
import { createAuditStore } from "../../../lambdas/store/audit-store.ts";
import { createCampaignStore } from "../../../lambdas/store/campaign-store.ts";
import { peopleOf } from "../../support/campaign-api.ts";
import { dormantCampaign } from "../../support/campaigns.ts";
import { customerWith } from "../../support/customer-with.ts";
import { startShop, type TestShop } from "../../support/shop.ts";

const start = Date.parse("2026-03-02T10:00:00Z");
const harbour = { shop: { name: "Harbour" } };

let shop: TestShop;
const people = peopleOf(() => shop.runtime());

beforeAll(async () => {
  shop = await startShop(start);
});
afterAll(() => shop.stop());
beforeEach(() => shop.open({ campaigns: [dormantCampaign()], settings: harbour }));
afterEach(async () => {
  await shop.drain();
  await shop.tables.clear();
});

const read = async () => (await people.get("ada", "/settings")).body;
const save = (settings: unknown, basedOn: string, person = "ada") =>
  people.put(person, "/settings", { settings, basedOn });

describe("settings", () => {
  it("are read whole, with what holds where nothing is set", async () => {
    const { settings } = await read();

    expect(Object.keys(settings).toSorted()).toEqual(Object.keys(defaultSettings).toSorted());
    expect(settings).toMatchObject({ shop: { ...defaultSettings.shop, name: "Harbour" }, pace: defaultSettings.pace });
  });

  it("are changed, published and noted, with who changed which parts", async () => {
    const { settings, mark } = await read();
    const before = await createCampaignStore(shop.runtime()).snapshot({ consistent: true });

    const changed = await save({ ...settings, closedDays: ["2026-12-25"], approval: "second-person" }, mark);

    const after = await createCampaignStore(shop.runtime()).snapshot({ consistent: true });
    expect(changed.body).toMatchObject({
      changed: ["closedDays", "approval"],
      published: { revision: after?.revision },
    });
    expect(after?.settings).toMatchObject({ closedDays: ["2026-12-25"], approval: "second-person" });
    expect(after?.campaigns).toEqual(before?.campaigns);
    const [entry] = await createAuditStore(shop.runtime()).ofDay(start);
    expect(entry).toMatchObject({
      ...{ by: people.emailOf("ada"), action: "save-settings", subject: "settings" },
      details: { changed: "closedDays, approval" },
    });
  });

  it("that changed plan every customer anew", async () => {
    await shop.tell(customerWith({ customerId: "a", now: start, daysSinceOrder: 170 }));
    const { settings, mark } = await read();

    await save({ ...settings, holdOut: { percent: 50, salt: "another" } }, mark);
    await shop.drain();

    const progress = await people.get("ada", "/progress");
    expect(progress.body).toMatchObject({ status: "done", lookedAt: 1 });
  });

  it("of two editors tell the second what stands, and overwrite nothing", async () => {
    const { settings, mark } = await read();

    await save({ ...settings, closedDays: ["2026-05-01"] }, mark);
    const late = await save({ ...settings, approval: "second-person" }, mark, "bob");

    expect([late.status, late.body.reason]).toEqual([409, "changed-meanwhile"]);
    expect(late.body.settings).toMatchObject({ closedDays: ["2026-05-01"], approval: "none" });
    const again = await save({ ...late.body.settings, approval: "second-person" }, late.body.mark, "bob");
    expect(again.status).toBe(200);
    expect((await read()).settings).toMatchObject({ closedDays: ["2026-05-01"], approval: "second-person" });
  });

  it("of two editors at one moment take one", async () => {
    const { settings, mark } = await read();

    const answers = await Promise.all(
      ["2026-05-01", "2026-05-02"].map((day) => save({ ...settings, closedDays: [day] }, mark)),
    );

    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
  });

  it("that say what stands publish nothing and leave no trail", async () => {
    const { settings, mark } = await read();

    const same = await save(settings, mark);

    expect(same.body).toMatchObject({ changed: [], mark });
    expect(await createAuditStore(shop.runtime()).ofDay(start)).toEqual([]);
  });

  it("cannot take away a host that a live campaign calls", async () => {
    const call = { id: "call", kind: "webhook" as const, url: "https://hooks.shop.example/x" };
    const campaign = dormantCampaign();
    await shop.open({
      campaigns: [{ ...campaign, steps: [...campaign.steps, call] }],
      settings: { webhookHosts: ["hooks.shop.example"] },
    });
    const { settings, mark } = await read();

    const refused = await save({ ...settings, webhookHosts: [] }, mark);

    expect([refused.status, refused.body.reason]).toEqual([409, "in-use"]);
    expect(refused.body.problems).toEqual([
      expect.objectContaining({ where: "campaign dormant, steps.call.url", received: "hooks.shop.example" }),
    ]);
  });

  it.each<readonly [string, object, RegExp]>([
    ["a zone there is not", { shop: { timeZone: "Europe/Lundon" } }, /settings\.shop\.timeZone.*IANA/],
    [
      "a cap twice",
      { caps: [1, 2].map(() => ({ id: "a", scope: "all", window: { rollingDays: 1 }, max: 1 })) },
      /unique/,
    ],
    ["a day that is none", { closedDays: ["2026-02-30"] }, /settings\.closedDays\[0\]/],
    ["quiet hours without an end", { quietHours: { default: { from: "21:00" } } }, /settings\.quietHours\.default\.to/],
    ["a key nobody knows", { caps2: [] }, /settings\.caps2.*unknown key/],
  ])("are refused with %s, at its place", async (_, part, said) => {
    const { mark } = await read();

    const refused = await save(part, mark);

    expect(refused.status).toBe(400);
    expect(JSON.stringify(refused.body.problems)).toMatch(said);
  });
});
