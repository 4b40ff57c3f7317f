import { describe, expect, it } from "vitest";
import type { Campaign } from "../../lambdas/domain/campaign.ts";
import { fatesOf, rulesWithCampaign } from "../../lambdas/domain/dry-run.ts";
import { outlookOf } from "../../lambdas/domain/outlook.ts";
import type { Profile } from "../../lambdas/domain/profile.ts";
import type { Snapshot } from "../../lambdas/domain/rules.ts";
import { type SettingsInput, settingsSchema } from "../../lambdas/domain/settings.ts";
import { at, dayMs, dormantCampaign, sendStep } from "../support/campaigns.ts";
import { aProfile } from "../support/factories.ts";

const now = at("2026-03-02T10:00:00Z");

const snapshotOf = (settings: SettingsInput = {}, campaigns: readonly Campaign[] = []): Snapshot => ({
  revision: 1,
  paused: false,
  settings: settingsSchema.parse({
    shop: { timeZone: "Europe/London" },
    caps: [],
    quietHours: { default: "none" },
    ...settings,
  }),
  campaigns,
});

const silentFor = (customerId: string, days: number, change: Partial<Profile> = {}): Profile => {
  const lastAt = now - days * dayMs;
  const orders = { count: 1, revenue: 30, firstAt: lastAt, lastAt, lastOrderId: `order-${customerId}`, recent: [] };
  return aProfile({ customerId, orders, ...change });
};

const look = (
  profiles: readonly Profile[],
  q: { readonly campaign?: Campaign; readonly snapshot?: Snapshot; readonly days?: number; readonly of?: number } = {},
) => {
  const { campaign = dormantCampaign(), snapshot = snapshotOf(), days = 1, of = profiles.length } = q;
  const rules = rulesWithCampaign(snapshot, campaign, { gapCount: 0, gapMsTotal: 0 });
  const question = { campaign, rules, now, days };
  const drawn = { profiles, of, whole: of === profiles.length };
  return outlookOf(drawn, fatesOf(drawn, question), question);
};

