import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { OutgoingSms } from "../../lambdas/channels/channel-sender.ts";
import { createEndUserMessagingSender } from "../../lambdas/channels/end-user-messaging.ts";
import { referenceOf } from "../../lambdas/domain/message-tags.ts";
import type { Fault } from "../../lib/local/stand-ins/fault.ts";
import type { StandIns } from "../../lib/local/stand-ins/start.ts";
import { hastyRuntime, noon, noonStandIns, providerRuntime } from "../support/provider-clients.ts";

const origination = "arn:aws:sms-voice:us-east-1:000000000000:pool/pool-1";

const sms = (change: Partial<OutgoingSms> = {}): OutgoingSms => ({
  channel: "sms",
  messageKey: "abcdefghijklmnopqrstuvwxyz",
  customerId: "客户-1",
  campaignId: "dormant",
  stepId: "gift",
  occurrence: "order 7",
  category: "promotion",
  sendBy: noon + 3_600_000,
  to: "+447700900123",
  text: "We miss you. 想念您",
  maxPriceUsd: 0.5,
  ...change,
});

let standIns: StandIns;
let before: { readonly calls: number; readonly accepted: number };

beforeAll(async () => {
  standIns = await noonStandIns();
});
afterAll(() => standIns.stop());
beforeEach(() => {
  standIns.scriptSms([]);
  before = { calls: standIns.calls().sms, accepted: standIns.inbox().length };
});

const senderOf = (clients: Pick<ReturnType<typeof providerRuntime>, "endUserMessaging">) =>
  createEndUserMessagingSender({
    ...clients,
    environment: { SMS_CONFIGURATION_SET: "shop-sms", SMS_ORIGINATION: origination },
    clock: { now: () => noon },
  });
const calls = () => standIns.calls().sms - before.calls;
const accepted = () => standIns.inbox().slice(before.accepted);

describe("the sender through End User Messaging", () => {
  it("submits a promotional text with its set, origination, price limit and time to live", async () => {
    const outcome = await senderOf(providerRuntime(standIns)).send(sms());

    const [entry] = accepted();
    expect(outcome).toEqual({ kind: "accepted", providerId: entry?.providerId });
    expect(entry).toMatchObject({
      to: ["+447700900123"],
      text: "We miss you. 想念您",
      attributes: {
        OriginationIdentity: origination,
        ConfigurationSetName: "shop-sms",
        MessageType: "PROMOTIONAL",
        MaxPrice: "0.5000",
        TimeToLive: "3600",
      },
    });
  });

  it("says which message it is, in a context that comes back in every event", async () => {
    await senderOf(providerRuntime(standIns)).send(sms());

    const [entry] = accepted();
    const context = entry?.channel === "sms" ? (entry.context ?? {}) : {};
    const tags = Object.fromEntries(Object.entries(context).map(([name, value]) => [name, [value]]));
    expect(referenceOf(tags, "sms")).toEqual({
      customerId: "客户-1",
      message: {
        messageKey: "abcdefghijklmnopqrstuvwxyz",
        campaignId: "dormant",
        stepId: "gift",
        occurrence: "order 7",
        channel: "sms",
      },
    });
  });

  it("fits the longest ids into the five entries of 800 characters that the service takes", async () => {
    const longest = sms({ customerId: "😀".repeat(64), occurrence: "客".repeat(128) });

    const outcome = await senderOf(providerRuntime(standIns)).send(longest);

    expect(outcome).toMatchObject({ kind: "accepted" });
  });

  it.each([
    ["transactional", "TRANSACTIONAL"],
    ["service", "PROMOTIONAL"],
    ["care", "PROMOTIONAL"],
  ] as const)("calls a %s text %s", async (category, type) => {
    await senderOf(providerRuntime(standIns)).send(sms({ category }));

    expect(accepted()[0]).toMatchObject({ attributes: { MessageType: type } });
  });

  it.each([
    [noon + 90_000, "90"],
    [noon + 1, "5"],
    [noon + 9 * 86_400_000, "259200"],
  ])("lets no text live longer than its deadline, within what the service takes (%i)", async (sendBy, seconds) => {
    await senderOf(providerRuntime(standIns)).send(sms({ sendBy }));

    expect(accepted()[0]).toMatchObject({ attributes: { TimeToLive: seconds } });
  });

  it("has everything checked and nothing sent in a dry run", async () => {
    const outcome = await senderOf(providerRuntime(standIns)).send(sms({ dryRun: true }));

    expect(outcome).toMatchObject({ kind: "accepted" });
    expect(calls()).toBe(1);
    expect(accepted()).toEqual([]);
  });

  it.each<readonly [Fault, object, number]>([
    ["throttle-rate", { kind: "throttled", scope: "rate", reason: "Throttling" }, 0],
    ["throttle-quota", { kind: "throttled", scope: "quota", reason: "MONTHLY_SPEND_LIMIT_REACHED_FOR_TEXT" }, 0],
    ["reject", { kind: "rejected", reason: "DESTINATION_COUNTRY_BLOCKED_BY_PROTECT_CONFIGURATION" }, 0],
    ["opted-out", { kind: "rejected", reason: "DESTINATION_PHONE_NUMBER_OPTED_OUT", suppress: "stop" }, 0],
    ["suspend", { kind: "account-stopped", reason: "ACCOUNT_DISABLED" }, 0],
    ["server-error", { kind: "unknown", reason: "InternalServer" }, 0],
    ["server-error-after-accept", { kind: "unknown", reason: "InternalServer" }, 1],
    ["drop-after-accept", { kind: "unknown", reason: "ECONNRESET" }, 1],
  ])("calls once and knows what %s proves", async (fault, expected, acceptedCount) => {
    standIns.scriptSms([fault]);

    const outcome = await senderOf(providerRuntime(standIns)).send(sms());

    expect(outcome).toEqual(expected);
    expect(calls()).toBe(1);
    expect(accepted()).toHaveLength(acceptedCount);
  });

  it("does not know after silence", async () => {
    standIns.scriptSms(["hang-after-accept"]);

    const outcome = await senderOf(hastyRuntime(standIns)).send(sms());

    expect(outcome).toMatchObject({ kind: "unknown" });
    expect(calls()).toBe(1);
    expect(accepted()).toHaveLength(1);
  });

  it("suppresses a number that is none", async () => {
    const outcome = await senderOf(providerRuntime(standIns)).send(sms({ to: "12" }));

    expect(outcome).toMatchObject({ kind: "rejected", suppress: "hard-bounce" });
    expect(accepted()).toEqual([]);
  });
});
