import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { settingsSchema } from "../../lambdas/domain/settings.ts";
import type { Metrics } from "../../lambdas/shared/metrics.ts";
import { silentMetrics } from "../../lambdas/shared/metrics.ts";
import { createCampaignStore } from "../../lambdas/store/campaign-store.ts";
import { createCustomerStore } from "../../lambdas/store/customer-store.ts";
import { createEventStore } from "../../lambdas/store/event-store.ts";
import { createMessageStore } from "../../lambdas/store/message-store.ts";
import { type LocalRuntime, startRuntime } from "../../lib/local/runtime.ts";
import { readWiring } from "../../lib/local/template.ts";
import { createVirtualClock } from "../../lib/local/virtual-clock.ts";
import { synthesize } from "../../lib/synthesize.ts";
import { dormantCampaign, sendStep } from "../support/campaigns.ts";
import { customerWith } from "../support/customer-with.ts";
import { wordsWith } from "../support/message-samples.ts";

// A shop whose texts go through End User Messaging, on the wiring of its own template: from the decision over the sender's
// own bundle entry, the wire, the events and the queue back to the message.
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const startAt = Date.parse("2026-03-02T10:00:00Z");
const settings = settingsSchema.parse({
  caps: [],
  quietHours: { default: "none" },
  importing: { settleMinutes: 0 },
});
const campaign = dormantCampaign({ steps: [sendStep({ channels: ["sms"] })] });

let local: LocalRuntime;
let doubts = 0;
let counter = 0;
let id = "";
let phone = "";

const metrics: Metrics = {
  ...silentMetrics,
  add: (name, value) => {
    if (name === "MessagesInDoubt") doubts += value;
  },
};

beforeAll(async () => {
  const { dataTemplate, engineTemplate, consoleTemplate } = synthesize({
    bundling: false,
    settings: { smsThrough: "end-user-messaging", smsOrigination: "phone-number/phone-0123abcd" },
  });
  local = await startRuntime({
    clock: createVirtualClock({ startAt }),
    dueShards: 1,
    wiring: readWiring([dataTemplate, engineTemplate, consoleTemplate]),
    providerTimeouts: { connectionTimeout: 2_000, requestTimeout: 200 },
    overrides: { metrics },
  });
  const campaigns = createCampaignStore(local.runtime);
  await campaigns.publish(() => ({ paused: false, settings, campaigns: [campaign] }));
  await campaigns.saveWords({
    campaignId: campaign.id,
    version: campaign.version,
    words: { ...wordsWith({ sms: { text: "Hello" } }), steps: { gift: { sms: { text: "Hello" } } } },
  });
  await local.drain();
}, 120_000);
afterAll(() => local.stop());
beforeEach(() => {
  counter += 1;
  id = `text-${counter}`;
  phone = `+44770090010${counter}`;
  doubts = 0;
  local.standIns.scriptSms([]);
});

const customerIsDue = async (): Promise<void> => {
  const now = local.clock.now();
  await createEventStore(local.runtime).append(customerWith({ customerId: id, now, daysSinceOrder: 180, phone }));
  await local.drain();
};

const onlyMessage = async () => {
  const [message, ...more] = await createMessageStore(local.runtime).list(id);
  expect(more).toEqual([]);
  if (message === undefined) throw new Error("There is no message");
  return message;
};

const textsAccepted = () => local.standIns.inbox().filter(({ channel }) => channel === "sms").length;

