import { describe, expect, it } from "vitest";
import { at, careCampaign, dayMs, dormantCampaign, hourMs, rulesWith, sendStep } from "../support/campaigns.ts";
import { consented, happened, identified, ordered, reachable, withdrew } from "../support/happenings.ts";
import { live, look } from "../support/live-profile.ts";

describe("hours", () => {
  it("plan the look for the instant quiet hours end, in the customer's own zone", () => {
    const rules = rulesWith({
      campaigns: [dormantCampaign()],
      settings: { quietHours: { default: { from: "21:00", to: "09:00" } } },
    });
    const events = [
      ...reachable("2026-01-01T10:00:00Z", { timeZone: "Asia/Shanghai" }),
      ordered("2026-01-10T15:00:00Z"),
    ];

    const profile = live(events, rules);

    // 15:00 UTC is 23:00 in Shanghai; the next morning there begins at 01:00 UTC.
    expect(profile.dueAt).toBe(at("2026-07-10T01:00:00Z"));
  });

  it("of the shop hold where the customer's zone is not one", () => {
    const rules = rulesWith({
      campaigns: [dormantCampaign()],
      settings: { shop: { timeZone: "America/New_York" }, quietHours: { default: { from: "21:00", to: "09:00" } } },
    });
    const profile = live(
      [...reachable("2026-01-01T10:00:00Z", { timeZone: "Mars/Olympus" }), ordered("2026-01-10T07:00:00Z")],
      rules,
    );

    expect(profile.dueAt).toBe(at("2026-07-09T13:00:00Z"));
  });

  it("count a look that comes too late in the day as a deferral, and look again in the morning", () => {
    const rules = rulesWith({
      campaigns: [dormantCampaign()],
      settings: { quietHours: { default: { from: "21:00", to: "09:00" } } },
    });
    const profile = live([...reachable("2026-01-01T10:00:00Z"), ordered("2026-01-10T12:00:00Z")], rules);

    const late = look(profile, at("2026-07-09T22:30:00Z"), rules);

    const morning = at("2026-07-10T08:00:00Z");
    expect(late.looks).toMatchObject([
      { campaignId: "dormant", stepId: "gift", outcome: "quiet-hours", until: morning },
    ]);
    expect(late.profile.dueAt).toBe(morning);
    expect(look(late.profile, morning, rules).reservations).toHaveLength(1);
  });

  it("let a step expire whose deadline passed during a closed day", () => {
    const campaign = dormantCampaign({ steps: [sendStep({ sendWithinHours: 6 })] });
    const rules = rulesWith({ campaigns: [campaign], settings: { closedDays: ["2026-07-10"] } });
    const profile = live([...reachable("2026-01-01T10:00:00Z"), ordered("2026-01-10T12:00:00Z")], rules);

    const closed = look(profile, at("2026-07-10T12:00:00Z"), rules);
    const later = look(closed.profile, closed.profile.dueAt ?? 0, rules);

    const deadline = at("2026-07-10T18:00:00Z");
    expect(closed.looks).toMatchObject([{ outcome: "closed-day", until: deadline + 1 }]);
    expect(closed.profile.dueAt).toBe(deadline + 1);
    expect(later.looks).toEqual([{ campaignId: "dormant", stepId: "gift", outcome: "expired" }]);
    expect(later.profile.dueAt).toBeUndefined();
  });
});

describe("consent", () => {
  const rules = rulesWith({ campaigns: [dormantCampaign()] });
  const due = at("2026-01-10T12:00:00Z") + 180 * dayMs;

  it.each([
    ["never given", [identified("2026-01-01T10:00:00Z", { email: "a@example.com" })], "no-consent"],
    ["withdrawn", [...reachable("2026-01-01T10:00:00Z"), withdrew("2026-01-02T10:00:00Z")], "no-consent"],
    ["without an address", [consented("2026-01-01T10:00:00Z")], "no-address"],
    [
      "outranked by a bounce",
      [
        ...reachable("2026-01-01T10:00:00Z"),
        happened("2026-01-03T10:00:00Z", {
          kind: "suppressed",
          channel: "email",
          address: "ada@example.com",
          cause: "hard-bounce",
        }),
      ],
      "suppressed",
    ],
  ])("%s sends nothing, says why once, and is not looked at again", (_, events, outcome) => {
    const profile = live([...events, ordered("2026-01-10T12:00:00Z")], rules);

    const looked = look(profile, due, rules);

    expect(looked.reservations).toEqual([]);
    expect(looked.looks).toEqual([{ campaignId: "dormant", stepId: "gift", outcome }]);
    expect(looked.profile.dueAt).toBeUndefined();
  });

  it("falls back to the next channel that is allowed", () => {
    const events = [
      identified("2026-01-01T10:00:00Z", { email: "a@example.com", phone: "+447700900001" }),
      consented("2026-01-01T10:00:00Z", "sms", "promotion"),
      ordered("2026-01-10T12:00:00Z"),
    ];

    const looked = look(live(events, rules), due, rules);

    expect(looked.reservations).toMatchObject([{ channel: "sms" }]);
  });

  it("for a new address holds although the old one bounced", () => {
    const events = [
      ...reachable("2026-01-01T10:00:00Z"),
      happened("2026-01-03T10:00:00Z", {
        kind: "suppressed",
        channel: "email",
        address: "ada@example.com",
        cause: "hard-bounce",
      }),
      identified("2026-01-04T10:00:00Z", { email: "new@example.com" }),
      ordered("2026-01-10T12:00:00Z"),
    ];

    expect(look(live(events, rules), due, rules).reservations).toHaveLength(1);
  });
});

