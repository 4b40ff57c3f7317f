import type { Campaign } from "./campaign.ts";
import { type Fate, fateOf, type Outcome } from "./dry-run.ts";
import { type MatchReason, matchReasons, missReasons } from "./match-reasons.ts";
import { isAdmitted, reentryAt } from "./may-enter.ts";
import { type ExpectedPurchase, expectedPurchase } from "./next-purchase.ts";
import { placeOf } from "./place.ts";
import { nextDue } from "./plan.ts";
import type { Profile } from "./profile.ts";
import { goesByRhythm, type Rhythm, rhythmOf } from "./rhythm.ts";
import type { Rules } from "./rules.ts";

/** What a live campaign says of one customer now, and why it sends something, or nothing. */
export interface Why {
  readonly campaignId: string;
  readonly state: WhyState;
  /** When the campaign looks at the customer next, epoch milliseconds; absent when nobody can say. */
  readonly nextAt?: number;
  /** What would come of that look, should nothing happen meanwhile. */
  readonly outcome?: Outcome;
  /** The step at which the customer is. */
  readonly stepId?: string;
  /** Events that would let the customer in. */
  readonly events?: readonly string[];
  /** When the customer entered for the last time, epoch milliseconds. */
  readonly enteredAt?: number;
  /** How the customer orders, where the campaign goes by that. */
  readonly rhythm?: Rhythm;
  /** The product that the campaign speaks of next. */
  readonly purchase?: ExpectedPurchase;
  /** What the audience misses, or the exclusion finds. */
  readonly reasons: readonly MatchReason[];
}

/**
 * `due`: it looks at the customer at the next tick. `inside`: the customer is at a step. `later`: a day is known. `waits-for-event`: only
 * something that happens lets the customer in. `not-in-audience`, `excluded`: who may enter. `entered`: was in it for this
 * occurrence, or as often as may be. `nothing-to-go-by`: the trigger has no date to count from, or it is past.
 */
export type WhyState =
  | "due"
  | "inside"
  | "later"
  | "waits-for-event"
  | "not-in-audience"
  | "excluded"
  | "entered"
  | "nothing-to-go-by";

/** How far a look is followed, in days: beyond it, what would come of it is anybody's guess. */
const foreseenDays = 30;

export const whyOf = (profile: Profile, campaign: Campaign, now: number, rules: Rules): Why => {
  const { id: campaignId } = campaign;
  const entry = profile.entries[campaignId];
  const known = {
    campaignId,
    ...(entry !== undefined && { enteredAt: entry.at }),
    ...foundations(profile, campaign, now, rules),
  };
  const next = nextDue(campaign, profile, now, rules);
  const journey = profile.journeys.find((one) => one.campaignId === campaignId);
  if (next === Number.POSITIVE_INFINITY && journey === undefined)
    return { ...known, ...closedTo(profile, campaign, now, rules) };
  const fate = fateOf(profile, { campaign, rules, now, days: foreseenDays });
  const stepId = journey === undefined ? undefined : stepOf(journey, rules);
  return {
    ...known,
    state: journey !== undefined ? "inside" : next <= now ? "due" : "later",
    ...(Number.isFinite(next) && { nextAt: Math.max(next, now) }),
    ...outcomeOf(fate),
    ...(stepId !== undefined && { stepId }),
    reasons: [],
  };
};

/** What the campaign goes by that no date on the profile tells. */
const foundations = (
  profile: Profile,
  campaign: Campaign,
  now: number,
  rules: Rules,
): Pick<Why, "rhythm" | "purchase"> => {
  const { trigger, id } = campaign;
  const rhythm = goesByRhythm(campaign) ? rhythmOf(profile.orders, now, rules) : undefined;
  const purchase =
    trigger.kind === "before-next-purchase"
      ? expectedPurchase({ trigger, profile, entry: profile.entries[id], from: now, rules })
      : undefined;
  return { ...(rhythm !== undefined && { rhythm }), ...(purchase !== undefined && { purchase }) };
};

const outcomeOf = ({ outcome }: Fate): Pick<Why, "outcome"> => (outcome === undefined ? {} : { outcome });

const stepOf = (journey: Profile["journeys"][number], rules: Rules): string | undefined => {
  if (journey.resend !== undefined) return journey.resend.reservation.stepId;
  const place = placeOf(journey, rules);
  return place?.campaign.steps[place.journey.stepIndex]?.id;
};

/** Why nothing but an event, or nothing at all, lets the customer in. */
const closedTo = (
  profile: Profile,
  campaign: Campaign,
  now: number,
  rules: Rules,
): Pick<Why, "state" | "reasons" | "events"> => {
  const { audience, exclusion, trigger } = campaign;
  const events = eventsOf(campaign);
  const waited = events.length === 0 ? {} : { events };
  if (exclusion !== undefined && !isAdmitted({ exclusion }, profile, now, rules))
    return { state: "excluded", reasons: matchReasons(exclusion, profile, now, rules), ...waited };
  if (audience !== undefined && !isAdmitted({ audience }, profile, now, rules))
    return { state: "not-in-audience", reasons: missReasons(audience, profile, now, rules), ...waited };
  if (reentryAt(campaign, profile.entries[campaign.id]) > now) return { state: "entered", reasons: [], ...waited };
  if (trigger.kind === "event" || trigger.kind === "after-delivery")
    return { state: "waits-for-event", reasons: [], ...waited };
  return { state: profile.entries[campaign.id] === undefined ? "nothing-to-go-by" : "entered", reasons: [] };
};

/** By name; of a tier or a segment it is the change that is waited for, which orders bring about. */
const eventsOf = ({ trigger }: Campaign): readonly string[] => {
  if (trigger.kind === "after-delivery") return ["order-placed"];
  if (trigger.kind !== "event") return [];
  return (Array.isArray(trigger.on) ? trigger.on : [trigger.on]).map(({ event }) => event);
};
