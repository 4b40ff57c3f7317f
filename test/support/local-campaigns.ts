// Campaigns that go by a local clock, and customers who live through a span of time with one of them.
import type { Campaign, Trigger } from "../../lambdas/domain/campaign.ts";
import type { AttributeValue, Traits } from "../../lambdas/domain/event.ts";
import { nextDue } from "../../lambdas/domain/plan.ts";
import type { Profile } from "../../lambdas/domain/profile.ts";
import { at, dormantCampaign, rulesWith } from "./campaigns.ts";
import { aProfile } from "./factories.ts";
import { look } from "./live-profile.ts";

export type LocalTrigger = Extract<Trigger, { kind: "date" | "calendar" | "broadcast" }>;

export const campaignWith = (trigger: Trigger, change: Partial<Campaign> = {}): Campaign =>
  dormantCampaign({ id: "dated", trigger, ...change, policy: { leaveOnOrder: false, ...change.policy } });

export const customer = (traits: Traits, attributes: Readonly<Record<string, AttributeValue>> = {}): Profile =>
  aProfile({ traits: { email: "ada@example.com", ...traits }, attributes });

export const birthday = (
  change: Partial<Extract<Trigger, { kind: "date" }>> = {},
): Extract<Trigger, { kind: "date" }> => ({
  kind: "date",
  attribute: "birthday",
  every: "year",
  offsetDays: 0,
  at: "09:00",
  leapDay: "feb-28",
  lateHours: 24,
  ...change,
});

export const festival = (
  change: Partial<Extract<Trigger, { kind: "calendar" }>> = {},
): Extract<Trigger, { kind: "calendar" }> => ({
  kind: "calendar",
  day: { festival: "spring-festival" },
  offsetDays: 0,
  at: "10:00",
  lateHours: 24,
  ...change,
});

/** Lives through a span, entering whenever the engine says so, and tells the instants of the entries. */
export const entriesOf = (
  trigger: LocalTrigger,
  profile: Profile,
  from: number,
  to: number,
  shopZone = "Europe/London",
) => {
  const campaign = campaignWith(trigger);
  const rules = rulesWith({ campaigns: [campaign], settings: { shop: { timeZone: shopZone } } });
  const entries: { at: number; key: string }[] = [];
  let current = profile;
  for (let now = from; now <= to; ) {
    const due = nextDue(campaign, current, now, rules);
    if (due > to) break;
    now = Math.max(now, due);
    current = look(current, now, rules).profile;
    entries.push({ at: now, key: current.entries.dated?.occurrence ?? "" });
  }
  return entries;
};

export const span = { from: at("2026-11-01T00:00:00Z"), to: at("2031-03-01T00:00:00Z") };
export const zones = ["Europe/London", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe"] as const;
