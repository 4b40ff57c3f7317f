import { describe, expect, it } from "vitest";
import { type Advance, advance } from "../../lambdas/domain/advance.ts";
import type { Campaign } from "../../lambdas/domain/campaign.ts";
import type { CustomerEvent } from "../../lambdas/domain/event.ts";
import { looksCounted, sumCounts } from "../../lambdas/domain/funnel-counts.ts";
import { groupsOf } from "../../lambdas/domain/goal-counts.ts";
import { windowDaysOf } from "../../lambdas/domain/goal-window.ts";
import type { Rules } from "../../lambdas/domain/rules.ts";
import { at, careCampaign, dayMs, dormantCampaign, hourMs, rulesWith, sendStep } from "../support/campaigns.ts";
import { happened, ordered, reachable } from "../support/happenings.ts";
import { live, look } from "../support/live-profile.ts";

const due = at("2026-01-10T12:00:00Z") + 180 * dayMs;
const inDays = (days: number): string => new Date(due + days * dayMs).toISOString();
const goal = { on: { event: "order-placed" }, windowDays: 14 };
const treatedRules = rulesWith({ campaigns: [dormantCampaign({ goal })] });
const allHeldOut = { holdOut: { percent: 50, salt: "x" } };

const start = (rules: Rules) =>
  live([...reachable("2026-01-01T10:00:00Z"), ordered("2026-01-10T12:00:00Z", "o-1")], rules);

/** Everything that the customer's doings add to the counters, day by day. */
const story = (rules: Rules, events: readonly CustomerEvent[]) => {
  let result: Advance = look(start(rules), due, rules);
  const added = [...looksCounted({ looks: result.looks, day: rules.dayOf(due) })];
  for (const event of events) {
    result = advance({ profile: result.profile, events: [event], now: event.occurredAt, rules });
    added.push(...(result.counted ?? []), ...looksCounted({ looks: result.looks, day: rules.dayOf(event.occurredAt) }));
  }
  const on = (day: string, campaignId = "dormant") =>
    sumCounts(added.filter((one) => one.day === day && one.campaignId === campaignId).map(({ counts }) => counts));
  const all = (campaignId = "dormant") =>
    sumCounts(added.filter((one) => one.campaignId === campaignId).map(({ counts }) => counts));
  return { result, on, all, groups: (campaignId?: string) => groupsOf(all(campaignId)) };
};

const reservation = (rules: Rules) => look(start(rules), due, rules).reservations[0] as never;

describe("an order after a message", () => {
  it("counts in the arm on the day the window began, and after the message on its own day", () => {
    const told = story(treatedRules, [ordered(inDays(3), "o-2", 49.99)]);

    expect(told.groups().treated).toEqual({
      ...{ customers: 1, converted: 1, orders: 1, revenue: 4999 },
      ...{ spent: 3000, spentSquares: 9_000_000, revenueSquares: 4999 ** 2, products: 3000 * 4999 },
    });
    expect(told.groups().heldOut.customers).toBe(0);
    expect(told.on("2026-07-09")).toMatchObject({ "treated:customers": 1, "treated:converted": 1 });
    expect(told.on("2026-07-12")).toEqual({
      ...{ "after:orders": 1, "after:revenue": 4999, "lastTouch:orders": 1, "lastTouch:revenue": 4999 },
    });
  });

  it("counts once as a conversion, however many follow, and with all its money", () => {
    const told = story(treatedRules, [ordered(inDays(3), "o-2", 10), ordered(inDays(5), "o-3", 20)]);

    expect(told.groups().treated).toMatchObject({ converted: 1, orders: 2, revenue: 3000, revenueSquares: 3000 ** 2 });
  });

  it("counts once, although it is reported twice", () => {
    const order = ordered(inDays(3), "o-2", 10);

    expect(story(treatedRules, [order, order]).all()).toEqual(story(treatedRules, [order]).all());
  });

  it("counts up to the last millisecond of the window, whenever it is told, and not after", () => {
    const last = story(treatedRules, [{ ...ordered(inDays(14), "o-2"), receivedAt: due + 20 * dayMs }]);
    const late = story(treatedRules, [ordered(new Date(due + 14 * dayMs + 1).toISOString(), "o-2")]);

    expect(last.groups().treated.orders).toBe(1);
    expect(late.groups().treated).toMatchObject({ customers: 1, orders: 0, converted: 0 });
    expect(late.all()["after:orders"]).toBeUndefined();
  });

  it("is taken back whole when it is cancelled", () => {
    const cancelled = happened(inDays(6), { kind: "order-cancelled", orderId: "o-2", amount: 10 });
    const told = story(treatedRules, [ordered(inDays(3), "o-2", 10), cancelled]);

    expect(told.groups().treated).toMatchObject({ customers: 1, converted: 0, orders: 0, revenue: 0, products: 0 });
    expect(told.on("2026-07-12")).toEqual({});
  });

  it("stays converted by another order when one of two is cancelled", () => {
    const cancelled = happened(inDays(6), { kind: "order-cancelled", orderId: "o-2", amount: 10 });
    const told = story(treatedRules, [ordered(inDays(3), "o-2", 10), ordered(inDays(4), "o-3", 7), cancelled]);

    expect(told.groups().treated).toMatchObject({ converted: 1, orders: 1, revenue: 700, revenueSquares: 700 ** 2 });
  });

  it("is none of a message that was never sent, also when it came before the word of that", () => {
    const dropped = happened(inDays(1), {
      kind: "message-dropped",
      reservation: reservation(treatedRules),
      outcome: "withdrawn",
    });
    const before = story(treatedRules, [ordered(inDays(0.5), "o-2", 10), dropped]);
    const behind = story(treatedRules, [dropped, ordered(inDays(2), "o-2", 10)]);

    for (const told of [before, behind]) {
      expect(told.all()["after:orders"]).toBeUndefined();
      expect(told.all()["lastTouch:revenue"]).toBeUndefined();
      // By intention to treat the customer stays in the arm.
      expect(told.groups().treated).toMatchObject({ customers: 1, converted: 1 });
    }
  });
});

