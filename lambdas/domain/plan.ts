import type { Campaign, SendStep } from "./campaign.ts";
import type { Channel } from "./channel.ts";
import { channelsFor, usableChannel } from "./channel-choice.ts";
import { hasDeparted } from "./journey-events.ts";
import { placeOf } from "./place.ts";
import type { Journey, Profile } from "./profile.ts";
import type { Rules } from "./rules.ts";
import { canBeMissed, entranceAt, isCurrentOccurrence } from "./trigger.ts";

/** A look that is due: at a journey's step, at a campaign that the customer enters, or for a message that came back. */
export type DueLook =
  /** `from` is the journey as the profile holds it, which may have walked an earlier version. */
  | { readonly kind: "journey"; readonly campaign: Campaign; readonly journey: Journey; readonly from: Journey }
  | { readonly kind: "entrance"; readonly campaign: Campaign }
  | { readonly kind: "resend"; readonly journey: Journey };

/** Every look that is due at `now`. Runs for each customer the tick meets, so it makes nothing it does not return. */
export const dueLooks = (profile: Profile, now: number, rules: Rules): readonly DueLook[] => {
  const due: DueLook[] = [];
  for (const journey of profile.journeys) {
    if (journeyLookAt(journey, profile, rules, now) > now) continue;
    const place = journey.resend === undefined ? placeOf(journey, rules) : undefined;
    if (journey.resend !== undefined) due.push({ kind: "resend", journey });
    else if (place !== undefined) due.push({ kind: "journey", ...place, from: journey });
  }
  for (const campaign of rules.campaigns) {
    if (entranceLookAt(campaign, profile, now, rules, now) <= now) due.push({ kind: "entrance", campaign });
  }
  return due;
};

/**
 * When a campaign next wants to look at the customer, at an open journey or to take them in, epoch milliseconds; Infinity
 * when only an event can bring that about. The instant may have passed.
 */
export const nextDue = (campaign: Campaign, profile: Profile, now: number, rules: Rules): number => {
  let earliest = Number.POSITIVE_INFINITY;
  for (const journey of profile.journeys) {
    if (journey.campaignId !== campaign.id) continue;
    earliest = Math.min(earliest, journeyLookAt(journey, profile, rules, earliest));
  }
  earliest = Math.min(earliest, entranceLookAt(campaign, profile, now, rules, earliest));
  return Math.max(earliest, profile.settleUntil ?? 0);
};

/** The instant of the earliest look, or nothing when no live campaign can say. The minimum is the customer's `dueAt`. */
export const nextDueAt = (profile: Profile, now: number, rules: Rules): number | undefined => {
  let earliest = Number.POSITIVE_INFINITY;
  for (const journey of profile.journeys) {
    earliest = Math.min(earliest, journeyLookAt(journey, profile, rules, earliest));
  }
  for (const campaign of rules.campaigns) {
    earliest = Math.min(earliest, entranceLookAt(campaign, profile, now, rules, earliest));
  }
  return earliest === Number.POSITIVE_INFINITY ? undefined : Math.max(earliest, profile.settleUntil ?? 0);
};

/** A look later than `notAfter` is of no interest, and hours could only move it later still: they are not asked then. */
const journeyLookAt = (journey: Journey, profile: Profile, rules: Rules, notAfter: number): number => {
  const { lookAt, stepAt } = journey;
  if (journey.resend !== undefined || lookAt > notAfter) return lookAt;
  const place = placeOf(journey, rules);
  if (place === undefined) return Number.POSITIVE_INFINITY; // Paused: the place is kept, nobody looks.
  const step = place.campaign.steps[place.journey.stepIndex];
  return lookAt === stepAt ? openFrom(profile, step, lookAt, rules) : lookAt;
};

const entranceLookAt = (campaign: Campaign, profile: Profile, now: number, rules: Rules, notAfter: number): number => {
  const at = entranceAt(campaign, profile, now, rules, notAfter);
  if (at > notAfter || at === Number.POSITIVE_INFINITY || waitsForStanding(campaign)) return at;
  const open = openFrom(profile, campaign.steps[0], at, rules);
  if (open === at || !canBeMissed(campaign)) return open;
  // Who would be too late when the hours open enters before, and the step waits for them.
  return entranceAt(campaign, profile, open, rules, open) <= open ? open : at;
};

/** A standing is looked at when it changes, at any hour; the hours are asked for the journey that begins with it. */
const waitsForStanding = ({ trigger }: Campaign): boolean => trigger.kind === "tier" || trigger.kind === "segment";

/**
 * A look inside quiet hours could only defer, and would cost a write: it is planned for the instant the hours open. Where
 * the step drops what falls into quiet hours, the look stays where it is.
 */
const openFrom = (profile: Profile, step: Campaign["steps"][number] | undefined, at: number, rules: Rules): number => {
  if (step?.kind !== "send" || step.whenClosed === "drop") return at;
  const check = rules.hours.check(likelyChannel(profile, step, rules), rules.zoneOf(profile.traits), at);
  return check.open || check.opensAt === Number.POSITIVE_INFINITY ? at : check.opensAt;
};

const likelyChannel = (profile: Profile, step: SendStep, { settings }: Rules): Channel => {
  const channels = channelsFor(step, profile, settings);
  return usableChannel(profile, channels, step.category, profile.contacts) ?? firstOf(channels, step);
};

const firstOf = ([first]: readonly Channel[], { id }: SendStep): Channel => {
  if (first === undefined) throw new Error(`Step ${id} names no channel`);
  return first;
};

/** The customer has done what the campaign is for, or the order that brought them in is no longer the last one. */
export const hasLeft = (
  campaign: Campaign,
  profile: Profile,
  journey: { readonly campaignId: string; readonly occurrence: string; readonly enteredAt: number },
): boolean =>
  hasDeparted(profile, journey) ||
  (campaign.policy.leaveOnOrder &&
    ((profile.orders.lastAt ?? 0) > journey.enteredAt ||
      !isCurrentOccurrence(campaign.trigger, profile, journey.occurrence)));
