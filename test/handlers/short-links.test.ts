import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { CustomerEvent } from "../../lambdas/domain/event.ts";
import { createPreferencesApp } from "../../lambdas/handlers/preferences.ts";
import { createSurveyApp } from "../../lambdas/handlers/survey.ts";
import { createUnsubscribeApp } from "../../lambdas/handlers/unsubscribe.ts";
import { createCampaignStore } from "../../lambdas/store/campaign-store.ts";
import { createEventStore } from "../../lambdas/store/event-store.ts";
import { dormantCampaign, sendStep } from "../support/campaigns.ts";
import { customerWith } from "../support/customer-with.ts";
import { wordsWith } from "../support/message-samples.ts";
import { startShop, type TestShop } from "../support/shop.ts";

const start = Date.parse("2026-03-02T10:00:00Z");
const phone = "+447700900123";
const asked = "{{ preferencesUrl }} {{ surveyUrl }}?measure=nps {{ reasonUrl }} {{ unsubscribeUrl }}";

let shop: TestShop;
beforeAll(async () => {
  shop = await startShop(start);
});
afterAll(() => shop.stop());
beforeEach(() => shop.tables.clock.set(start));
afterEach(async () => {
  await shop.drain();
  await shop.tables.clear();
});

/** A text that holds every link, really sent; the paths behind them, by the letter they are under. */
const pathsIn = async (customerId: string) => {
  const steps = [sendStep({ id: "hello", channels: ["sms"], category: "care" })];
  const campaign = dormantCampaign({ trigger: { kind: "since-last-order", days: 180 }, steps });
  await shop.open({ campaigns: [campaign], settings: { importing: { settleMinutes: 0 } }, withoutWords: true });
  const words = { ...wordsWith({}), steps: { hello: { sms: { text: asked } } } };
  const { id: campaignId, version } = campaign;
  await createCampaignStore(shop.runtime()).saveWords({ campaignId, version, words });
  const before = shop.standIns.inbox().length;
  await shop.tell(customerWith({ customerId, now: start, daysSinceOrder: 180, phone }));
  await shop.drain();
  const [text] = shop.standIns.inbox().slice(before);
  const urls = text?.channel === "sms" ? [...text.text.matchAll(/https?:\/\/[^/\s]+(\/(\w)\/[\w.-]+)(\?\S+)?/g)] : [];
  return Object.fromEntries(urls.map(([, path = "", letter = "", query = ""]) => [letter, path + query])) as Readonly<
    Record<"p" | "s" | "r" | "u", string>
  >;
};

const eventsOf = async (customerId: string): Promise<readonly CustomerEvent[]> =>
  (await createEventStore(shop.runtime()).list({ customerId, limit: 100 })).events;

const form = (fields: Readonly<Record<string, string>>) => ({
  method: "POST",
  headers: { "content-type": "application/x-www-form-urlencoded" },
  body: new URLSearchParams(fields).toString(),
});

describe("a text's short links", () => {
  it("lead to what the customer gets, where they choose less", async () => {
    const { p } = await pathsIn("chooses");
    const app = createPreferencesApp(shop.runtime());

    const shown = await app.request(p);
    const saved = await app.request(p, form({ perWeek: "1" }));
    await shop.drain();

    expect(shown.status).toBe(200);
    expect(await shown.text()).toContain("What would you like to get?");
    expect(saved.status).toBe(200);
    expect(await shop.profile("chooses")).toMatchObject({ frequency: { perWeek: 1 } });
  });

  it("lead out by one press, and from there on to the preferences; looking changes nothing", async () => {
    const { u } = await pathsIn("leaves");
    const [message] = await shop.messagesOf("leaves");
    const app = createUnsubscribeApp(shop.runtime());

    const page = await (await app.request(u)).text();
    const before = (await eventsOf("leaves")).filter(({ kind }) => kind === "consent-withdrawn");
    await app.request(u, { method: "POST" });
    const told = (await eventsOf("leaves")).filter(({ kind }) => kind === "consent-withdrawn");
    const onward = /href="\.\.(\/preferences\/[^"]+)"/.exec(page)?.[1] ?? "";
    const preferences = await createPreferencesApp(shop.runtime()).request(onward);

    expect(before).toEqual([]);
    expect(told).toMatchObject([{ channel: "sms", topic: "care", source: "page" }]);
    expect(message?.messageKey.startsWith(String((told[0] as { evidence?: string }).evidence))).toBe(true);
    expect(preferences.status).toBe(200);
  });

  it("ask how it was, and the first answer to the message counts under its campaign", async () => {
    const { s, r } = await pathsIn("answers");
    const app = createSurveyApp(shop.runtime());

    const question = await (await app.request(s)).text();
    for (const score of ["9", "1"]) await app.request(s, form({ measure: "nps", score }));
    for (const reason of ["price", "other"]) await app.request(r, form({ reason }));
    const told = (await eventsOf("answers")).filter(({ kind }) => /answered|told/.test(kind));

    expect(question).toContain("Would you recommend us to a friend?");
    expect(told).toMatchObject([
      { kind: "churn-reason-told", reason: "price" },
      { kind: "survey-answered", surveyId: "dormant", measure: "nps", score: 9 },
    ]);
  });

  it("ask nobody whose message is not there: a link that was made up, or an erased customer's", async () => {
    const { s } = await pathsIn("gone");
    await shop.tables.clear();
    const app = createSurveyApp(shop.runtime());

    const [shown, told] = [await app.request(s), await app.request(s, form({ measure: "nps", score: "9" }))];

    expect([shown.status, told.status]).toEqual([400, 400]);
    expect(await eventsOf("gone")).toEqual([]);
  });
});
