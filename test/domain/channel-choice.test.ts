import { describe, expect, it } from "vitest";
import type { Channel } from "../../lambdas/domain/channel.ts";
import { channelsFor, kindOfGoods } from "../../lambdas/domain/channel-choice.ts";
import { decide } from "../../lambdas/domain/decide.ts";
import { draftOf } from "../../lambdas/domain/draft.ts";
import { defaultSettings } from "../../lambdas/domain/parse-settings.ts";
import type { Contact, OrderFigures, Profile } from "../../lambdas/domain/profile.ts";
import { resend } from "../../lambdas/domain/resend.ts";
import { at, dayMs, dormantCampaign, rulesWith, sendStep } from "../support/campaigns.ts";
import { aProfile, aReservation } from "../support/factories.ts";

const now = at("2026-03-02T10:00:00Z");

const orders = (count: number, value: number, gapDays: number): OrderFigures => ({
  count,
  revenue: count * value,
  firstAt: now - 200 * dayMs - (count - 1) * gapDays * dayMs,
  lastAt: now - 200 * dayMs,
  lastOrderId: "order-1",
  recent: [],
});
const tea = orders(10, 12, 20);
const sofa = orders(2, 1_400, 700);

const all: Channel[] = ["email", "push", "sms"];
const granted = { all: { granted: true, at: 0, source: "test" } };
const device = (at: number) => ({ endpoint: `arn:aws:sns:e:0:endpoint/GCM/app/${at}`, platform: "fcm" as const, at });

const reachable = (change: Partial<Profile> = {}): Profile =>
  aProfile({
    traits: { email: "ada@example.com", phone: "+447700900123", timeZone: "Europe/London" },
    consents: { email: granted, sms: granted, push: granted },
    devices: [device(now - 300 * dayMs)],
    orders: tea,
    ...change,
  });

describe("the kind of goods", () => {
  it.each<[string, OrderFigures, string]>([
    ["small and often", tea, "everyday"],
    ["dear and rare", sofa, "rare"],
    ["dear, bought once", orders(1, 900, 0), "rare"],
    ["small, bought once: too little to go by", orders(1, 12, 0), "between"],
    ["dear and often", orders(8, 900, 20), "between"],
    ["small and rare", orders(3, 12, 300), "between"],
    ["nothing", { count: 0, revenue: 0, recent: [] }, "between"],
  ])("of somebody who bought %s", (_, figures, expected) => {
    expect(kindOfGoods(figures, defaultSettings.channelChoice)).toBe(expected);
  });
});

describe("the order of a step's channels", () => {
  it.each<[string, "listed" | "by-goods" | "by-response" | undefined, Partial<Profile>, Channel[]]>([
    ["as listed when nothing is said", undefined, { orders: tea }, all],
    ["as listed when the step says so", "listed", { orders: sofa }, all],
    ["push first for everyday goods", "by-goods", { orders: tea }, ["push", "email", "sms"]],
    ["SMS first for rare ones", "by-goods", { orders: sofa }, ["sms", "email", "push"]],
    ["as listed in between", "by-goods", { orders: orders(3, 12, 300) }, all],
    [
      "by responses, most first",
      "by-response",
      { engagement: { sms: { delivered: 3, clicked: 2 }, push: { delivered: 0, clicked: 0, opened: 5 } } },
      ["push", "sms", "email"],
    ],
    ["as listed without a response", "by-response", { engagement: { email: { delivered: 9, clicked: 0 } } }, all],
  ])("is %s", (_, channelChoice, change, expected) => {
    const step = sendStep({ channels: all, ...(channelChoice && { channelChoice }) });

    expect(channelsFor(step, reachable(change), defaultSettings)).toEqual(expected);
  });

  it("never brings in a channel that the step does not list", () => {
    const step = sendStep({ channels: ["email"], channelChoice: "by-goods" });

    expect(channelsFor(step, reachable({ orders: sofa }), defaultSettings)).toEqual(["email"]);
  });
});

const chosenBy = (profile: Profile, step = sendStep({ channels: ["push", "sms"] })) => {
  const rules = rulesWith({ campaigns: [dormantCampaign({ steps: [step] })] });
  const { reservations, looks } = decide(profile, now, rules);
  return { channel: reservations[0]?.channel, outcome: looks[0]?.outcome };
};

