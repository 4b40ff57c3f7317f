// Campaigns that wait for a change of tier or segment, and customers who are woken at each due time.
import type { Campaign, Trigger } from "../../lambdas/domain/campaign.ts";
import type { Predicate, Segment } from "../../lambdas/domain/predicate.ts";
import type { Profile } from "../../lambdas/domain/profile.ts";
import { compileRules, type Rules } from "../../lambdas/domain/rules.ts";
import { settingsSchema } from "../../lambdas/domain/settings.ts";
import type { TierBands } from "../../lambdas/domain/tier-bands.ts";
import { dormantCampaign } from "./campaigns.ts";
import { reachable } from "./happenings.ts";
import { look } from "./live-profile.ts";

export const minuteMs = 60_000;
export const never = Number.POSITIVE_INFINITY;
export const reached = reachable("2026-01-01T10:00:00Z");
export const orderedAt = "2026-01-10T12:00:00Z";

export const watching = (trigger: Trigger, change: Partial<Campaign> = {}): Campaign =>
  dormantCampaign({ id: "watch", trigger, ...change, policy: { leaveOnOrder: false, ...change.policy } });

export const rulesOf = (campaign: Campaign | undefined, predicate?: Predicate, bands?: TierBands): Rules => {
  const segments: Segment[] =
    predicate === undefined ? [] : [{ id: "watched", name: { en: "Watched", zh: "关注" }, predicate }];
  const settings = settingsSchema.parse({
    shop: { timeZone: "Europe/London" },
    caps: [],
    quietHours: { default: "none" },
    tiers: { activeDays: 90, atRiskDays: 180, dormantDays: 365, coreOrders: 3, by: bands ? "learned" : "fixed" },
  });
  const campaigns = campaign === undefined ? [] : [campaign];
  return compileRules(
    { revision: 1, paused: false, settings, campaigns, segments },
    { gapCount: 0, gapMsTotal: 0 },
    bands && { at: 1, bands },
  );
};

/** Wakes the customer at each due time, and tells what was entered and when. */
export const entriesUntil = (start: Profile, until: number, rules: Rules) => {
  const entries: { occurrence: string; at: number }[] = [];
  let profile = start;
  for (let looks = 0; profile.dueAt !== undefined && profile.dueAt <= until && looks < 100; looks += 1) {
    const before = profile.entries.watch;
    profile = look(profile, profile.dueAt, rules).profile;
    const entry = profile.entries.watch;
    if (entry !== undefined && entry.at !== before?.at) entries.push({ occurrence: entry.occurrence, at: entry.at });
  }
  return { entries, profile };
};
