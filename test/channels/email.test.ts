import { SendEmailCommand } from "@aws-sdk/client-sesv2";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { OutgoingEmail } from "../../lambdas/channels/channel-sender.ts";
import { createEmailSender } from "../../lambdas/channels/email.ts";
import type { Fault } from "../../lib/local/stand-ins/fault.ts";
import type { EmailEntry } from "../../lib/local/stand-ins/inbox.ts";
import type { StandIns } from "../../lib/local/stand-ins/start.ts";
import { defaultSes, hastyRuntime, noonStandIns, providerRuntime } from "../support/provider-clients.ts";

const email = (change: Partial<OutgoingEmail> = {}): OutgoingEmail => ({
  channel: "email",
  messageKey: "abcdefghijklmnopqrstuvwxyz",
  customerId: "客户 #1@shop",
  campaignId: "dormant",
  stepId: "gift",
  occurrence: "order:2026/7",
  to: "ada@example.com",
  from: "Tea Shop <shop@example.com>",
  replyTo: "help@example.com",
  subject: "We miss you",
  html: "<p>Hello</p>",
  text: "Hello",
  unsubscribeUrl: "https://shop.example.com/unsubscribe/token.signature",
  configurationSet: "rekindle",
  ...change,
});

let standIns: StandIns;
let before: { readonly calls: number; readonly accepted: number };

beforeAll(async () => {
  standIns = await noonStandIns();
});
afterAll(() => standIns.stop());
beforeEach(() => {
  standIns.scriptEmail([]);
  before = { calls: standIns.calls().email, accepted: standIns.inbox().length };
});

const calls = () => standIns.calls().email - before.calls;
const accepted = () => standIns.inbox().slice(before.accepted) as readonly EmailEntry[];

describe("the email sender", () => {
  it("hands over one recipient, both unsubscribe headers and tags in the allowed alphabet", async () => {
    const sender = createEmailSender(providerRuntime(standIns));

    const outcome = await sender.send(email());

    const [entry] = accepted();
    expect(outcome).toEqual({ kind: "accepted", providerId: entry?.providerId });
    expect(entry).toMatchObject({
      to: ["ada@example.com"],
      from: "Tea Shop <shop@example.com>",
      replyTo: ["help@example.com"],
      subject: "We miss you",
      html: "<p>Hello</p>",
      text: "Hello",
      configurationSet: "rekindle",
      headers: {
        "List-Unsubscribe": "<https://shop.example.com/unsubscribe/token.signature>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
      },
    });
    expect(entry?.tags).toMatchObject({ message_key: "abcdefghijklmnopqrstuvwxyz", campaign: "dormant", step: "gift" });
    expect(Object.values(entry?.tags ?? {}).join("")).toMatch(/^[A-Za-z0-9_-]+$/);
  });

  it.each<readonly [Fault, object, number]>([
    ["throttle-rate", { kind: "throttled", scope: "rate", reason: "TooManyRequests" }, 0],
    ["throttle-quota", { kind: "throttled", scope: "quota", reason: "TooManyRequests" }, 0],
    ["reject", { kind: "rejected", reason: "MessageRejected" }, 0],
    ["suspend", { kind: "account-stopped", reason: "AccountSuspended" }, 0],
    ["paused", { kind: "account-stopped", reason: "SendingPaused" }, 0],
    ["server-error", { kind: "unknown", reason: "InternalServiceError" }, 0],
    ["server-error-after-accept", { kind: "unknown", reason: "InternalServiceError" }, 1],
    ["drop", { kind: "unknown", reason: "ECONNRESET" }, 0],
    ["drop-after-accept", { kind: "unknown", reason: "ECONNRESET" }, 1],
  ])("calls once and knows what %s proves", async (fault, expected, acceptedCount) => {
    standIns.scriptEmail([fault]);
    const sender = createEmailSender(providerRuntime(standIns));

    const outcome = await sender.send(email());

    expect(outcome).toEqual(expected);
    expect(calls()).toBe(1);
    expect(accepted()).toHaveLength(acceptedCount);
  });

  it.each<readonly [Fault, number]>([
    ["hang", 0],
    ["hang-after-accept", 1],
  ])("does not know after %s", async (fault, acceptedCount) => {
    standIns.scriptEmail([fault]);
    const sender = createEmailSender(hastyRuntime(standIns));

    const outcome = await sender.send(email());

    expect(outcome).toEqual({ kind: "unknown", reason: "ETIMEDOUT" });
    expect(calls()).toBe(1);
    expect(accepted()).toHaveLength(acceptedCount);
  });

  it("would be sent twice by a client that retries by itself", async () => {
    standIns.scriptEmail(["drop-after-accept"]);
    const client = defaultSes(standIns);

    await client.send(
      new SendEmailCommand({
        FromEmailAddress: "shop@example.com",
        Destination: { ToAddresses: ["ada@example.com"] },
        Content: { Simple: { Subject: { Data: "Hello" }, Body: { Text: { Data: "Hello" } } } },
      }),
    );

    expect(accepted()).toHaveLength(2);
  });

  it("knows that nothing left when SES cannot be reached", async () => {
    const gone = await noonStandIns();
    await gone.stop();
    const sender = createEmailSender(providerRuntime(gone));

    const outcome = await sender.send(email());

    expect(outcome).toEqual({ kind: "throttled", scope: "rate", reason: "ECONNREFUSED" });
  });

  it("cannot be made to write a header of its own", async () => {
    const sender = createEmailSender(providerRuntime(standIns));

    await sender.send(
      email({
        subject: "Hello\r\nBcc: eve@example.com\u2028",
        from: "Shop\n <shop@example.com>",
        unsubscribeUrl: "https://shop.example.com/unsubscribe/a>\r\nX-Evil: 1",
      }),
    );

    const [entry] = accepted();
    expect(entry?.subject).toBe("Hello Bcc: eve@example.com");
    expect(entry?.from).toBe("Shop <shop@example.com>");
    expect(entry?.headers["List-Unsubscribe"]).toMatch(/^<[^<>\r\n]+>$/);
  });

  it.each([
    "",
    "ada",
    "ada@example.com,eve@example.com",
    "ada@example.com\r\nBcc: eve@example.com",
    "Ada <a@b.example>",
  ])("never calls for %j, which is not one address", async (to) => {
    const sender = createEmailSender(providerRuntime(standIns));

    const outcome = await sender.send(email({ to }));

    expect(outcome).toEqual({ kind: "rejected", reason: "invalid-address" });
    expect(calls()).toBe(0);
  });
});