const pushes = (count: number): Contact[] =>
  Array.from({ length: count }, (_, index) => ({
    messageKey: `push-${index}`,
    channel: "push",
    category: "promotion",
    at: now - (index + 1) * dayMs,
  }));

describe("a decision", () => {
  it("sends by the first channel that is allowed", () => {
    expect(chosenBy(reachable())).toEqual({ channel: "push", outcome: "reserved" });
    expect(chosenBy(reachable({ consents: { sms: granted } }))).toEqual({ channel: "sms", outcome: "reserved" });
    expect(chosenBy(reachable({ devices: [] }))).toEqual({ channel: "sms", outcome: "reserved" });
  });

  it("needs consent for push: a registered device is none", () => {
    const profile = reachable({ consents: {} });

    expect(chosenBy(profile, sendStep({ channels: ["push"] }))).toEqual({ channel: undefined, outcome: "no-consent" });
  });

  it("leaves push out after three unopened ones, and the next allowed channel takes over", () => {
    expect(chosenBy(reachable({ contacts: pushes(2) }))).toEqual({ channel: "push", outcome: "reserved" });
    expect(chosenBy(reachable({ contacts: pushes(3) }))).toEqual({ channel: "sms", outcome: "reserved" });
  });

  it("says push-paused only when no other channel is allowed, whatever stands in their way", () => {
    const paused = { contacts: pushes(3), consents: { push: granted } };

    expect(chosenBy(reachable(paused)).outcome).toBe("push-paused");
    expect(chosenBy(reachable(paused), sendStep({ channels: ["sms", "push"] })).outcome).toBe("push-paused");
  });

  it.each<[string, Partial<Profile>, string]>([
    ["no-consent, not that there is no app either", { devices: [], consents: {} }, "no-consent"],
    [
      "suppressed, not that there is no app either",
      { devices: [], suppressions: { email: [{ address: "ada@example.com", cause: "hard-bounce", at: 0 }] } },
      "suppressed",
    ],
    ["no-address when there is none at all", { devices: [], traits: {} }, "no-address"],
  ])("says what keeps us from the address that there is: %s", (_, change, expected) => {
    const step = sendStep({ channels: ["push", "email"] });

    expect(chosenBy(reachable(change), step).outcome).toBe(expected);
  });

  it("does not reroute to the paused channel when caps say no to the first", () => {
    const step = sendStep({ channels: ["sms", "push"], whenCapped: "reroute" });
    const sms = { messageKey: "text", channel: "sms", category: "promotion", at: now - dayMs } as const;
    const caps = [{ id: "sms", scope: { channel: "sms" as const }, window: { rollingDays: 7 }, max: 1 }];
    const rules = rulesWith({ campaigns: [dormantCampaign({ steps: [step] })], settings: { caps } });

    const free = decide(reachable({ contacts: [sms] }), now, rules);
    const paused = decide(reachable({ contacts: [sms, ...pushes(3)] }), now, rules);

    expect(free.reservations[0]?.channel).toBe("push");
    expect(paused.looks[0]?.outcome).toBe("capped");
  });

  it("goes by the chosen order when a message failed on its first channel", () => {
    const step = sendStep({ channels: ["email", "sms", "push"], channelChoice: "by-goods" });
    const rules = rulesWith({ campaigns: [dormantCampaign({ id: "dormant-wake-up", steps: [step] })] });
    const failed = aReservation({ channel: "push", sendBy: now + dayMs });
    const journey = {
      ...{ campaignId: "dormant-wake-up", occurrence: "order-1001", version: 1, enteredAt: now },
      ...{ stepIndex: 0, stepAt: now, lookAt: now, resend: { reservation: failed, holdsSlot: false } },
    };
    const draft = draftOf(reachable({ journeys: [journey] }));

    resend(draft, journey, now, rules);

    // Push came first for everyday goods, so email and SMS are left, in the listed order.
    expect(draft.reservations).toMatchObject([{ channel: "email", attempt: 2 }]);
  });
});