const ask = async (path: string, body?: object): Promise<Record<string, unknown>> => {
  const init =
    body === undefined
      ? {}
      : { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
  const response = await local.dispatch(new Request(`http://localhost:4000/api${path}`, init));
  return (await response?.json()) as Record<string, unknown>;
};

describe("a text through End User Messaging", () => {
  it("is accepted, and its events take it to delivered", async () => {
    await customerIsDue();

    expect(await onlyMessage()).toMatchObject({ channel: "sms", status: "delivered" });
    expect(doubts).toBe(0);
  });

  it.each(["hang-after-accept", "drop-after-accept", "server-error-after-accept"] as const)(
    "that nobody answered for (%s) is in doubt, and delivered once its event comes",
    async (fault) => {
      local.standIns.scriptSms([fault]);
      const before = textsAccepted();

      await customerIsDue();

      expect(doubts).toBe(1);
      expect(await onlyMessage()).toMatchObject({ status: "delivered", attempt: 1 });
      expect(textsAccepted() - before).toBe(1);
      expect(await ask("/messages?status=in-doubt")).toEqual({ messages: [] });
    },
  );

  it("is settled once when each of its events comes twice", async () => {
    local.standIns.scriptSms(["repeat-event"]);

    await customerIsDue();

    expect(await onlyMessage()).toMatchObject({ status: "delivered" });
    expect(local.deadLetters.count()).toBe(0);
  });

  it("of which nothing is heard is parked, and sent again only when a person says so", async () => {
    local.standIns.scriptSms(["drop"]);
    const before = local.standIns.calls().sms;
    await customerIsDue();
    expect(await ask("/messages?status=in-doubt")).toMatchObject({ messages: [{ customerId: id, channel: "sms" }] });
    await local.advanceTo(local.clock.now() + 6 * hourMs);
    await local.tick();
    const { messageKey } = await onlyMessage();
    expect(await ask("/messages?status=parked")).toMatchObject({ messages: [{ customerId: id, rule: "park" }] });
    expect(local.standIns.calls().sms - before).toBe(1);

    const answer = await ask(`/messages/${id}/${messageKey}/decision`, { decision: "send-again" });
    await local.advanceTo(local.clock.now() + minuteMs);

    expect(answer).toMatchObject({ message: { status: "released", decision: { by: "local" } } });
    expect(local.standIns.calls().sms - before).toBe(2);
    expect(await onlyMessage()).toMatchObject({ status: "delivered", attempt: 2 });
    expect(await ask("/messages?status=parked")).toEqual({ messages: [] });
  });

  it("that the carrier blocks says so, although it was accepted", async () => {
    await customerIsDue();
    const { providerId = "" } = await onlyMessage();

    const [known] = await Promise.all([
      local.standIns.textFeedback(providerId, { type: "TEXT_CARRIER_BLOCKED" }),
      local.drain(),
    ]);

    expect(known).toBe(true);
    expect(await onlyMessage()).toMatchObject({ status: "bounced", reason: "bounce-permanent-text-carrier-blocked" });
  });
});

describe("a person who replies STOP", () => {
  it("is suppressed at once, and a text that was reserved already is withdrawn", async () => {
    local.standIns.scriptSms(["throttle-rate"]);
    await customerIsDue();
    expect(await onlyMessage()).toMatchObject({ status: "released" });
    const before = textsAccepted();

    await Promise.all([local.standIns.reply({ from: phone, text: " stop " }), local.drain()]);
    await local.advanceTo(local.clock.now() + minuteMs);

    const profile = await createCustomerStore(local.runtime).loadOne(id, { consistent: true });
    expect(profile?.suppressions.sms).toMatchObject([{ address: phone, cause: "stop" }]);
    expect(await onlyMessage()).toMatchObject({ status: "withdrawn", reason: "suppressed" });
    expect(profile?.contacts).toEqual([]);
    expect(textsAccepted()).toBe(before);
  });

  it("is heard by the provider too: a text to somebody on its list suppresses the number here", async () => {
    local.standIns.scriptSms(["opted-out"]);

    await customerIsDue();

    const profile = await createCustomerStore(local.runtime).loadOne(id, { consistent: true });
    expect(await onlyMessage()).toMatchObject({ status: "failed", reason: "DESTINATION_PHONE_NUMBER_OPTED_OUT" });
    expect(profile?.suppressions.sms).toMatchObject([{ address: phone, cause: "stop" }]);
  });
});
