import { describe, expect, it } from "vitest";
import { advance } from "../../lambdas/domain/advance.ts";
import { emptyProfile } from "../../lambdas/domain/profile.ts";
import {
  at,
  careCampaign,
  dayMs,
  dormantCampaign,
  hourMs,
  reminderCampaign,
  rulesWith,
  sendStep,
} from "../support/campaigns.ts";
import { delivered, happened, ordered, reachable } from "../support/happenings.ts";
import { live, look } from "../support/live-profile.ts";

describe("a dormant customer", () => {
  const rules = rulesWith({ campaigns: [dormantCampaign()] });

  it("is due exactly 180 days of 24 hours after the last order", () => {
    const profile = live([...reachable("2026-01-01T10:00:00Z"), ordered("2026-01-10T12:00:00Z")], rules);

    expect(profile.dueAt).toBe(at("2026-01-10T12:00:00Z") + 180 * dayMs);
  });

  it("gets nothing one millisecond early and one message on time", () => {
    const profile = live([...reachable("2026-01-01T10:00:00Z"), ordered("2026-01-10T12:00:00Z", "o-1")], rules);
    const due = at("2026-01-10T12:00:00Z") + 180 * dayMs;

    const early = look(profile, due - 1, rules);
    const onTime = look(profile, due, rules);

    expect(early.reservations).toEqual([]);
    expect(early.changed).toBe(false);
    expect(onTime.reservations).toMatchObject([
      { campaignId: "dormant", stepId: "gift", occurrence: "o-1", channel: "email", reservedAt: due, attempt: 1 },
    ]);
    const began = { heldOut: false, spentCents: 3000 };
    expect(onTime.looks).toEqual([{ campaignId: "dormant", stepId: "gift", outcome: "reserved", began }]);
  });

  it("is not written to twice for the same silence", () => {
    const profile = live([...reachable("2026-01-01T10:00:00Z"), ordered("2026-01-10T12:00:00Z")], rules);
    const due = at("2026-01-10T12:00:00Z") + 180 * dayMs;

    const after = look(profile, due, rules).profile;
    const again = look(after, due + 400 * dayMs, rules);

    expect(after.dueAt).toBeUndefined();
    expect(again.reservations).toEqual([]);
  });

  it("who orders in between moves the date", () => {
    const events = [
      ...reachable("2026-01-01T10:00:00Z"),
      ordered("2026-01-10T12:00:00Z"),
      ordered("2026-07-08T12:00:00Z"),
    ];
    const profile = live(events, rules);

    const atOldDate = look(profile, at("2026-01-10T12:00:00Z") + 180 * dayMs, rules);

    expect(atOldDate.reservations).toEqual([]);
    expect(profile.dueAt).toBe(at("2026-07-08T12:00:00Z") + 180 * dayMs);
  });

  it("gets the second touch after the wait, unless an order came", () => {
    const campaign = dormantCampaign({
      steps: [sendStep(), { kind: "wait", id: "wait", days: 14 }, sendStep({ id: "second-touch" })],
    });
    const twoSteps = rulesWith({ campaigns: [campaign] });
    const start = live([...reachable("2026-01-01T10:00:00Z"), ordered("2026-01-10T12:00:00Z")], twoSteps);
    const due = at("2026-01-10T12:00:00Z") + 180 * dayMs;
    const first = look(start, due, twoSteps).profile;

    const second = look(first, due + 14 * dayMs, twoSteps);
    const order = { ...ordered("2026-07-12T12:00:00Z"), occurredAt: due + 3 * dayMs };
    const back = advance({ profile: first, events: [order], now: due + 3 * dayMs, rules: twoSteps }).profile;

    expect(first.dueAt).toBe(due + 14 * dayMs);
    expect(second.reservations).toMatchObject([{ stepId: "second-touch" }]);
    expect(back.journeys).toEqual([]);
    expect(look(back, due + 14 * dayMs, twoSteps).reservations).toEqual([]);
  });
});

describe("a repurchase reminder", () => {
  it("comes seven days ahead of the personal gap, shrunk toward the shop's", () => {
    const rules = rulesWith({ campaigns: [reminderCampaign()] });
    const events = [
      ...reachable("2026-01-01T10:00:00Z"),
      ordered("2026-01-10T12:00:00Z", "a"),
      ordered("2026-02-09T12:00:00Z", "b"),
    ];

    const profile = live(events, rules);

    // One gap of 30 days and a prior of 60 days worth three gaps: (30 + 180) / 4 = 52.5 days; whole days from the order.
    expect(profile.dueAt).toBe(at("2026-02-09T12:00:00Z") + 46 * dayMs);
  });

  it("does not come once the expected day is a week behind", () => {
    const rules = rulesWith({ campaigns: [reminderCampaign()] });
    const events = [
      ...reachable("2026-01-01T10:00:00Z"),
      ordered("2026-01-10T12:00:00Z", "a"),
      ordered("2026-02-09T12:00:00Z", "b"),
    ];
    const profile = live(events, rulesWith({ campaigns: [] }));

    const late = look(profile, at("2026-02-09T12:00:00Z") + 60 * dayMs, rules);

    expect(late).toMatchObject({ reservations: [], looks: [] });
  });
});

