import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { CustomerEvent } from "../../lambdas/domain/event.ts";
import { createIngestApp } from "../../lambdas/handlers/ingest.ts";
import type { LogFields, Logger } from "../../lambdas/shared/logger.ts";
import { createEventStore } from "../../lambdas/store/event-store.ts";
import { createMessageStore } from "../../lambdas/store/message-store.ts";
import { type StandIns, startStandIns } from "../../lib/local/stand-ins/start.ts";
import { aReservation } from "../support/factories.ts";
import { openIngest, type SendMessage, tokenOf } from "../support/phone.ts";
import { hastyRuntime } from "../support/provider-clients.ts";
import { startTables, type Tables } from "../support/tables.ts";

let tables: Tables;
let standIns: StandIns;
let logged: string;
let send: SendMessage;

const runtimeOf = () => {
  const note = (message: string, fields?: LogFields) => {
    logged += `${message} ${JSON.stringify(fields)}\n`;
  };
  const logger: Logger = { debug: note, info: note, warn: note, error: note };
  return tables.runtime({ ...hastyRuntime(standIns), logger });
};

beforeAll(async () => {
  tables = await startTables();
  standIns = await startStandIns({ clock: tables.clock });
  send = await openIngest(runtimeOf());
});
afterAll(async () => {
  await standIns.stop();
  await tables.stop();
});
beforeEach(() => {
  standIns.scriptRegistration([]);
  logged = "";
});

const eventsOf = async (customerId: string): Promise<readonly CustomerEvent[]> =>
  (await createEventStore(tables.runtime()).list({ customerId, limit: 50 })).events;

const device = (name: string, type: unknown = "android", token: unknown = tokenOf(name)) => ({
  context: { device: { token, type } },
});

const identify = (userId: string, more: object) => ({
  type: "identify",
  userId,
  traits: { firstName: "Ada" },
  ...more,
});

describe("a device", () => {
  it("is registered by an identify, and its token is kept nowhere", async () => {
    const answer = await send(identify("signs-in", device("signs-in")));

    const events = await eventsOf("signs-in");
    expect(answer).toMatchObject({ status: 200, accepted: 1 });
    expect(answer.notes).toBeUndefined();
    expect(events.map(({ kind }) => kind)).toEqual(["identified", "device-registered"]);
    expect(events).toContainEqual(
      expect.objectContaining({
        kind: "device-registered",
        platform: "fcm",
        endpoint: expect.stringContaining("/GCM/"),
      }),
    );
    expect(JSON.stringify(events) + logged).not.toContain(tokenOf("signs-in"));
  });

  it.each(["Application Installed", "Application Opened", "application_updated", "Device Registered"])(
    "is registered by the event %s",
    async (event) => {
      const userId = `starts ${event}`;
      await send({ type: "track", userId, event, ...device(userId, "iOS", "ab".repeat(32)) });

      expect(await eventsOf(userId)).toContainEqual(
        expect.objectContaining({ kind: "device-registered", platform: "apns" }),
      );
    },
  );

  it("is passed over in every other event, which mobile clients send it with", async () => {
    await send({
      type: "track",
      userId: "looks",
      event: "Product Viewed",
      properties: { product_id: "tea" },
      ...device("looks"),
    });

    expect((await eventsOf("looks")).map(({ kind }) => kind)).toEqual(["product-viewed"]);
  });

  it("moves to the customer who signs in on it: the one before loses it", async () => {
    await send(identify("first-owner", device("shared")));
    await send(identify("second-owner", device("shared")));

    const [lost] = (await eventsOf("first-owner")).filter(({ kind }) => kind === "device-removed");
    const [won] = (await eventsOf("second-owner")).filter(({ kind }) => kind === "device-registered");
    expect(lost).toMatchObject({ endpoint: won?.kind === "device-registered" ? won.endpoint : "" });
  });

  it.each([
    ["a kind of device that push does not reach", device("watch", "watchos"), "is no kind of device"],
    ["no token at all", device("blank", "android", "not a token"), "is no push token"],
    ["a token of another make", device("other", "ios", "zz:not-hexadecimal-0123456789"), "SNS refuses it"],
  ])("is left out with a note when it is %s; the rest of the message is kept", async (_, more, problem) => {
    const userId = `wrong-${problem.replaceAll(" ", "-")}`;

    const answer = await send(identify(userId, more));

    expect(answer).toMatchObject({ status: 200, accepted: 1, notes: [{ problem: expect.stringContaining(problem) }] });
    expect((await eventsOf(userId)).map(({ kind }) => kind)).toEqual(["identified"]);
  });

  it.each(["throttle-rate", "server-error", "hang", "drop", "suspend"] as const)(
    "is left for later when SNS answers %s; the rest of the call is stored",
    async (fault) => {
      const userId = `sns-${fault}`;
      standIns.scriptRegistration([fault]);

      const answer = await send(identify(userId, device(userId)));

      expect(answer).toMatchObject({
        status: 200,
        accepted: 1,
        notes: [{ problem: expect.stringContaining("this time") }],
      });
      expect((await eventsOf(userId)).map(({ kind }) => kind)).toEqual(["identified"]);
      expect(logged).not.toContain(tokenOf(userId));
    },
  );

  it("stays away from SNS in a shop without an app", async () => {
    const runtime = runtimeOf();
    const { PUSH_APNS_APPLICATION: _a, PUSH_FCM_APPLICATION: _f, ...environment } = runtime.environment;
    const sendWithout = await openIngest({ ...runtime, environment, sns: () => expect.unreachable() });

    const answer = await sendWithout(identify("no-app", { ...device("no-app"), messageId: "no-app" }));

    expect(answer).toMatchObject({ status: 200, notes: [{ problem: expect.stringContaining("no application") }] });
  });

  it("is one event, however often the same message comes", async () => {
    const message = { ...identify("repeats", device("repeats")), messageId: "the-same" };
    await send(message);
    tables.clock.advance(60_000);
    await send(message);

    expect((await eventsOf("repeats")).filter(({ kind }) => kind === "device-registered")).toHaveLength(1);
  });
});