describe("caps and rank", () => {
  const settings = { caps: [{ id: "daily", scope: "all" as const, window: { rollingHours: 24 }, max: 1 }] };
  const both = [dormantCampaign(), dormantCampaign({ id: "other", policy: { priority: 4 } })];
  const due = at("2026-01-10T12:00:00Z") + 180 * dayMs;

  it("give the scarce slot to the better campaign; the other waits to the millisecond", () => {
    const rules = rulesWith({ campaigns: both, settings });
    const profile = live([...reachable("2026-01-01T10:00:00Z"), ordered("2026-01-10T12:00:00Z")], rules);

    const first = look(profile, due, rules);
    const second = look(first.profile, due + 24 * hourMs, rules);

    expect(first.looks).toMatchObject([
      { campaignId: "other", stepId: "gift", outcome: "reserved" },
      { campaignId: "dormant", stepId: "gift", outcome: "outranked", until: due + 24 * hourMs, capId: "daily" },
    ]);
    expect(first.profile.dueAt).toBe(due + 24 * hourMs);
    expect(second.reservations).toMatchObject([{ campaignId: "dormant" }]);
  });

  it("defer what is capped by an earlier message, and skip where the step says skip", () => {
    const skipping = dormantCampaign({ steps: [sendStep({ whenCapped: "skip" })] });
    const care = careCampaign();
    const rules = rulesWith({ campaigns: [skipping, care], settings });
    const order = ordered("2026-01-10T12:00:00Z", "o-1");
    const profile = live([...reachable("2026-01-01T10:00:00Z"), order], rules);
    const contact = { messageKey: "k", channel: "email" as const, category: "care" as const, at: due - hourMs };
    const contacted = { ...profile, journeys: [], contacts: [contact] };

    const looked = look(contacted, due, rules);

    expect(looked.looks).toMatchObject([{ campaignId: "dormant", stepId: "gift", outcome: "capped", capId: "daily" }]);
  });

  it("reroute to a channel whose cap is free", () => {
    const rerouting = dormantCampaign({ steps: [sendStep({ whenCapped: "reroute" })] });
    const rules = rulesWith({
      campaigns: [rerouting],
      settings: { caps: [{ id: "email", scope: { channel: "email" }, window: { rollingDays: 7 }, max: 0 }] },
    });
    const events = [
      ...reachable("2026-01-01T10:00:00Z", { phone: "+447700900001" }),
      consented("2026-01-01T10:00:00Z", "sms"),
    ];
    const profile = live([...events, ordered("2026-01-10T12:00:00Z")], rules);

    expect(look(profile, due, rules).reservations).toMatchObject([{ channel: "sms" }]);
  });
});

describe("a hold-out", () => {
  it("records the would-be message, takes no slot, and is asked before hours", () => {
    const rules = rulesWith({
      campaigns: [dormantCampaign()],
      settings: { holdOut: { percent: 50, salt: "s" }, closedDays: ["2026-07-10"] },
    });
    const due = at("2026-07-10T12:00:00Z");
    const open = rulesWith({ campaigns: [dormantCampaign()] });
    const outcomes = Array.from({ length: 200 }, (_, index) => {
      const events = [...reachable("2026-01-01T10:00:00Z"), ordered("2026-01-10T12:00:00Z")];
      const profile = { ...live(events, open), customerId: `c-${index}` };
      return look(profile, due, rules);
    });

    const held = outcomes.filter(({ looks }) => looks[0]?.outcome === "held-out");

    expect(held.length).toBeGreaterThan(70);
    expect(held.length).toBeLessThan(130);
    expect(
      held.every(
        ({ reservations, profile }) => reservations[0]?.status === "held-out" && profile.contacts.length === 0,
      ),
    ).toBe(true);
    expect(outcomes.filter(({ looks }) => looks[0]?.outcome === "closed-day").length).toBe(200 - held.length);
  });
});