describe("care after delivery", () => {
  const rules = rulesWith({ campaigns: [careCampaign()] });

  it("assumes a delivery date until the real one is known", () => {
    const assumed = live([...reachable("2026-01-01T10:00:00Z"), ordered("2026-01-10T12:00:00Z", "o-1")], rules);
    const known = live(
      [
        ...reachable("2026-01-01T10:00:00Z"),
        ordered("2026-01-10T12:00:00Z", "o-1"),
        delivered("2026-01-12T09:00:00Z", "o-1"),
      ],
      rules,
    );

    expect(assumed.dueAt).toBe(at("2026-01-17T12:00:00Z"));
    expect(known.dueAt).toBe(at("2026-01-14T09:00:00Z"));
  });

  it("is sent once per order, and not for history or a cancelled order", () => {
    const sent = look(
      live([...reachable("2026-01-01T10:00:00Z"), ordered("2026-01-10T12:00:00Z", "o-1")], rules),
      at("2026-01-17T12:00:00Z"),
      rules,
    );
    const late = advance({
      profile: sent.profile,
      events: [delivered("2026-01-17T13:00:00Z", "o-1")],
      now: at("2026-01-17T13:00:00Z"),
      rules,
    });
    const cancelled = live(
      [
        ...reachable("2026-01-01T10:00:00Z"),
        ordered("2026-01-10T12:00:00Z", "o-1"),
        happened("2026-01-11T12:00:00Z", { kind: "order-cancelled", orderId: "o-1", amount: 30 }),
      ],
      rules,
    );
    const history = advance({
      profile: emptyProfile("c-1"),
      events: [ordered("2026-01-10T12:00:00Z")],
      now: at("2026-03-01T00:00:00Z"),
      rules,
    });

    expect(sent.reservations).toHaveLength(1);
    expect(late.profile.dueAt).toBeUndefined();
    expect(cancelled.dueAt).toBeUndefined();
    expect(history.profile.journeys).toEqual([]);
  });
});

describe("history that is being imported", () => {
  it("decides nothing until it has settled", () => {
    const rules = rulesWith({ campaigns: [dormantCampaign()] });
    const now = at("2026-11-01T12:00:00Z");

    const imported = advance({
      profile: emptyProfile("c-1"),
      events: [...reachable("2025-01-01T10:00:00Z"), ordered("2025-01-10T12:00:00Z")],
      now,
      rules,
    });
    const settledLook = look(imported.profile, now + hourMs, rules);

    expect(imported.reservations).toEqual([]);
    expect(imported.profile.dueAt).toBe(now + hourMs);
    expect(settledLook.reservations).toHaveLength(1);
  });
});

describe("a pause of the account", () => {
  it("folds what happens and decides nothing", () => {
    const campaigns = [dormantCampaign()];
    const profile = live(
      [...reachable("2026-01-01T10:00:00Z"), ordered("2026-01-10T12:00:00Z")],
      rulesWith({ campaigns }),
    );

    const paused = look(profile, at("2026-08-01T12:00:00Z"), rulesWith({ campaigns, paused: true }));

    expect(paused).toMatchObject({ reservations: [], looks: [], changed: false });
  });
});

describe("a repeated stream record", () => {
  it("is folded once, by its sequence number", () => {
    const rules = rulesWith({ campaigns: [dormantCampaign()] });
    const first = { ...ordered("2026-01-10T12:00:00Z", "a"), sequence: "9" };
    const second = { ...ordered("2026-02-10T12:00:00Z", "b"), sequence: "10" };
    const now = at("2026-02-10T12:00:00Z");

    const once = advance({ profile: emptyProfile("c-1"), events: [first, second], now, rules });
    const twice = advance({ profile: once.profile, events: [first, second], now, rules });

    expect(once.profile.orders.count).toBe(2);
    expect(once.gaps).toEqual({ count: 1, ms: 31 * dayMs });
    expect(twice).toMatchObject({ changed: false, profile: once.profile });
  });
});