describe("the comparison", () => {
  const heldOutRules = (() => {
    const percents = ["a", "b", "c", "d", "e", "f"].map((salt) =>
      rulesWith({
        campaigns: [dormantCampaign({ goal })],
        settings: { ...allHeldOut, holdOut: { percent: 50, salt } },
      }),
    );
    const found = percents.find((rules) => look(start(rules), due, rules).looks[0]?.outcome === "held-out");
    if (found === undefined) throw new Error("No salt holds the customer out");
    return found;
  })();

  it("counts a held-out customer by the same window, and no order after a message", () => {
    const told = story(heldOutRules, [ordered(inDays(3), "o-2", 49.99)]);

    expect(told.groups().heldOut).toMatchObject({ customers: 1, converted: 1, orders: 1, revenue: 4999 });
    expect(told.groups().treated.customers).toBe(0);
    expect(told.all()["after:orders"]).toBeUndefined();
  });

  it("begins with the first look, also when a cap puts the message off", () => {
    const capped = rulesWith({
      campaigns: [dormantCampaign({ goal, steps: [sendStep({ whenCapped: "defer", sendWithinHours: 240 })] })],
      settings: { caps: [{ id: "none", scope: "all", window: { rollingHours: 24 }, max: 0 }] },
    });
    const told = story(capped, [ordered(inDays(1), "o-2", 10)]);

    expect(told.groups().treated).toMatchObject({ customers: 1, converted: 1 });
    expect(told.all()["after:orders"]).toBeUndefined();
    expect(told.all()).toMatchObject({ "cap:none": 1 });
  });

  it("counts who enters again while the window is open only once", () => {
    const rules = rulesWith({ campaigns: [careCampaign({ goal })] });
    const first = live([...reachable("2026-01-01T10:00:00Z"), ordered("2026-01-10T12:00:00Z", "o-1")], rules);
    const counts = (profile: typeof first, days: number) => {
      const result = look(profile, at("2026-01-10T12:00:00Z") + days * dayMs, rules);
      return { ...result, began: result.looks.filter(({ began }) => began !== undefined).length };
    };
    const one = counts(first, 7);
    const again = advance({
      ...{ profile: one.profile, events: [ordered("2026-01-18T12:00:00Z", "o-2")] },
      ...{ now: at("2026-01-18T12:00:00Z"), rules },
    });
    const two = counts(again.profile, 15);

    expect([one.began, two.reservations.length, two.began]).toEqual([1, 1, 0]);
  });

  it("knows a goal that is no order", () => {
    const review = { on: { event: "review-posted" }, windowDays: 5 };
    const rules = rulesWith({ campaigns: [dormantCampaign({ goal: review })] });
    const posted = happened(inDays(4), { kind: "review-posted", reviewId: "r", rating: 5 });

    const told = story(rules, [ordered(inDays(1), "o-2", 10), posted]);

    expect(story(rules, [ordered(inDays(1), "o-2", 10)]).groups().treated).toMatchObject({ orders: 1, converted: 0 });
    expect(told.groups().treated).toMatchObject({ orders: 1, converted: 1 });
  });

  it("forgets a window a month after it is over", () => {
    const later = story(treatedRules, [ordered(inDays(14 + 31), "o-2")]);

    expect(start(treatedRules).entries.dormant?.window).toBeUndefined();
    expect(later.result.profile.entries.dormant?.window).toBeUndefined();
  });
});