describe("what an app reports of a push", () => {
  const messageKey = "p".repeat(26);
  const open = (userId: string, event: string, key: unknown = messageKey) =>
    send({ type: "track", userId, event, properties: { messageKey: key } });

  beforeAll(async () => {
    const now = tables.clock.now();
    const messages = createMessageStore(tables.runtime());
    const claim = (customerId: string, channel: "push" | "email") =>
      messages.claim({ customerId, reservation: aReservation({ messageKey, channel }), now, leaseUntil: now + 1 });
    await Promise.all([
      claim("taps", "push"),
      claim("opens", "push"),
      claim("receives", "push"),
      claim("mailed", "email"),
    ]);
  });

  it.each([
    ["taps", "Push Notification Tapped", "message-clicked"],
    ["opens", "Push Opened", "message-opened"],
    ["receives", "Push Notification Received", "message-delivered"],
  ])("becomes an event about the message, once (%s)", async (userId, event, kind) => {
    await open(userId, event);
    await open(userId, event);

    const reference = {
      messageKey,
      campaignId: "dormant-wake-up",
      stepId: "gift",
      occurrence: "order-1001",
      channel: "push",
    };
    expect(await eventsOf(userId)).toMatchObject([{ kind, message: reference }]);
  });

  it.each([
    ["a message of somebody else", "stranger", messageKey],
    ["an email", "mailed", messageKey],
  ])("is kept under its own name when its key is of %s", async (_, userId, key) => {
    const answer = await open(userId, "Push Opened", key);

    expect(answer.notes).toMatchObject([{ problem: "names no push message to this customer" }]);
    expect(await eventsOf(userId)).toMatchObject([{ kind: "custom", name: "Push Opened" }]);
  });

  it("is the shop's own event without a key of ours", async () => {
    for (const key of [undefined, "", 7, "not-ours", { $ne: 1 }]) await open("other-vendor", "Push Opened", key);

    expect((await eventsOf("other-vendor")).map(({ kind }) => kind)).toEqual(Array(5).fill("custom"));
  });
});

it("the app answers 503 when the reported message cannot be looked up, so that the client sends it again", async () => {
  const runtime = runtimeOf();
  const broken = createIngestApp({
    ...runtime,
    environment: { ...runtime.environment, MESSAGES_TABLE: "no-such-table" },
  });
  const headers = { authorization: `Basic ${Buffer.from("key-of-the-app:").toString("base64")}` };
  const body = { type: "track", userId: "taps", event: "Push Opened", properties: { messageKey: "p".repeat(26) } };

  const response = await broken.request("/v1/track", { method: "POST", headers, body: JSON.stringify(body) });

  expect(response.status).toBe(503);
});
