import { SendEmailCommand } from "@aws-sdk/client-sesv2";
import { PublishCommand } from "@aws-sdk/client-sns";
import type { Hono } from "hono";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createClockJump } from "../../../lib/local/clock-jump.ts";
import { createApp } from "../../../lib/local/console/app.ts";
import type { LoadFunction } from "../../../lib/local/function-host.ts";
import { type LocalRuntime, startRuntime } from "../../../lib/local/runtime.ts";
import { createVirtualClock } from "../../../lib/local/virtual-clock.ts";

const startAt = Date.UTC(2026, 0, 1, 12);
const dayMs = 86_400_000;
/** The functions have tests of their own. */
const load: LoadFunction = async (entry) => () => async () => ({ statusCode: 202, body: entry });

let local: LocalRuntime;
let app: Hono;
let jump: ReturnType<typeof createClockJump>;
let filling: { readonly done: number; readonly of: number } | undefined;

beforeAll(async () => {
  local = await startRuntime({ clock: createVirtualClock({ startAt }), dueShards: 1, load });
  jump = createClockJump(local);
  const directory = import.meta.dirname;
  app = createApp({
    local,
    jump,
    directory,
    filling: () => filling,
    onError: (error) => expect.unreachable(String(error)),
  });
  await send("ann@example.com", "We miss you");
  await local.runtime
    .sns()
    .send(new PublishCommand({ PhoneNumber: "+447700900001", Message: "Tea? http://127.0.0.1:4000/u/tok" }));
  await send("bob@example.com", "Your tea runs low");
}, 120_000);
afterAll(() => local.stop());

const html =
  '<p>Hello</p><a href="http://127.0.0.1:4000/preferences/t?a=1&amp;b=2">Choose</a> <a href="https://shop.example/tea">Tea</a>';
const send = (to: string, subject: string) =>
  local.runtime.ses().send(
    new SendEmailCommand({
      FromEmailAddress: "shop@example.com",
      Destination: { ToAddresses: [to] },
      Content: {
        Simple: {
          Subject: { Data: subject },
          Body: { Html: { Data: html }, Text: { Data: "Hello. Stop: http://127.0.0.1:4000/unsubscribe/t." } },
        },
      },
    }),
  );

interface Answer {
  // biome-ignore lint/suspicious/noExplicitAny: what a test expects of an answer says what it is.
  readonly [name: string]: any;
}
const ask = async (path: string, init?: RequestInit): Promise<{ readonly status: number; readonly body: Answer }> => {
  const answer = await app.request(`http://localhost:4000/local${path}`, init);
  return { status: answer.status, body: (await answer.json()) as Answer };
};
const move = (by: unknown) =>
  ask("/clock", { method: "POST", body: JSON.stringify({ by }), headers: { "content-type": "application/json" } });

describe("the inbox", () => {
  it("shows what customers received, the newest first, a page at a time", async () => {
    const first = await ask("/inbox?limit=2");
    const second = await ask(`/inbox?limit=2&cursor=${first.body.cursor}`);

    const titles = [...first.body.entries, ...second.body.entries].map(({ title }) => title);
    expect(titles).toEqual(["Your tea runs low", "Tea? http://127.0.0.1:4000/u/tok", "We miss you"]);
    expect(first.body.counts).toEqual({ email: 2, sms: 1, push: 0 });
    expect(second.body.cursor).toBeUndefined();
  });

  it("finds what went to an address, or by one channel", async () => {
    const toAnn = await ask("/inbox?search=ANN@");
    const texts = await ask("/inbox?channel=sms");

    expect(toAnn.body.entries).toMatchObject([{ to: "ann@example.com" }]);
    expect(texts.body.entries).toMatchObject([{ channel: "sms", to: "+447700900001" }]);
  });

  it("shows a message whole, and where its links lead", async () => {
    const [entry] = (await ask("/inbox?search=ann")).body.entries;

    const { body } = await ask(`/inbox/${encodeURIComponent(entry.id)}`);

    expect(body).toMatchObject({ from: "shop@example.com", html, title: "We miss you" });
    expect(body.links).toEqual([
      { kind: "unsubscribe", url: "http://127.0.0.1:4000/unsubscribe/t" },
      { kind: "preferences", url: "http://127.0.0.1:4000/preferences/t?a=1&b=2" },
      { kind: "other", url: "https://shop.example/tea" },
    ]);
    expect((await ask("/inbox/unknown")).status).toBe(404);
  });
});

describe("the clock", () => {
  it("moves by the step that was asked for, and by nothing else", async () => {
    const refused = await move("year");
    const moved = await move("day");
    await jump.finished();

    expect(refused.status).toBe(400);
    expect(refused.body.problems[0].allowed).toBe("hour, day, week, month");
    expect(moved.status).toBe(202);
    expect((await ask("/clock")).body).toEqual({
      now: new Date(startAt + dayMs).toISOString(),
      ...{ state: "none", percent: 0, sent: { email: 2, sms: 1, push: 0 } },
    });
  });

  it("waits while the shop is being filled, and says how far that is", async () => {
    filling = { done: 25, of: 100 };
    const shown = await ask("/clock");
    const moved = await move("hour");
    filling = undefined;

    expect(shown.body).toMatchObject({ state: "filling", percent: 25 });
    expect(moved.status).toBe(409);
  });
});

describe("whoever asks from elsewhere", () => {
  it.each([
    ["another site's script", { origin: "https://elsewhere.example" }],
    ["a name that was bound to this machine", { host: "elsewhere.example" }],
  ])("is refused: %s", async (_, headers) => {
    const answer = await app.request("http://localhost:4000/local/inbox", { headers });

    expect(answer.status).toBe(403);
  });
});
