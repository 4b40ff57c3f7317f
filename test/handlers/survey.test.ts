import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CustomerEvent } from "../../lambdas/domain/event.ts";
import { formBytesMax } from "../../lambdas/handlers/survey/form.ts";
import { surveyWords } from "../../lambdas/handlers/survey/words.ts";
import { createSurveyApp } from "../../lambdas/handlers/survey.ts";
import { readLinkKeys } from "../../lambdas/shared/link-keys.ts";
import { type LinkClaims, linksOf, signLink } from "../../lambdas/shared/link-token.ts";
import { createCaseStore } from "../../lambdas/store/case-store.ts";
import { createEventStore } from "../../lambdas/store/event-store.ts";
import { startShop, type TestShop } from "../support/shop.ts";

const now = Date.parse("2026-03-02T10:00:00Z");
const dayMs = 86_400_000;

let shop: TestShop;
let app: ReturnType<typeof createSurveyApp>;

beforeAll(async () => {
  shop = await startShop(now);
  await shop.open({ campaigns: [], settings: { shop: { timeZone: "Asia/Shanghai" } } });
  app = createSurveyApp(shop.runtime());
});
afterAll(() => shop.stop());

const customer = async (customerId: string): Promise<void> =>
  shop.tell([
    {
      ...{ customerId, eventId: "signed-up", occurredAt: now - dayMs, receivedAt: now - dayMs },
      ...{ kind: "identified", traits: { email: `${customerId}@example.com`, firstName: "Ada" } },
    },
  ]);

const keys = () => readLinkKeys(String(shop.tables.variables.LINK_SECRET));
const claimsFor = (customerId: string, change: Partial<LinkClaims> = {}): LinkClaims => ({
  ...{ customerId, channel: "email", topic: "care", messageKey: `key-${customerId}` },
  ...change,
});
const linksFor = (customerId: string, change: Partial<LinkClaims> = {}, campaignId = "after-delivery") =>
  linksOf({ publicUrl: "", keys: keys(), claims: claimsFor(customerId, change), campaignId });

const answersOf = async (customerId: string): Promise<readonly CustomerEvent[]> =>
  (await createEventStore(shop.runtime()).list({ customerId, limit: 100 })).events.filter(
    ({ kind }) => kind === "survey-answered" || kind === "churn-reason-told",
  );

const get = async (path: string, headers: Record<string, string> = {}) => {
  const response = await app.request(path, { headers });
  return { response, html: await response.text() };
};
const post = async (path: string, fields: Readonly<Record<string, string>> | string) => {
  const body = typeof fields === "string" ? fields : new URLSearchParams(fields).toString();
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  const response = await app.request(path, { method: "POST", headers, body });
  return { response, html: await response.text() };
};
const scoresShown = (html: string): readonly string[] =>
  [...html.matchAll(/name="score" value="(\d+)"/g)].map(([, score = ""]) => score);

describe("GET of a survey's link", () => {
  it.each([
    ["", ["5", "4", "3", "2", "1"]],
    ["?measure=nps", ["10", "9", "8", "7", "6", "5", "4", "3", "2", "1", "0"]],
    ["?measure=<script>", ["5", "4", "3", "2", "1"]],
  ])("with %j offers the scores of its measure, none of them chosen", async (query, scores) => {
    await customer("looks");

    const { response, html } = await get(`${linksFor("looks").surveyUrl}${query}`);

    expect(response.status).toBe(200);
    expect(scoresShown(html)).toEqual(scores);
    expect(html).not.toContain(" checked");
    expect(html).not.toMatch(/<script|\son\w+=|https?:|Ada|example\.com/);
  });

  it.each([
    ["?measure=nps&score=9", "9"],
    ["?score=1", "1"],
    ["?measure=nps&score=0", "0"],
  ])("with %j shows a score as chosen and keeps nothing", async (query, chosen) => {
    const { html } = await get(`${linksFor("looks").surveyUrl}${query}`);

    expect(html.match(/value="(\d+)" required checked/)?.[1]).toBe(chosen);
    expect(await answersOf("looks")).toEqual([]);
  });

  it.each(["?score=0", "?score=6", "?score=-1", "?score=1e0", '?score="><script>', "?measure=nps&score=11", "?score="])(
    "with %j, which is no score, chooses none",
    async (query) => {
      const { response, html } = await get(`${linksFor("looks").surveyUrl}${query}`);

      expect(response.status).toBe(200);
      expect(html).not.toMatch(/ checked|<script/);
    },
  );

  it("loads nothing, runs nothing, is kept nowhere and framed by nobody", async () => {
    const { response } = await get(linksFor("looks").surveyUrl);

    expect(response.headers.get("content-security-policy")).toMatch(
      /^default-src 'none'; style-src 'sha256-[^']+'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'$/,
    );
    expect(response.headers.get("cache-control")).toBe("no-store");
  });

  it.each(["en", "zh"] as const)("speaks the message's language and names every control (%s)", async (language) => {
    const links = linksFor("looks", { language });
    const survey = (await get(links.surveyUrl, { "accept-language": "fr" })).html;
    const reason = (await get(links.reasonUrl)).html;

    const words = surveyWords[language];
    expect(survey).toContain(`<html lang="${language}">`);
    for (const word of [words.questions.csat, words.ends.csat.lowest, words.comment, words.send])
      expect(survey).toContain(word);
    for (const word of Object.values(words.reasons)) expect(reason).toContain(word);
    const radios = /<label><input type="radio"[^>]*><span>[^<]+<\/span><\/label>/g;
    expect(survey.match(radios)).toHaveLength(5);
    expect(reason.match(radios)).toHaveLength(5);
    expect(survey).toContain('<label for="comment">');
  });
});

