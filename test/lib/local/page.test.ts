import { SendEmailCommand } from "@aws-sdk/client-sesv2";
import type { Hono } from "hono";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Campaign, SendStep } from "../../../lambdas/domain/campaign.ts";
import type { Reservation } from "../../../lambdas/domain/message.ts";
import { createCampaignStore } from "../../../lambdas/store/campaign-store.ts";
import { createMessageStore } from "../../../lambdas/store/message-store.ts";
import { createClockJump } from "../../../lib/local/clock-jump.ts";
import type { LoadFunction } from "../../../lib/local/function-host.ts";
import { createApp } from "../../../lib/local/page/app.ts";
import { personName } from "../../../lib/local/page/person-name.ts";
import { reasonSentence } from "../../../lib/local/page/reason-sentence.ts";
import { pageWords } from "../../../lib/local/page/words.ts";
import { type LocalRuntime, startRuntime } from "../../../lib/local/runtime.ts";
import { createVirtualClock } from "../../../lib/local/virtual-clock.ts";

const startAt = Date.UTC(2026, 0, 1, 12);
/** The functions have tests of their own; here the routes show that they are reached. */
const load: LoadFunction = async (entry) => () => async () => ({ statusCode: 202, body: entry });

let local: LocalRuntime;
let app: Hono;
let jump: ReturnType<typeof createClockJump>;
let filling: { readonly done: number; readonly of: number } | undefined;
const errors: Error[] = [];

beforeAll(async () => {
  local = await startRuntime({ clock: createVirtualClock({ startAt }), dueShards: 1, load });
  jump = createClockJump(local);
  app = createApp({ local, jump, filling: () => filling, onError: (error) => errors.push(error) });
}, 120_000);
afterAll(() => local.stop());

const reservation: Reservation = {
  messageKey: "abcdefghijklmnopqrstuvwxyz",
  campaignId: "dormant-wake-up",
  campaignVersion: 1,
  stepId: "hello",
  occurrence: "order-1",
  channel: "email",
  category: "promotion",
  status: "reserved",
  reservedAt: startAt,
  day: "2026-03-02",
  sendBy: startAt + 86_400_000,
  timeZone: "Asia/Shanghai",
  attempt: 1,
};

const send: Omit<SendStep, "id"> = {
  kind: "send",
  channels: ["email"],
  category: "promotion",
  obeysCaps: true,
  countsTowardCaps: true,
  whenCapped: "defer",
  whenClosed: "defer",
  sendWithinHours: 72,
};

const campaign: Campaign = {
  id: "dormant-wake-up",
  version: 1,
  trigger: { kind: "since-last-order", days: 180 },
  steps: [
    { ...send, id: "hello" },
    { kind: "wait", id: "pause", days: 14 },
    { ...send, id: "again" },
  ],
  policy: { priority: 5, expectedValue: 0, holdOutPercent: 0, leaveOnOrder: true },
};

/** A message that the stand-in accepted. */
const acceptMessage = async (html: string) => {
  const store = createMessageStore(local.runtime);
  const { MessageId: providerId = "" } = await local.runtime.ses().send(
    new SendEmailCommand({
      FromEmailAddress: "shop@example.com",
      Destination: { ToAddresses: ["ann@example.com"] },
      Content: { Simple: { Subject: { Data: "We <miss> you" }, Body: { Html: { Data: html }, Text: { Data: "Hi" } } } },
    }),
  );
  await store.claim({ customerId: "c/1", reservation, now: startAt, leaseUntil: startAt + 1 });
  const { messageKey } = reservation;
  const next = { status: "accepted", providerId, submittedAt: startAt } as const;
  await store.settle({ customerId: "c/1", messageKey, expected: { statuses: ["submitting"] }, next, now: startAt });
};

const get = async (path: string, headers: Record<string, string> = {}) => {
  const response = await app.request(`http://127.0.0.1:4000${path}`, { headers });
  return { status: response.status, headers: response.headers, text: await response.text() };
};