describe("the length of a window", () => {
  const wait = (days: number) => ({ kind: "wait", id: `wait-${days}`, days }) as const;

  it("is the goal's days after the first message, and with more messages after the last", () => {
    const length = (steps: Campaign["steps"]) => windowDaysOf(dormantCampaign({ goal, steps }));

    expect(length([sendStep()])).toBe(14);
    expect(length([wait(3), sendStep(), wait(7), sendStep({ id: "again" }), wait(5)])).toBe(21);
    expect(windowDaysOf(dormantCampaign())).toBe(14);
  });

  it("does not make an order follow a message by more than the goal's days", () => {
    const steps = [sendStep(), wait(10), sendStep({ id: "again" })];
    const rules = rulesWith({ campaigns: [dormantCampaign({ goal, steps })] });
    const told = story(rules, [ordered(inDays(20), "o-2", 10)]);

    expect(told.groups().treated).toMatchObject({ orders: 1, converted: 1 });
    // The second message was never looked at in this story.
    expect(told.all()["after:orders"]).toBeUndefined();
  });
});

describe("two campaigns before one order", () => {
  const rules = rulesWith({
    campaigns: [
      dormantCampaign({ goal }),
      dormantCampaign({ id: "later", goal, trigger: { kind: "since-last-order", days: 182 } }),
    ],
  });

  it("both count it as after their message, and the latest message has it", () => {
    const first = look(start(rules), due, rules);
    const second = look(first.profile, due + 2 * dayMs, rules);
    const order = ordered(inDays(3), "o-2", 10);
    const counted = advance({ profile: second.profile, events: [order], now: order.occurredAt, rules }).counted ?? [];
    const of = (id: string) =>
      sumCounts(counted.filter(({ campaignId }) => campaignId === id).map(({ counts }) => counts));

    expect(of("dormant")).toMatchObject({ "after:orders": 1, "treated:orders": 1 });
    expect(of("dormant")["lastTouch:orders"]).toBeUndefined();
    expect(of("later")).toMatchObject({ "after:orders": 1, "lastTouch:orders": 1, "lastTouch:revenue": 1000 });
  });
});

describe("what customers do about messages", () => {
  const message = { messageKey: "k", campaignId: "dormant", stepId: "gift", occurrence: "o-1" };

  it("is counted by channel: clicks, openings of a push and not of an email, and who leaves, once", () => {
    const withdrawn = { kind: "consent-withdrawn", channel: "email", topic: "all", source: "one-click" } as const;
    const told = story(treatedRules, [
      happened(inDays(1), { kind: "message-clicked", message: { ...message, channel: "email" } }),
      happened(inDays(1), { kind: "message-opened", message: { ...message, channel: "email" } }),
      happened(inDays(1), { kind: "message-opened", message: { ...message, channel: "push" } }),
      happened(inDays(2), withdrawn),
      happened(inDays(3), withdrawn),
    ]);

    expect(told.on("2026-07-10")).toEqual({ "email:clicked": 1, "push:opened": 1 });
    expect(told.on("2026-07-11")).toEqual({ "email:optedOut": 1 });
    expect(told.on("2026-07-12")).toEqual({});
  });

  it("leaving without a message before is counted for the shop", () => {
    const withdrawn = happened(inDays(-hourMs / dayMs), {
      ...{ kind: "consent-withdrawn", channel: "email", topic: "all", source: "page" },
    });
    const { counted } = advance({
      ...{ profile: start(treatedRules), events: [withdrawn], now: withdrawn.occurredAt, rules: treatedRules },
    });

    expect(counted).toEqual([{ campaignId: "shop", day: "2026-07-09", counts: { "email:optedOut": 1 } }]);
  });
});
