import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createSurveyApp } from "../../../lambdas/handlers/survey.ts";
import { readLinkKeys } from "../../../lambdas/shared/link-keys.ts";
import { surveyUrl } from "../../../lambdas/shared/link-token.ts";
import { dormantCampaign } from "../../support/campaigns.ts";
import { createPeopleApi } from "../../support/people-api.ts";
import { startShop, type TestShop } from "../../support/shop.ts";

const now = Date.parse("2026-03-02T10:00:00Z");

let shop: TestShop;
let app: ReturnType<typeof createSurveyApp>;
let api: ReturnType<typeof createPeopleApi>;

beforeAll(async () => {
  shop = await startShop(now);
  await shop.open({ campaigns: [], settings: { shop: { timeZone: "Asia/Shanghai" } } });
  app = createSurveyApp(shop.runtime());
  api = createPeopleApi(shop.tables.runtime());
});
afterAll(() => shop.stop());

/** Where a message of the campaign asks the customer. */
const urlFor = (customerId: string): string =>
  surveyUrl({
    publicUrl: "",
    keys: readLinkKeys(String(shop.tables.variables.LINK_SECRET)),
    claims: { customerId, channel: "email", topic: "care", messageKey: `key-${customerId}` },
    campaignId: "weak-points",
  });

describe("what a survey says over time", () => {
  const answered = async (customerId: string, at: number, score: number, measure = "csat"): Promise<void> => {
    const signedUp = { customerId, eventId: "signed-up", occurredAt: now - 1, receivedAt: now - 1 };
    await shop.tell([{ ...signedUp, kind: "identified", traits: { email: `${customerId}@example.com` } }]);
    shop.tables.clock.set(at);
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    await app.request(urlFor(customerId), { method: "POST", headers, body: `measure=${measure}&score=${score}` });
  };

  it("is counted by the shop's local day, score by score, each answer once", async () => {
    const evening = Date.parse("2026-03-05T15:30:00Z");
    await answered("s-1", evening, 5);
    await answered("s-2", evening + 1, 4);
    await answered("s-3", evening + 2, 2);
    // In Shanghai this is the next morning.
    await answered("s-4", evening + 3_600_000, 1);
    await answered("s-4", evening + 3_600_001, 5);
    await answered("s-5", evening + 3_600_002, 9, "nps");
    await shop.drain();

    const response = await api.request("/api/surveys/weak-points?from=2026-03-05&to=2026-03-06");

    expect(await response.json()).toEqual({
      ...{ surveyId: "weak-points", from: "2026-03-05", to: "2026-03-06" },
      csat: { answers: 4, scores: { 1: 1, 2: 1, 4: 1, 5: 1 }, average: 3, result: 50 },
      nps: { answers: 1, scores: { 9: 1 }, average: 9, result: 100 },
      days: [
        { day: "2026-03-05", csat: { answers: 3, scores: { 2: 1, 4: 1, 5: 1 }, average: 3.67, result: 67 } },
        {
          day: "2026-03-06",
          csat: { answers: 1, scores: { 1: 1 }, average: 1, result: 0 },
          nps: { answers: 1, scores: { 9: 1 }, average: 9, result: 100 },
        },
      ],
    });
  });

  it("is in the list of the campaigns that asked in these days, and in no other days' list", async () => {
    const { campaigns, settings } = {
      campaigns: [dormantCampaign({ id: "weak-points" }), dormantCampaign()],
      settings: {},
    };
    await shop.open({ campaigns, settings });
    const listOf = async (span: string) => (await api.request(`/api/surveys?${span}`)).json();

    expect(await listOf("from=2026-03-05&to=2026-03-05")).toEqual({
      ...{ from: "2026-03-05", to: "2026-03-05" },
      surveys: [
        { surveyId: "weak-points", csat: { answers: 3, scores: { 2: 1, 4: 1, 5: 1 }, average: 3.67, result: 67 } },
      ],
    });
    expect(await listOf("from=2026-03-07&to=2026-03-08")).toMatchObject({ surveys: [] });
  });

  it("is empty for a survey that nobody answered", async () => {
    const response = await api.request("/api/surveys/unknown?from=2026-03-05&to=2026-03-05");

    expect(await response.json()).toEqual({ surveyId: "unknown", from: "2026-03-05", to: "2026-03-05", days: [] });
  });

  it.each([
    ["", "from"],
    ["?from=2026-03-05", "to"],
    ["?from=2026-03-05&to=2026-03-04", "to"],
    ["?from=2024-03-05&to=2026-03-04", "to"],
    ["?from=yesterday&to=2026-03-04", "from"],
  ])("is refused for the days %j", async (query, where) => {
    const response = await api.request(`/api/surveys/weak-points${query}`);

    expect(response.status).toBe(400);
    expect((await response.json()) as unknown).toMatchObject({
      problems: expect.arrayContaining([expect.objectContaining({ where })]),
    });
  });
});
