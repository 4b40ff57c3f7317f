// What would come of a campaign in the days ahead if nothing but time happened: customers as they are now, played forward.
import { replanned } from "./advance.ts";
import type { Drawn } from "./audience-estimate.ts";
import type { Campaign } from "./campaign.ts";
import { withEdited } from "./edit-campaign.ts";
import type { Learned } from "./learned.ts";
import { dayMs } from "./limits.ts";
import type { Look } from "./look.ts";
import type { Reservation } from "./message.ts";
import { playUntil } from "./play.ts";
import type { Profile } from "./profile.ts";
import type { SkipReason } from "./reason.ts";
import { compileRules, type Rules, type ShopFigures, type Snapshot } from "./rules.ts";

export type Outcome = "reserved" | "held-out" | SkipReason;

/** What would become of one customer in the campaign. */
export interface Fate {
  readonly profile: Profile;
  /** The best that came of it; absent when the campaign would not look at the customer at all. */
  readonly outcome?: Outcome;
  /** Of the look that tells the outcome, epoch milliseconds. */
  readonly at?: number;
  /** Messages of the campaign that would be reserved, in their order. */
  readonly messages: readonly Reservation[];
}

export interface DryRunQuestion {
  readonly campaign: Campaign;
  /** With the campaign among the live ones: see `rulesWithCampaign`. */
  readonly rules: Rules;
  /** Epoch milliseconds. */
  readonly now: number;
  /** How far to look ahead. */
  readonly days: number;
}

/**
 * The rules as they would be with this campaign live. Sending is taken to go on: what a pause or an open breaker holds back is
 * told elsewhere, and would make every dry run say the same.
 */
export const rulesWithCampaign = (
  snapshot: Snapshot,
  campaign: Campaign,
  figures: ShopFigures,
  learned?: Learned,
): Rules => {
  const isLive = snapshot.campaigns.some(({ id }) => id === campaign.id);
  const going: Snapshot = { ...snapshot, paused: false, breaker: undefined };
  const next = isLive ? withEdited(going, campaign, "finish") : { ...going, campaigns: [...going.campaigns, campaign] };
  return compileRules(next, figures, learned);
};

/** Looks at one customer within a few days: more of them means that a wait of seconds leads in circles. */
const looksMax = 60;

/** The customer's way through the days ahead. */
export const fateOf = (profile: Profile, { campaign, rules, now, days }: DryRunQuestion): Fate => {
  const looks: (Look & { readonly at: number })[] = [];
  const messages: Reservation[] = [];
  playUntil(replanned(profile, now, rules), {
    ...{ from: now, until: now + days * dayMs, looksMax, rulesAt: () => rules },
    watch: (step, at) => {
      looks.push(...step.looks.filter(({ campaignId }) => campaignId === campaign.id).map((look) => ({ ...look, at })));
      messages.push(...step.reservations.filter(({ campaignId }) => campaignId === campaign.id));
    },
  });
  const telling = tellingLook(looks);
  return {
    profile,
    messages: messages.filter(({ status }) => status === "reserved"),
    ...(telling !== undefined && { outcome: telling.outcome, at: telling.at }),
  };
};

/** A message that goes out says more than one that waits, and the latest reason to wait more than an earlier one. */
const tellingLook = <One extends Look>(looks: readonly One[]): One | undefined =>
  looks.find(({ outcome }) => outcome === "reserved") ??
  looks.find(({ outcome }) => outcome === "held-out") ??
  looks.at(-1);

export const fatesOf = ({ profiles }: Pick<Drawn, "profiles">, q: DryRunQuestion): readonly Fate[] =>
  profiles.map((profile) => fateOf(profile, q));