describe("the status page", () => {
  test("of an empty shop says what to do next, in the language that is asked for", async () => {
    const english = await get("/");
    const chinese = await get("/", { "accept-language": "zh-CN,zh;q=0.9" });
    const toggled = await get("/?lang=en", { "accept-language": "zh-CN" });

    expect(english.text).toContain("No campaign is live");
    expect(english.text).toContain("No message yet");
    expect(chinese.text).toContain('<html lang="zh-CN">');
    expect(chinese.text).toContain("还没有消息");
    expect(toggled.text).toContain('<html lang="en">');
  });

  test("allows no foreign script, style or frame", async () => {
    const { headers } = await get("/");

    expect(headers.get("content-security-policy")).toMatch(/^default-src 'none'; style-src 'nonce-/);
  });

  test("lets a browser name the page's origin with its forms, which the server asks for", async () => {
    const page = await get("/");

    const headers = { host: "127.0.0.1:4000", origin: "http://127.0.0.1:4000" };
    const stopped = await app.request("http://127.0.0.1:4000/clock/stop", { method: "POST", headers });

    expect(page.headers.get("referrer-policy")).toBe("same-origin");
    expect(stopped.status).toBe(303);
  });

  test.each([
    { who: "a rebound name", headers: { host: "shop.example" } },
    { who: "a page of another site", headers: { host: "127.0.0.1:4000", origin: "https://shop.example" } },
    { who: "another server on this machine", headers: { host: "127.0.0.1:4000", origin: "http://127.0.0.1:9999" } },
    { who: "a page without an origin", headers: { host: "127.0.0.1:4000", origin: "null" } },
  ])("refuses $who", async ({ headers }) => {
    const { status } = await get("/", headers);

    expect(status).toBe(403);
  });

  test("shows a message with its mail shut in a frame, and lists it with the reason", async () => {
    await createCampaignStore(local.runtime).saveDefinition(campaign);
    await acceptMessage('<head></head><p onclick="x()">Come back</p>');
    const key = reservation.messageKey;

    const list = await get("/?lang=en");
    const page = await get(`/messages/${encodeURIComponent("c/1")}/${key}?lang=en`);

    expect(list.text).toContain(`/messages/c%2F1/${key}`);
    expect(list.text).toContain("180 days without an order.");
    expect(list.text).toContain("Dormant wake-up");
    expect(list.text).toContain("Message 1 of 2");
    expect(list.text).toContain("1 Jan, 20:00 for the customer");
    expect(page.status).toBe(200);
    expect(page.text).toContain("We &lt;miss&gt; you");
    expect(page.text).toMatch(/<iframe title="As the customer sees it" sandbox="" srcdoc="&lt;head&gt;&lt;meta/);
    expect(page.headers.get("content-security-policy")).not.toContain("script-src");
  });

  test("answers an unknown page and an unknown message with a way back", async () => {
    const page = await get("/nowhere");
    const message = await get("/messages/nobody/nothing");

    expect([page.status, message.status]).toEqual([404, 404]);
    expect(page.text).toContain("Back to the overview");
  });

  test("moves the clock by the day that was asked for and refuses anything else", async () => {
    const post = (by: string) =>
      app.request("http://127.0.0.1:4000/clock", { method: "POST", body: new URLSearchParams({ by }) });

    const refused = await post("century");
    const moved = await post("day");
    await jump.finished();

    expect([refused.status, moved.status]).toEqual([400, 303]);
    expect(local.clock.now()).toBe(startAt + 86_400_000);
  });

  test("shows how far the filling of the shop is, and moves no clock meanwhile", async () => {
    filling = { done: 500, of: 2000 };

    const page = await get("/?lang=en");
    const state = JSON.parse((await get("/clock")).text);
    const body = new URLSearchParams({ by: "day" });
    const refused = await app.request("http://127.0.0.1:4000/clock?lang=en", { method: "POST", body });
    const shown = await refused.text();
    filling = undefined;

    expect(page.text).toContain("Reading the sample shop: 500 of 2000 events");
    expect(page.text).not.toContain("+1 week");
    expect(state).toEqual({ kind: "filling", done: 500, of: 2000, percent: 25 });
    expect(refused.status).toBe(409);
    expect(shown).toContain('href="/?lang=zh"');
  });

  test("passes the routes of the template on to their functions", async () => {
    const response = await app.request("http://127.0.0.1:4000/v1/track", { method: "POST", body: "{}" });

    expect(response.status).toBe(202);
    expect(await response.text()).toBe("lambdas/handlers/ingest.ts");
  });

  test("met no error on the way", () => {
    const met = errors.map(String);

    expect(met).toEqual([]);
  });
});

describe("the reason of a message", () => {
  const why = (stepId: string, silentDays?: number) =>
    reasonSentence(
      { message: { stepId, occurrence: "order-1" }, campaign, ...(silentDays !== undefined && { silentDays }) },
      pageWords.en,
    );

  test.each([
    { what: "the threshold of the first message", told: why("hello"), sentence: "180 days without an order." },
    {
      what: "the real silence where it is longer",
      told: why("hello", 342),
      sentence: "342 days without an order; this campaign starts at 180.",
    },
    {
      what: "the wait before a later message",
      told: why("again"),
      sentence: "14 days after the message before, and still no order.",
    },
  ])("names $what", ({ told, sentence }) => {
    const words = told;

    expect(words).toBe(sentence);
  });

  test("names the delivered order, also for a campaign without another message", () => {
    const trigger = { kind: "after-delivery", days: 1, assumedDeliveryDays: 5, freshnessDays: 14 } as const;
    const query = { message: { stepId: "hello", occurrence: "order-1" }, campaign: { ...campaign, trigger } };

    const sentences = [reasonSentence(query, pageWords.en), reasonSentence(query, pageWords.zh)];

    expect(sentences).toEqual(["1 day since order order-1 arrived.", "订单 order-1 已送达 1 天。"]);
  });
});

describe("a name", () => {
  test.each([
    { firstName: "静", lastName: "王", shown: "王静" },
    { firstName: "Ann", lastName: "Lee", shown: "Ann Lee" },
    { firstName: "Ann", shown: "Ann" },
    { shown: "" },
  ])("is written in the order of its script: $shown", ({ shown, ...traits }) => {
    const name = personName(traits);

    expect(name).toBe(shown);
  });
});