describe("who would get it in the days ahead, and why", () => {
  it("tells of everybody who is looked at what would become of them", () => {
    const suppressed = { email: [{ address: "ada@example.com", cause: "hard-bounce" as const, at: 0 }] };
    const { lookedAt, outcomes } = look([
      silentFor("due", 200),
      silentFor("due-too", 181),
      silentFor("due-tomorrow", 179.5),
      silentFor("not-yet", 100),
      silentFor("no-consent", 200, { consents: {} }),
      silentFor("bounced", 200, { suppressions: suppressed }),
    ]);

    expect(lookedAt.about).toBe(5);
    expect(outcomes.reserved?.about).toBe(3);
    expect(outcomes["no-consent"]?.about).toBe(1);
    expect(outcomes.suppressed?.about).toBe(1);
  });

  it("looks a week ahead when asked to", () => {
    const profiles = [silentFor("tomorrow", 179.5), silentFor("in-five-days", 175), silentFor("in-ten-days", 170)];

    expect([look(profiles).lookedAt.about, look(profiles, { days: 7 }).lookedAt.about]).toEqual([1, 2]);
  });

  it("knows that other live campaigns take the place in the caps", () => {
    const better = dormantCampaign({ id: "better", policy: { priority: 1 } });
    const settings = { caps: [{ id: "one", scope: "all", window: { rollingDays: 7 }, max: 1 }] } as const;
    const snapshot = snapshotOf({ caps: [...settings.caps] }, [better]);

    expect(look([silentFor("a", 200)], { snapshot }).outcomes).toMatchObject({ outranked: { about: 1 } });
  });

  it("waits for the morning as the engine does, and counts the message that then goes", () => {
    const night = snapshotOf({ quietHours: { default: { from: "09:00", to: "20:00" } } });

    const { outcomes, examples } = look([silentFor("a", 200)], { snapshot: night });

    expect(outcomes.reserved?.about).toBe(1);
    expect(examples[0]?.at).toBe(at("2026-03-02T20:00:00Z"));
  });

  it("takes sending to go on while everything is paused or the breaker is open", () => {
    const breaker = { cause: "bounces", detail: "", openedAt: now, openedBy: "tick" } as never;
    const snapshot = { ...snapshotOf(), paused: true, breaker };

    expect(look([silentFor("a", 200)], { snapshot }).outcomes.reserved?.about).toBe(1);
  });

  it("counts each step's messages by channel, and follows waits", () => {
    const campaign = dormantCampaign({
      steps: [
        sendStep({ id: "first", channels: ["email"] }),
        { kind: "wait", id: "pause", days: 2 },
        sendStep({ id: "second", channels: ["sms", "email"] }),
      ],
    });

    const { messages } = look([silentFor("a", 200), silentFor("b", 200)], { campaign, days: 7 });

    expect(messages).toMatchObject([
      { stepId: "first", channel: "email", count: { about: 2 } },
      { stepId: "second", channel: "email", count: { about: 2 } },
    ]);
  });

  it("keeps the hold-out apart", () => {
    const profiles = Array.from({ length: 100 }, (_, index) => silentFor(`customer-${index}`, 200));

    const { outcomes } = look(profiles, { campaign: dormantCampaign({ policy: { holdOutPercent: 20 } }) });

    expect((outcomes["held-out"]?.about ?? 0) + (outcomes.reserved?.about ?? 0)).toBe(100);
    expect(outcomes["held-out"]?.about).toBeGreaterThan(8);
  });

  it("speaks of all customers when only some were seen", () => {
    const profiles = Array.from({ length: 100 }, (_, index) => silentFor(`customer-${index}`, index < 20 ? 200 : 10));

    const { lookedAt, exact } = look(profiles, { of: 5_000 });

    expect(exact).toBe(false);
    expect(lookedAt.least).toBeLessThan(1_000);
    expect(lookedAt.most).toBeGreaterThan(1_000);
  });

  it("shows ten people, those who get nothing beside those who get something", () => {
    const some = Array.from({ length: 30 }, (_, index) => silentFor(`some-${index}`, 200));
    const none = Array.from({ length: 5 }, (_, index) => silentFor(`none-${index}`, 200, { consents: {} }));

    const { examples } = look([...some, ...none]);

    expect(examples).toHaveLength(10);
    expect(examples.filter(({ outcome }) => outcome === "no-consent")).toHaveLength(2);
    expect(examples[0]).toMatchObject({ name: "Ada", outcome: "reserved", channel: "email" });
  });

  it("of a campaign that waits for an event, tells how often it came last week", () => {
    const campaign = dormantCampaign({
      trigger: {
        kind: "event",
        on: { event: "product-viewed" },
        delayMinutes: 0,
        freshnessHours: 24,
        restarts: false,
      } as never,
    });
    const viewed = { activities: [{ name: "product-viewed", at: now - dayMs }] };

    const { lookedAt, waitsFor } = look([silentFor("a", 5, viewed), silentFor("b", 5)], { campaign });

    expect(lookedAt.about).toBe(0);
    expect(waitsFor).toMatchObject({ events: ["product-viewed"], lastWeek: { about: 1 } });
  });

  it("of an edit, lets those inside finish on the version they entered", () => {
    const live = dormantCampaign({ steps: [sendStep({ id: "old" })] });
    const draft = dormantCampaign({ version: 2, steps: [sendStep({ id: "new" })] });
    const inside = silentFor("inside", 200, {
      journeys: [
        {
          campaignId: "dormant",
          occurrence: "order-inside",
          version: 1,
          enteredAt: now - dayMs,
          stepIndex: 0,
          stepAt: now - dayMs,
          lookAt: now,
        },
      ],
      entries: { dormant: { occurrence: "order-inside", at: now - dayMs, count: 1 } },
    });

    const { messages } = look([inside, silentFor("fresh", 200)], {
      campaign: draft,
      snapshot: snapshotOf({}, [live]),
    });

    expect(messages.map(({ stepId }) => stepId).toSorted()).toEqual(["new", "old"]);
  });
});
