import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { OutgoingSms } from "../../lambdas/channels/channel-sender.ts";
import { createSmsSender } from "../../lambdas/channels/sms.ts";
import type { Fault } from "../../lib/local/stand-ins/fault.ts";
import type { StandIns } from "../../lib/local/stand-ins/start.ts";
import { hastyRuntime, noon, noonStandIns, providerRuntime } from "../support/provider-clients.ts";

const sms = (change: Partial<OutgoingSms> = {}): OutgoingSms => ({
  channel: "sms",
  messageKey: "abcdefghijklmnopqrstuvwxyz",
  customerId: "customer-1",
  campaignId: "dormant",
  stepId: "gift",
  occurrence: "order-1",
  category: "promotion",
  sendBy: noon + 3_600_000,
  to: "+447700900123",
  text: "We miss you. 想念您 & <more>",
  senderId: "TeaShop",
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

const calls = () => standIns.calls().sms - before.calls;
const accepted = () => standIns.inbox().slice(before.accepted);

describe("the SMS sender", () => {
  it("publishes a promotional text with its sender and a price limit", async () => {
    const sender = createSmsSender(providerRuntime(standIns));

    const outcome = await sender.send(sms());

    const [entry] = accepted();
    expect(outcome).toEqual({ kind: "accepted", providerId: entry?.providerId });
    expect(entry).toMatchObject({
      to: ["+447700900123"],
      text: "We miss you. 想念您 & <more>",
      attributes: {
        "AWS.SNS.SMS.SMSType": "Promotional",
        "AWS.SNS.SMS.SenderID": "TeaShop",
        "AWS.SNS.SMS.MaxPrice": "0.5000",
      },
    });
  });

  it("leaves the origination to SNS when the shop names no sender", async () => {
    const sender = createSmsSender(providerRuntime(standIns));
    const { senderId, ...anonymous } = sms();

    await sender.send(anonymous);

    expect(senderId).toBe("TeaShop");
    expect(accepted()[0]).toMatchObject({
      attributes: { "AWS.SNS.SMS.SMSType": "Promotional", "AWS.SNS.SMS.MaxPrice": "0.5000" },
    });
  });

  it("sends one line", async () => {
    const sender = createSmsSender(providerRuntime(standIns));

    await sender.send(sms({ text: "One\r\ntwo\n" }));

    expect(accepted()[0]).toMatchObject({ text: "One two" });
  });

  it.each<readonly [Fault, object, number]>([
    ["throttle-rate", { kind: "throttled", scope: "rate", reason: "Throttled" }, 0],
    ["throttle-quota", { kind: "throttled", scope: "quota", reason: "Throttled" }, 0],
    ["reject", { kind: "rejected", reason: "InvalidParameter", suppress: "hard-bounce" }, 0],
    ["opted-out", { kind: "rejected", reason: "OptedOut", suppress: "stop" }, 0],
    ["suspend", { kind: "account-stopped", reason: "AuthorizationError" }, 0],
    ["server-error", { kind: "unknown", reason: "InternalError" }, 0],
    ["server-error-after-accept", { kind: "unknown", reason: "InternalError" }, 1],
    ["drop-after-accept", { kind: "unknown", reason: "ECONNRESET" }, 1],
  ])("calls once and knows what %s proves", async (fault, expected, acceptedCount) => {
    standIns.scriptSms([fault]);
    const sender = createSmsSender(providerRuntime(standIns));

    const outcome = await sender.send(sms());

    expect(outcome).toEqual(expected);
    expect(calls()).toBe(1);
    expect(accepted()).toHaveLength(acceptedCount);
  });

  it("does not know after silence", async () => {
    standIns.scriptSms(["hang-after-accept"]);
    const sender = createSmsSender(hastyRuntime(standIns));

    const outcome = await sender.send(sms());

    expect(outcome).toEqual({ kind: "unknown", reason: "ETIMEDOUT" });
    expect(calls()).toBe(1);
  });

  it("suppresses a number that is none", async () => {
    const sender = createSmsSender(providerRuntime(standIns));

    const outcome = await sender.send(sms({ to: "12" }));

    expect(outcome).toMatchObject({ kind: "rejected", suppress: "hard-bounce" });
    expect(accepted()).toHaveLength(0);
  });
});
