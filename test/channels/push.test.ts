import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { OutgoingPush } from "../../lambdas/channels/channel-sender.ts";
import { createPushSender } from "../../lambdas/channels/push.ts";
import { registerEndpoint } from "../../lambdas/channels/register-endpoint.ts";
import type { Fault } from "../../lib/local/stand-ins/fault.ts";
import type { PushEntry } from "../../lib/local/stand-ins/inbox.ts";
import type { StandIns } from "../../lib/local/stand-ins/start.ts";
import { hastyRuntime, noon, noonStandIns } from "../support/provider-clients.ts";

const apns = "arn:aws:sns:us-east-1:000000000000:app/APNS/shop";
const fcm = "arn:aws:sns:us-east-1:000000000000:app/GCM/shop";

let standIns: StandIns;
let providers: ReturnType<typeof hastyRuntime>;
let before: { readonly calls: number; readonly accepted: number };
let gone: string[];

beforeAll(async () => {
  standIns = await noonStandIns();
  providers = hastyRuntime(standIns);
});
afterAll(() => standIns.stop());
beforeEach(() => {
  standIns.scriptPush([]);
  before = { calls: standIns.calls().push, accepted: standIns.inbox().length };
  gone = [];
});

let tokens = 0;
const endpointOf = async (application = fcm): Promise<string> => {
  tokens += 1;
  const device = { application, token: `abcdef${String(tokens).padStart(26, "0")}`, customerId: "customer-1" };
  const result = await registerEndpoint(providers.sns(), device);
  if (result.kind !== "registered") throw new Error(JSON.stringify(result));
  return result.endpoint;
};

const pushTo = (to: string, change: Partial<OutgoingPush> = {}): OutgoingPush => ({
  channel: "push",
  messageKey: "abcdefghijklmnopqrstuvwxyz",
  customerId: "customer-1",
  campaignId: "repurchase",
  stepId: "remind",
  occurrence: "order-1",
  sendBy: noon + 3_600_000,
  to,
  others: [],
  title: "Your tea runs low",
  body: "It lasts about three more days. “Order again”?",
  link: "https://shop.example/tea",
  preferencesUrl: "https://shop.example/preferences/token",
  ...change,
});

const clock = { now: () => noon };
const sender = () =>
  createPushSender({
    sns: providers.sns,
    clock,
    onGone: async ({ endpoint }) => {
      gone.push(endpoint);
    },
  });
const calls = () => standIns.calls().push - before.calls;
const arrived = () => standIns.inbox().slice(before.accepted) as readonly PushEntry[];

describe("a push", () => {
  it("reaches an Android phone by FCM's v1 payload, with what the app needs to report it, and not past the deadline", async () => {
    const endpoint = await endpointOf();

    const outcome = await sender().send(pushTo(endpoint));

    expect(outcome).toEqual({ kind: "accepted", providerId: arrived()[0]?.providerId });
    expect(arrived()).toMatchObject([
      {
        to: [endpoint],
        title: "Your tea runs low",
        body: "It lasts about three more days. “Order again”?",
        data: {
          messageKey: "abcdefghijklmnopqrstuvwxyz",
          campaignId: "repurchase",
          link: "https://shop.example/tea",
          preferencesUrl: "https://shop.example/preferences/token",
        },
        attributes: { "AWS.SNS.MOBILE.FCM.TTL": "3600" },
      },
    ]);
  });

  it("reaches an iPhone by APNs, the words in the alert and the data beside it", async () => {
    await sender().send(pushTo(await endpointOf(apns)));

    expect(arrived()).toMatchObject([
      {
        title: "Your tea runs low",
        data: { messageKey: "abcdefghijklmnopqrstuvwxyz" },
        attributes: { "AWS.SNS.MOBILE.APNS.TTL": "3600", "AWS.SNS.MOBILE.APNS.PUSH_TYPE": "alert" },
      },
    ]);
  });

  it("fits into four kilobytes with the longest words there may be", async () => {
    const longest = {
      title: "茶".repeat(100),
      body: "茶".repeat(500),
      link: `https://shop.example/${"x".repeat(470)}`,
    };

    const outcomes = [
      await sender().send(pushTo(await endpointOf(apns), longest)),
      await sender().send(pushTo(await endpointOf(fcm), longest)),
    ];

    expect(outcomes).toMatchObject([{ kind: "accepted" }, { kind: "accepted" }]);
  });
});

