import { SendEmailCommand } from "@aws-sdk/client-sesv2";
import type { Hono } from "hono";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Reservation } from "../../../lambdas/domain/message.ts";
import { createMessageStore } from "../../../lambdas/store/message-store.ts";
import { createClockJump } from "../../../lib/local/clock-jump.ts";
import type { LoadFunction } from "../../../lib/local/function-host.ts";
import { createApp } from "../../../lib/local/page/app.ts";
import { type LocalRuntime, startRuntime } from "../../../lib/local/runtime.ts";
import { createVirtualClock } from "../../../lib/local/virtual-clock.ts";

const startAt = Date.UTC(2026, 0, 1, 12);
/** The functions have tests of their own; here the routes show that they are reached. */
const load: LoadFunction = async (entry) => () => async () => ({ statusCode: 202, body: entry });

let local: LocalRuntime;
let app: Hono;
let jump: ReturnType<typeof createClockJump>;
const errors: Error[] = [];

beforeAll(async () => {
  local = await startRuntime({ clock: createVirtualClock({ startAt }), dueShards: 1, load });
  jump = createClockJump(local);
  app = createApp({ local, jump, onError: (error) => errors.push(error) });
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
  timeZone: "UTC",
  attempt: 1,
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
    await acceptMessage('<head></head><p onclick="x()">Come back</p>');
    const key = reservation.messageKey;

    const list = await get("/?lang=en");
    const page = await get(`/messages/${encodeURIComponent("c/1")}/${key}?lang=en`);

    expect(list.text).toContain(`/messages/c%2F1/${key}`);
    expect(list.text).toContain("Decided by an earlier version of the campaign.");
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
