import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createCampaignStore } from "../../../lambdas/store/campaign-store.ts";
import { definitionOf, peopleOf, wordsFor } from "../../support/campaign-api.ts";
import { dormantCampaign } from "../../support/campaigns.ts";
import { startShop, type TestShop } from "../../support/shop.ts";

const start = Date.parse("2026-03-02T10:00:00Z");
const settings = { importing: { settleMinutes: 0 } };

let shop: TestShop;
const people = peopleOf(() => shop.runtime());
const path = "/campaigns/dormant";
const act = (person: string, action: string, revision: number, more: object = {}) =>
  people.post(person, `${path}/${action}`, { revision, ...more });
const draft = (person: string, revision: number, change: Parameters<typeof definitionOf>[0] = {}) =>
  act(person, "versions", revision, { definition: definitionOf(change), words: wordsFor("gift") });
const snapshot = () => createCampaignStore(shop.runtime()).snapshot({ consistent: true });

beforeAll(async () => {
  shop = await startShop(start);
});
afterAll(() => shop.stop());
beforeEach(async () => {
  shop.tables.clock.set(start);
  await shop.open({ campaigns: [], settings });
  await shop.drain();
});
afterEach(async () => {
  await shop.drain();
  await shop.tables.clear();
});

describe("two editors", () => {
  it("of one draft: the second is told, with what stands, and nothing is overwritten", async () => {
    await draft("ada", 0);

    const first = await draft("ada", 1, { policy: { priority: 1 } });
    const second = await draft("bob", 1, { policy: { priority: 9 } });

    expect(first.status).toBe(200);
    expect([second.status, second.body]).toMatchObject([
      409,
      {
        reason: "changed-meanwhile",
        problems: [{ where: "revision", received: "1", allowed: "2" }],
        campaign: { revision: 2, newest: { version: 2, author: { by: people.emailOf("ada") } } },
      },
    ]);
    expect((await people.get("bob", path)).body.definition).toMatchObject({ version: 2, policy: { priority: 1 } });
  });

  it("at the very same moment: one is first, and the others are told", async () => {
    await draft("ada", 0);

    const answers = await Promise.all(
      [1, 2, 3, 4].map((priority) => draft(`p${priority}`, 1, { policy: { priority } })),
    );

    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409, 409, 409]);
    const won = answers.findIndex(({ status }) => status === 200) + 1;
    const { body } = await people.get("ada", path);
    expect(body).toMatchObject({ campaign: { revision: 2 }, definition: { version: 2, policy: { priority: won } } });
    expect(
      await createCampaignStore(shop.runtime()).loadDefinition({ campaignId: "dormant", version: 3 }),
    ).toBeUndefined();
  });

  it("of two campaigns do not stand in each other's way", async () => {
    const ids = ["one", "two", "three"];
    for (const id of ids)
      await people.post("ada", `/campaigns/${id}/versions`, {
        ...{ revision: 0, definition: definitionOf(), words: wordsFor("gift") },
      });

    const answers = await Promise.all(
      ids.map((id) => people.post("ada", `/campaigns/${id}/activate`, { revision: 1 })),
    );

    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect((await snapshot())?.campaigns.map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
  });
});

describe("an edit of a live campaign", () => {
  it.each(["finish", "move"] as const)("keeps the old version for those inside, who %s", async (inside) => {
    await draft("ada", 0);
    await act("ada", "activate", 1);
    await draft("ada", 2, { policy: { priority: 1 } });

    await act("ada", "activate", 3, { inside });

    const live = await snapshot();
    expect(live?.campaigns).toMatchObject([{ id: "dormant", version: 2 }]);
    expect(live?.earlier).toEqual([{ campaign: dormantCampaign(), inside }]);
  });

  it("takes words alone and keeps the rest of the version", async () => {
    await draft("ada", 0);
    const [en] = wordsFor("gift");
    const steps = { gift: { ...en?.steps.gift, sms: { text: "Come back, {{ customer.firstName }}" } } };

    await act("ada", "versions", 1, { words: [{ ...en, steps }] });
    const { body } = await people.get("ada", `${path}/diff?from=1&to=2`);

    expect(body.differences).toEqual([
      {
        path: "words.en.steps.gift.sms.text",
        label: {
          en: "words › English › steps › gift › text message › text",
          zh: "文案 › 英文 › 步骤 › gift › 短信 › 文字",
        },
        kind: "changed",
        before: "Hello {{ customer.firstName }}",
        after: "Come back, {{ customer.firstName }}",
      },
    ]);
  });

  it("is undone by rolling back: the old version again, as a new one", async () => {
    await draft("ada", 0);
    await act("ada", "activate", 1);
    await draft("ada", 2, { policy: { priority: 1 } });
    await act("ada", "activate", 3);

    const rolled = await act("bob", "roll-back", 4, { version: 1, note: "Too early" });
    await act("bob", "activate", 5);

    expect(rolled.body.campaign.newest).toMatchObject({ version: 3, copyOf: 1, note: "Too early" });
    expect((await people.get("ada", `${path}/diff?from=1&to=3`)).body.differences).toEqual([]);
    expect((await snapshot())?.campaigns).toEqual([dormantCampaign({ version: 3 })]);
  });
});
