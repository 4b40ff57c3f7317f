// What a customer finds behind the links of a text: their preferences, the opt-out, a survey, and why they stayed away. On a phone
// and on a desk, in both languages, by day and by night, with no script and no barrier.
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createLinkKeys } from "../../lambdas/shared/link-secret.ts";
import { shortLinksOf } from "../../lambdas/shared/short-link.ts";
import { createCustomerStore } from "../../lambdas/store/customer-store.ts";
import { createMessageStore } from "../../lambdas/store/message-store.ts";
import { expectNoBarriers, launchBrowser } from "../support/browser.ts";
import { type Person, type Story, startStory } from "../support/story.ts";

let story: Story;
let browser: Browser;
let server: ReturnType<typeof createAdaptorServer>;
let shopUrl = "";

beforeAll(async () => {
  story = await startStory({
    playbooks: ["satisfaction-survey", "post-delivery-care"],
    startsAt: "2026-03-02 10:00",
    settings: { importing: { settleMinutes: 0 } },
  });
  server = createAdaptorServer({
    fetch: async (request) => (await story.local.dispatch(request)) ?? new Response("nothing is here", { status: 404 }),
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  shopUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  server.close();
  await story.stop();
});

interface Look {
  readonly width?: number;
  readonly scheme?: "light" | "dark";
}

/** A page without scripts, as a mail program's own browser may be, at one of the addresses in a text. */
const open = async (path: string, { width = 390, scheme = "light" }: Look = {}): Promise<Page> => {
  const viewport = { width, height: 800 };
  const context = await browser.newContext({ baseURL: shopUrl, viewport, colorScheme: scheme, bypassCSP: true });
  context.setDefaultTimeout(15_000);
  const page = await context.newPage();
  await page.goto(path);
  return page;
};

const pathIn = (text: string, letter: string): string =>
  new RegExp(`https?://[^/\\s]+(/${letter}/\\S+)`).exec(text)?.[1] ?? `no /${letter}/ in ${text}`;

/** Somebody who is asked by text how the last order was, a week after it came. */
const asked = async (name: string, language: "en" | "zh" = "en"): Promise<{ who: Person; survey: string }> => {
  const who = await story.person(name, { consents: ["sms"], traits: { language } });
  await who.does("Order Completed", { order_id: `O-${name}`, total: 40 });
  await who.does("Order Delivered", { order_id: `O-${name}` });
  await story.later({ days: 7, hours: 1 });
  const texts = await who.gets();
  const question = texts.find(({ step }) => step === "question");
  return { who, survey: pathIn(question?.text ?? "", "s") };
};

const cared = async (name: string): Promise<{ who: Person; preferences: string }> => {
  const who = await story.person(name, { consents: ["sms"] });
  await who.does("Order Completed", { order_id: `O-${name}`, total: 40 });
  await who.does("Order Delivered", { order_id: `O-${name}` });
  await story.later({ days: 5 });
  const [care] = await who.gets();
  return { who, preferences: pathIn(care?.text ?? "", "p") };
};

const fits = (page: Page): Promise<boolean> =>
  page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth);

const profileOf = async ({ id }: Person) => createCustomerStore(story.local.runtime).loadOne(id, { consistent: true });

describe("a customer who got a text", () => {
  it("chooses less instead of nothing, and finds it chosen the next time", async () => {
    const { who, preferences } = await cared("Ann");
    const page = await open(preferences);

    await page.getByRole("group", { name: "Text messages" }).getByLabel("Offers and new things").uncheck();
    await page.getByLabel("One message a week").check();
    await page.getByRole("button", { name: "Save my choice" }).click();
    await page.getByRole("status").getByText("Your choice is saved.").waitFor();
    await story.local.drain();

    expect((await profileOf(who))?.frequency).toMatchObject({ perWeek: 1 });
    await page.goto(preferences);
    expect(await page.getByLabel("One message a week").isChecked()).toBe(true);
  });

  it("answers how it was in a few taps, from the keyboard too, and a second answer changes nothing", async () => {
    const { who, survey } = await asked("Ben");
    const page = await open(survey);
    await page.getByRole("heading", { level: 1, name: "Would you recommend us to a friend?" }).waitFor();

    await page.getByRole("radio", { name: "9", exact: true }).focus();
    await page.keyboard.press("Space");
    await page.getByRole("textbox", { name: "Would you like to tell us why?" }).fill("Quick, and well packed.");
    await page.getByRole("button", { name: "Send my answer" }).click();
    await page.getByRole("heading", { level: 1, name: "Thank you" }).waitFor();
    await page.goto(survey);
    await page.getByRole("radio", { name: /^0/ }).check();
    await page.getByRole("button", { name: "Send my answer" }).click();
    await page.getByRole("heading", { level: 1, name: "Thank you" }).waitFor();
    await story.local.drain();

    expect((await profileOf(who))?.attributes).toMatchObject({ npsScore: 9 });
  });

  it("is asked in Chinese when the text was Chinese, whatever the browser speaks", async () => {
    const { survey } = await asked("小林", "zh");
    const page = await open(survey);

    expect(await page.getAttribute("html", "lang")).toBe("zh");
    await page.getByRole("button", { name: "提交" }).click();
    // Without an answer the browser itself asks for one, and nothing is sent.
    expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe("您愿意把我们推荐给朋友吗？");
  });
});

describe("each page behind a text's links", () => {
  /** Links of a text that was really sent, in a language. */
  const linksIn = async (language: "en" | "zh"): Promise<readonly string[]> => {
    const { who } = await asked(`Cat-${language}`, language);
    const [message] = await createMessageStore(story.local.runtime).list(who.id);
    const { messageKey = "", category = "care" } = message ?? {};
    const keys = await createLinkKeys(story.local.runtime).current();
    const claims = { customerId: who.id, channel: "sms", topic: category, messageKey, language } as const;
    const links = shortLinksOf({ publicUrl: "", keys, claims });
    const { surveyUrl = "" } = links ?? {};
    return [...Object.values(links ?? {}), `${surveyUrl}?measure=nps&score=9`];
  };

  it.each([
    ["on a phone by day", "en", "light", 390],
    ["on a desk by night", "en", "dark", 1200],
    ["on a phone by night in Chinese", "zh", "dark", 390],
  ] as const)("has no barrier and fits %s", async (_where, language, scheme, width) => {
    for (const path of await linksIn(language)) {
      const page = await open(path, { scheme, width });
      await expectNoBarriers(page);
      expect(await fits(page), path).toBe(true);
      await page.context().close();
    }
  });

  it("says goodbye by one press, and leads on to what else could be chosen", async () => {
    const [optOut = ""] = await linksIn("en");
    const page = await open(optOut);

    await page.getByRole("button", { name: "Unsubscribe" }).click();
    await page.getByRole("heading", { level: 1, name: "You are unsubscribed" }).waitFor();
    await expectNoBarriers(page);
    await page.getByRole("link", { name: "Choose what else you get, where and how often" }).click();

    await page.getByRole("heading", { level: 1, name: "What would you like to get?" }).waitFor();
  });
});
