import { advance } from "../../lambdas/domain/advance.ts";
import type { Campaign } from "../../lambdas/domain/campaign.ts";
import { decide } from "../../lambdas/domain/decide.ts";
import { emptyProfile, type Profile } from "../../lambdas/domain/profile.ts";
import { compileRules, type Rules } from "../../lambdas/domain/rules.ts";
import { settingsSchema } from "../../lambdas/domain/settings.ts";
import { sampleShop } from "../sample/sample-shop.ts";

const dayMs = 86_400_000;
const endAt = Date.UTC(2026, 9, 1, 12);

export interface DecideBench {
  readonly campaigns: number;
  /** Looks measured: every one that the sample shop's customers came due for in 18 months. */
  readonly cases: number;
  readonly customersPerSecond: number;
  readonly reservationsPerLook: number;
}

interface Case {
  readonly profile: Profile;
  readonly now: number;
}

/** Decides, again and again, every look of the sample shop's 18 months: customers who are due, as the tick meets them. */
export const benchDecide = (campaignCount: number, timer: () => number, minMs = 2000): DecideBench => {
  const rules = rulesOf(campaignCount);
  const cases = dueCases(rules);
  let rounds = 0;
  let reservations = 0;
  const startedAt = timer();
  let elapsedMs = 0;
  while (elapsedMs < minMs) {
    for (const { profile, now } of cases) reservations += decide(profile, now, rules).reservations.length;
    rounds += 1;
    elapsedMs = timer() - startedAt;
  }
  const decided = rounds * cases.length;
  return {
    campaigns: campaignCount,
    cases: cases.length,
    customersPerSecond: Math.round((decided / elapsedMs) * 1000),
    reservationsPerLook: Math.round((reservations / decided) * 100) / 100,
  };
};

const rulesOf = (count: number): Rules =>
  compileRules(
    { revision: 1, paused: false, settings: settingsSchema.parse({}), campaigns: campaignsOf(count) },
    { gapCount: 100, gapMsTotal: 100 * 40 * dayMs },
  );

/** A third of each kind, with thresholds spread out so that they fall due on different days. */
const campaignsOf = (count: number): Campaign[] =>
  Array.from({ length: count }, (_, index) => ({
    id: `campaign-${index}`,
    version: 1,
    trigger: triggerOf(index),
    steps: [
      {
        kind: "send",
        id: "message",
        channels: ["email", "sms"],
        category: "promotion",
        obeysCaps: true,
        countsTowardCaps: true,
        whenCapped: "defer",
        whenClosed: "defer",
        sendWithinHours: 72,
      },
    ],
    policy: { priority: 1 + (index % 9), expectedValue: 0, holdOutPercent: 0, leaveOnOrder: true },
  }));

const triggerOf = (index: number): Campaign["trigger"] => {
  if (index % 3 === 0) return { kind: "since-last-order", days: 60 + 30 * index };
  if (index % 3 === 1) {
    return { kind: "before-next-order", leadDays: 3 + index, minOrders: 2, priorGapDays: 60, priorWeight: 3 };
  }
  return { kind: "after-delivery", days: 2 + index, assumedDeliveryDays: 5, freshnessDays: 14 };
};

/** Plays the shop's history with the clock jumping from due time to due time, and keeps each instant of a decision. */
const dueCases = (rules: Rules): readonly Case[] => {
  const cases: Case[] = [];
  const profiles = new Map<string, Profile>();
  for (const event of sampleShop({ seed: 1, endAt }).events) {
    const before = profiles.get(event.customerId) ?? emptyProfile(event.customerId);
    const profile = lookUntil(before, event.occurredAt, rules, cases);
    profiles.set(event.customerId, advance({ profile, events: [event], now: event.occurredAt, rules }).profile);
  }
  for (const profile of profiles.values()) lookUntil(profile, endAt, rules, cases);
  return cases;
};

const lookUntil = (start: Profile, until: number, rules: Rules, cases: Case[]): Profile => {
  let profile = start;
  while (profile.dueAt !== undefined && profile.dueAt <= until) {
    const now = profile.dueAt;
    cases.push({ profile, now });
    profile = advance({ profile, events: [], now, rules }).profile;
  }
  return profile;
};