describe("what SNS answers", () => {
  it.each<[Fault, object]>([
    ["throttle-rate", { kind: "throttled", scope: "rate" }],
    ["reject", { kind: "rejected", reason: "InvalidParameter" }],
    ["opted-out", { kind: "rejected", reason: "PlatformApplicationDisabled" }],
    ["suspend", { kind: "account-stopped" }],
    ["server-error", { kind: "unknown" }],
    ["server-error-after-accept", { kind: "unknown" }],
    ["hang", { kind: "unknown" }],
    ["hang-after-accept", { kind: "unknown" }],
    ["drop", { kind: "unknown" }],
    ["drop-after-accept", { kind: "unknown" }],
  ])("%s is %j, after one call, and no device is given up for it", async (fault, expected) => {
    const endpoint = await endpointOf();
    const other = await endpointOf();
    standIns.scriptPush([fault]);

    const outcome = await sender().send(pushTo(endpoint, { others: [other] }));

    expect(outcome).toMatchObject(expected);
    expect(calls()).toBe(1);
    expect(gone).toEqual([]);
  });

  it("that a device is disabled proves that nothing was accepted: the next newest is tried", async () => {
    const [newest, next, last] = [await endpointOf(), await endpointOf(apns), await endpointOf()];
    standIns.disableEndpoint(newest);

    const outcome = await sender().send(pushTo(newest, { others: [next, last] }));

    expect(outcome.kind).toBe("accepted");
    expect(arrived().map(({ to }) => to)).toEqual([[next]]);
    expect(gone).toEqual([newest]);
  });

  it("that every device is gone fails the message for good", async () => {
    const disabled = await endpointOf();
    const deleted = disabled.replace(/[^/]+$/, "00000000-0000-0000-0000-000000000000");
    standIns.disableEndpoint(disabled);

    const outcome = await sender().send(pushTo(disabled, { others: [deleted, "no-arn"] }));

    expect(outcome).toEqual({ kind: "rejected", reason: "endpoint-disabled" });
    expect(gone).toEqual([disabled, deleted, "no-arn"]);
  });

  it("is asked again by a patient sender for that one device alone: one that is gone is not called again", async () => {
    const [disabled, next] = [await endpointOf(), await endpointOf()];
    standIns.disableEndpoint(disabled);
    standIns.scriptPush(["accept", "throttle-rate", "throttle-rate"]);
    const waiting = createPushSender({
      sns: providers.sns,
      clock: { ...clock, pause: async () => {} },
      onGone: async ({ endpoint }) => {
        gone.push(endpoint);
      },
    });

    const outcome = await waiting.send(pushTo(disabled, { others: [next] }));

    expect(outcome.kind).toBe("accepted");
    expect(calls()).toBe(4);
    expect(gone).toEqual([disabled]);
  });

  it("is not asked of the next device once hours or consent say no", async () => {
    const [disabled, next] = [await endpointOf(), await endpointOf()];
    standIns.disableEndpoint(disabled);

    const outcome = await sender().send(pushTo(disabled, { others: [next] }), () => false);

    expect(outcome).toMatchObject({ kind: "throttled" });
    expect(calls()).toBe(1);
  });
});

describe("a registration", () => {
  const token = "fedcba9876543210fedcba9876543210";
  const register = (customerId: string, change: { application?: string; token?: string } = {}) =>
    registerEndpoint(providers.sns(), { application: apns, token, customerId, ...change });

  it("finds the same endpoint for the same token, as often as it comes", async () => {
    const first = await register("ada");
    const second = await register("ada");

    expect(first).toEqual({ kind: "registered", endpoint: expect.stringContaining(":endpoint/APNS/shop/") });
    expect(second).toEqual(first);
  });

  it("moves a device to the customer who signed in on it, and says whose it was", async () => {
    const first = await register("ada");
    const moved = await register("bob");

    expect(moved).toEqual({ ...first, formerOwner: "ada" });
    expect(await register("bob")).toEqual(first);
  });

  it("enables an endpoint again that was disabled", async () => {
    const first = await register("bob");
    const endpoint = first.kind === "registered" ? first.endpoint : "";
    standIns.disableEndpoint(endpoint);

    expect(await register("bob")).toEqual(first);
    expect(standIns.endpoint(endpoint)).toMatchObject({ enabled: true, token, userData: "rekindle:bob" });
  });

  it("tells what SNS refuses from what it left unanswered", async () => {
    expect(await register("bob", { token: "this is no token" })).toEqual({ kind: "refused" });
    for (const fault of ["throttle-rate", "server-error", "hang", "drop", "suspend"] as const) {
      standIns.scriptRegistration([fault]);
      expect(await register("bob")).toMatchObject({ kind: "failed" });
    }
  });

  it("never tells the token", async () => {
    standIns.scriptRegistration(["reject"]);

    expect(JSON.stringify(await register("bob"))).not.toContain(token);
  });
});
