import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Answer, definitionOf, peopleOf, wordsFor } from "../../support/campaign-api.ts";
import { startShop, type TestShop } from "../../support/shop.ts";

const start = Date.parse("2026-03-02T10:00:00Z");
const settings = { shop: { name: "Harbour" }, senders: { smsPricesUsd: { GB: 0.04 } } };

let shop: TestShop;
const people = peopleOf(() => shop.runtime());

beforeAll(async () => {
  shop = await startShop(start);
});
afterAll(() => shop.stop());
beforeEach(async () => {
  await shop.open({ campaigns: [], settings });
  await people.post("ada", "/campaigns/dormant/versions", {
    ...{ revision: 0, definition: definitionOf(), words: wordsFor("gift") },
  });
});
afterEach(async () => {
  await shop.drain();
  await shop.tables.clear();
});

/** A short text has room for the link to the preferences. */
const withChoice = (said: string): RegExp =>
  new RegExp(`^Harbour: ${said} Your choice: https://links.shop.example/p/\\S{44} Reply STOP to opt out$`);

const preview = (body: object, query = "", campaign = "dormant"): Promise<Answer> =>
  people.post("ada", `/campaigns/${campaign}/preview${query}`, body);

describe("POST /api/campaigns/:id/preview", () => {
  it("shows the newest version's messages to every sample customer, priced by the shop's settings", async () => {
    const { status, body } = await preview({ channel: "sms" });

    expect(status).toBe(200);
    expect(body.version).toBe(1);
    expect(body.samples).toContainEqual({ id: "cn", name: { en: "小明 in China", zh: "中国的小明" } });
    expect(body.previews.map(({ sample }: { sample: string }) => sample)).toEqual(["us", "gb", "cn", "de", "unknown"]);
    expect(body.previews[1]).toMatchObject({
      result: {
        message: { text: expect.stringMatching(withChoice("Hello Margaret")), quote: { parts: 1, priceUsd: 0.04 } },
        warnings: [],
      },
    });
    expect(body.previews[2].result.message.text).toBe("【Harbour】Hello 小明 拒收请回复R");
  });

  it("shows words that are not saved yet, over those of a version, and saves nothing", async () => {
    const [english] = wordsFor("gift");
    const steps = { gift: { sms: { text: "Not saved yet" } } };

    const drafted = await preview({ country: "GB", words: [{ ...english, steps }] }, "?version=1");
    const saved = await preview({ country: "GB", channel: "sms" });

    expect(drafted.body.previews).toMatchObject([
      { channel: "sms", result: { message: { text: expect.stringMatching(withChoice("Not saved yet")) } } },
    ]);
    expect(saved.body.previews[0].result.message.text).toContain("Hello Margaret");
  });

  it("shows a step that is not saved yet, with its words, and saves nothing", async () => {
    const saved = definitionOf();
    const steps = saved.steps.map((step) => ({ ...step, id: "later" }));
    const [english] = wordsFor("later");

    const drafted = await preview({ country: "GB", channel: "sms", definition: { ...saved, steps }, words: [english] });

    expect(drafted.body.previews).toMatchObject([{ stepId: "later", channel: "sms", result: { ok: true } }]);
    expect((await preview({ step: "later" })).status).toBe(400);
  });

  it("refuses words with a slip, as saving them would", async () => {
    const [english] = wordsFor("gift");
    const steps = { gift: { sms: { text: "{{ customer.shoeSize }}" } } };

    const { status, body } = await preview({ words: [{ ...english, steps }] });

    expect(status).toBe(400);
    expect(body.problems).toMatchObject([
      { where: expect.stringContaining("gift.sms"), received: "customer.shoeSize" },
    ]);
  });

  it.each([
    ["a campaign nobody knows", {}, "", "nothing-here", 404, "campaignId"],
    ["a version there is not", {}, "?version=7", "dormant", 404, "campaignId"],
    ["a version that is no number", {}, "?version=x", "dormant", 400, "version"],
    ["a step that sends nothing", { step: "wait" }, "", "dormant", 400, "step"],
    ["a channel there is not", { channel: "fax" }, "", "dormant", 400, "channel"],
    ["a country in small letters", { country: "gb" }, "", "dormant", 400, "country"],
    ["a key nobody knows", { langauge: "en" }, "", "dormant", 400, "langauge"],
  ])("refuses %s", async (_, body, query, campaign, status, where) => {
    const answer = await preview(body, query, campaign);

    expect(answer.status).toBe(status);
    expect(answer.body.problems).toMatchObject([{ where }]);
  });

  it("is one of the routes of the API for people", async () => {
    const { status } = await people.post("ada", "/campaigns/dormant/preview", { channel: "email" });

    expect(status).toBe(200);
  });
});