describe("POST of a survey's link", () => {
  it("keeps the answer with the customer's own words, which stay text", async () => {
    await customer("answers");
    const comment = "Late,\r\nand <b>wet</b> \u0000☂";

    const { response, html } = await post(linksFor("answers").surveyUrl, { measure: "csat", score: "4", comment });

    expect(response.status).toBe(200);
    expect(html).toContain(surveyWords.en.thanks);
    expect(html).not.toContain("<b>wet");
    expect(await answersOf("answers")).toEqual([
      {
        ...{ customerId: "answers", eventId: "key-answers-survey", occurredAt: now, receivedAt: now },
        ...{ kind: "survey-answered", surveyId: "after-delivery", measure: "csat", score: 4 },
        comment: "Late,\nand <b>wet</b> ☂",
      },
    ]);
  });

  it("counts the first answer to a message; a second one is thanked and changes nothing", async () => {
    await customer("twice");
    const { surveyUrl } = linksFor("twice");
    await post(surveyUrl, { measure: "csat", score: "5" });
    shop.tables.clock.set(now + 60_000);

    const second = await post(surveyUrl, { measure: "csat", score: "1", comment: "no" });
    const other = await post(linksFor("twice", { messageKey: "key-2" }).surveyUrl, { measure: "csat", score: "4" });

    expect(second.html).toContain(surveyWords.en.thanks);
    expect(other.response.status).toBe(200);
    expect(await answersOf("twice")).toMatchObject([{ score: 4 }, { score: 5 }]);
  });

  it("with a low score opens a case, once, and its score is an attribute", async () => {
    await customer("unhappy");
    const { surveyUrl } = linksFor("unhappy");

    await post(surveyUrl, { measure: "nps", score: "2" });
    await post(surveyUrl, { measure: "nps", score: "1" });
    await shop.drain();

    const cases = await createCaseStore(shop.tables.runtime()).list("unhappy");
    expect(cases).toMatchObject([{ caseId: "survey-key-unhappy-survey", subject: "survey", status: "open" }]);
    expect((await shop.profile("unhappy")).attributes).toEqual({ npsScore: 2 });
  });

  it("cuts a comment that is longer than a comment", async () => {
    await customer("talks");

    await post(linksFor("talks").surveyUrl, { measure: "csat", score: "5", comment: "喜".repeat(1_200) });

    expect(await answersOf("talks")).toMatchObject([{ comment: "喜".repeat(1_000) }]);
  });

  it.each([
    ["nothing", ""],
    ["no score", "measure=csat&comment=hello"],
    ["a score beyond the scale", "measure=csat&score=6"],
    ["a measure that does not exist", "measure=constructor&score=5"],
    ["rubbish", "%%%=\u0000&&&"],
    ["JSON", '{"measure":"csat","score":5}'],
    ["more than a form holds", `measure=csat&score=5&comment=${"x".repeat(formBytesMax)}`],
  ])("of %s keeps nothing and asks again", async (_what, body) => {
    const { response, html } = await post(linksFor("looks").surveyUrl, body);

    expect(response.status).toBe(400);
    expect(html).toContain('role="alert"');
    expect(await answersOf("looks")).toEqual([]);
  });
});

describe("the page that asks why", () => {
  it("keeps one of the five reasons, the first one told, for audiences to ask for", async () => {
    await customer("left");
    const { reasonUrl } = linksFor("left");

    const { html } = await post(reasonUrl, { reason: "price" });
    await post(reasonUrl, { reason: "other" });
    await shop.drain();

    expect(html).toContain(surveyWords.en.thanks);
    expect(await answersOf("left")).toMatchObject([{ kind: "churn-reason-told", reason: "price", source: "page" }]);
    expect((await shop.profile("left")).attributes).toEqual({ churnReason: "price" });
  });

  it.each(["", "reason=", "reason=toString", "reason=<script>"])("refuses %j and asks again", async (body) => {
    const { response, html } = await post(linksFor("looks").reasonUrl, body);

    expect(response.status).toBe(400);
    expect(html).not.toContain("<script>");
    expect(await answersOf("looks")).toEqual([]);
  });
});

describe("a link that is not ours", () => {
  it.each(["GET", "POST"])("gets one page, the same as a person who is gone (%s)", async (method) => {
    const { surveyUrl, reasonUrl } = linksFor("looks");
    const unnamed = signLink({ keys: keys(), purpose: "survey", claims: claimsFor("looks") });
    const paths = [
      `${surveyUrl}x`,
      surveyUrl.slice(0, -3),
      linksFor("nobody").surveyUrl,
      linksFor("nobody").reasonUrl,
      surveyUrl.replace("/survey/", "/reason/"),
      reasonUrl.replace("/reason/", "/survey/"),
      `/survey/${unnamed}`,
      "/reason/x",
    ];

    const responses = await Promise.all(
      paths.map((path) =>
        app.request(path, { method, ...(method === "POST" && { body: "measure=csat&score=5&reason=price" }) }),
      ),
    );

    expect(new Set(await Promise.all(responses.map((response) => response.text()))).size).toBe(1);
    expect(responses.map(({ status }) => status)).toEqual(paths.map(() => 400));
    expect(await answersOf("looks")).toEqual([]);
    expect(await answersOf("nobody")).toEqual([]);
  });

  it.each(["HEAD", "PUT", "DELETE", "OPTIONS"])("does not know the method %s", async (method) => {
    const response = await app.request(linksFor("looks").surveyUrl, { method });

    expect(response.status).toBe(405);
    expect(response.headers.get("allow")).toBe("GET, POST");
  });
});
