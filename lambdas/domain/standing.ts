// Campaigns that wait for a change of the customer's tier, or of belonging to a segment. A change is a difference from what
// was seen before, so the profile remembers where each such campaign last saw the customer: a standing.
//
//   standing unknown    what holds now (or held before the event at hand) is where the customer starts; nothing began
//   change by an event  seen when the event is folded
//   change by time      looked at when it comes; planned only while time alone can bring a change that begins something
//   change of bands     where the tiers' bands were learned, they may move overnight. That is no change of the customer: what was seen
//                       by other bands counts only as far as time or an event moved the customer by the bands of now as well

import { asksTier, bandsMark, bandsOf } from "./bands.ts";
import { begin } from "./begin.ts";
import type { Campaign, Trigger } from "./campaign.ts";
import { holds } from "./holds.ts";
import { mayEnter } from "./may-enter.ts";
import { nextChangeAt } from "./next-change.ts";
import type { OrderFigures, Profile, Standing } from "./profile.ts";
import { profileWith } from "./profile-with.ts";
import type { Rules } from "./rules.ts";
import { nextTierChangeAt, rankOfTier, type Tier, tierOf } from "./tier.ts";
import { withName } from "./with-name.ts";

type StandingTrigger = Extract<Trigger, { kind: "tier" | "segment" }>;
type Place = Standing["at"];

const never = Number.POSITIVE_INFINITY;

const standingTriggerOf = ({ trigger }: Campaign): StandingTrigger | undefined =>
  trigger.kind === "tier" || trigger.kind === "segment" ? trigger : undefined;

/** Where the customer stands at an instant; nothing while the segment is unknown. */
const placeAt = (trigger: StandingTrigger, profile: Profile, at: number, rules: Rules): Place | undefined => {
  if (trigger.kind === "tier") return tierOf(profile.orders, at, bandsOf(rules));
  const segment = rules.segments.get(trigger.segment);
  if (segment === undefined) return undefined;
  return holds(segment.predicate, profile, at, rules) ? "in" : "out";
};

/** Whether a change from one place to another is of the kind that the trigger waits for. */
const begins = (trigger: StandingTrigger, from: Place, to: Place): boolean => {
  if (from === to) return false;
  if (trigger.kind === "segment") return (trigger.change === "entered") === (to === "in");
  const { change, tiers } = trigger;
  if (change === "up" || change === "down") return isUp(from, to) === (change === "up");
  if (tiers === undefined) return true;
  const [before, after] = [tiers.includes(from as Tier), tiers.includes(to as Tier)];
  return before !== after && after === (change === "entered");
};

const isUp = (from: Place, to: Place): boolean => rankOfTier(to as Tier) > rankOfTier(from as Tier);

/**
 * The next instant at which the standing must be looked at: now, when it changed already, otherwise when time alone may
 * change it. Infinity when only an event can begin something.
 */
export const nextStandingAt = (
  { id }: Campaign,
  trigger: StandingTrigger,
  profile: Profile,
  now: number,
  rules: Rules,
): number => {
  const place = placeAt(trigger, profile, now, rules);
  if (place === undefined) return never;
  const next = nextPlaceAt(trigger, profile, now, rules);
  const seen = profile.standings?.[id];
  if (seen === undefined || seen.at === place) return next;
  const from = cameFrom({ trigger, seen, profile, place, now, rules });
  const isPending = from !== place && (next !== never || begins(trigger, from, place));
  return isPending ? now : next;
};

/** What a standing of this campaign goes by, besides the profile and the settings. */
const markOf = (trigger: StandingTrigger, rules: Rules): string | undefined => {
  const mark = bandsMark(rules);
  if (mark === undefined || trigger.kind === "tier") return mark;
  const segment = rules.segments.get(trigger.segment);
  return segment !== undefined && asksTier(segment.predicate, rules) ? mark : undefined;
};

interface Sighting {
  readonly trigger: StandingTrigger;
  readonly seen: Standing;
  readonly profile: Profile;
  readonly place: Place;
  readonly now: number;
  readonly rules: Rules;
}

/**
 * From where time brought a customer to the place of now. What was seen by the same bands is known. What was seen by others is read
 * off again by those of now, at the last instant at which an event would have told. The same place as now means that nothing but
 * the bands moved; otherwise a change must be one by both readings to begin something.
 */
const cameFrom = ({ trigger, seen, profile, place, now, rules }: Sighting): Place => {
  if (seen.by === markOf(trigger, rules)) return seen.at;
  const { orders, visits, activities = [] } = profile;
  const told = Math.max(seen.since, orders.lastAt ?? 0, visits?.lastAt ?? 0, activities[0]?.at ?? 0);
  const past = placeAt(trigger, profile, Math.min(now, told), rules) ?? place;
  if (past === place) return place;
  return begins(trigger, past, place) ? seen.at : past;
};

const nextPlaceAt = (trigger: StandingTrigger, profile: Profile, now: number, rules: Rules): number =>
  trigger.kind === "tier"
    ? nextTierLookAt(trigger, profile.orders, now, rules)
    : nextMembershipAt(trigger, profile, now, rules);

type TierTrigger = Extract<Trigger, { kind: "tier" }>;

/** With time a tier only sinks: when no change ahead begins anything, nobody needs to look, and an order will tell. */
const nextTierLookAt = (trigger: TierTrigger, orders: OrderFigures, now: number, rules: Rules): number => {
  const bands = bandsOf(rules);
  const first = nextTierChangeAt(orders, now, bands);
  let from = tierOf(orders, now, bands);
  for (let edge = first; edge !== never; edge = nextTierChangeAt(orders, edge, bands)) {
    const to = tierOf(orders, edge, bands);
    if (begins(trigger, from, to)) return first;
    from = to;
  }
  return never;
};

/** How often a predicate that may change, and does not, is followed before the customer is looked at for nothing. */
const changesFollowed = 16;

const nextMembershipAt = (
  { segment: id }: Extract<Trigger, { kind: "segment" }>,
  profile: Profile,
  now: number,
  rules: Rules,
): number => {
  const predicate = rules.segments.get(id)?.predicate;
  if (predicate === undefined) return never;
  const isIn = holds(predicate, profile, now, rules);
  let at = now;
  for (let change = 0; change < changesFollowed; change += 1) {
    const next = nextChangeAt(predicate, profile, at, rules);
    if (next === never || holds(predicate, profile, next, rules) !== isIn) return next;
    at = Math.max(next, at + 1);
  }
  return at;
};

/** Begins what the passing of time calls for, and remembers where the customer stands now. */
export const followTime = (profile: Profile, now: number, rules: Rules): Profile => {
  if (profile.standings === undefined) return profile;
  let followed = profile;
  for (const campaign of rules.campaigns) {
    const trigger = standingTriggerOf(campaign);
    const seen = trigger && profile.standings[campaign.id];
    const place = trigger && seen && placeAt(trigger, profile, now, rules);
    if (place === undefined || trigger === undefined || seen === undefined || place === seen.at) continue;
    if (isRiseOfBands(trigger, seen, place, rules)) continue;
    const from = cameFrom({ trigger, seen, profile, place, now, rules });
    if (from !== place) followed = moved(followed, { campaign, from, to: place, now, rules });
  }
  return followed;
};

export interface FoldedEvent {
  readonly before: Profile;
  /** With the event folded in. */
  readonly after: Profile;
  readonly now: number;
  readonly rules: Rules;
  /** History moves standings and begins nothing: a half-read one says little about where the customer stands. */
  readonly isHistory: boolean;
}

/** Begins what an event that was just folded calls for. */
export const followEvent = ({ before, after, now, rules, isHistory }: FoldedEvent): Profile => {
  let followed = after;
  const isSilent = before.orders.count === after.orders.count && before.orders.lastAt === after.orders.lastAt;
  for (const campaign of rules.campaigns) {
    const trigger = standingTriggerOf(campaign);
    const to = trigger && placeAt(trigger, after, now, rules);
    if (trigger === undefined || to === undefined) continue;
    const seen = before.standings?.[campaign.id];
    if (isHistory) {
      if (seen !== undefined && seen.at !== to) followed = standingAt(followed, { campaign, to, now, rules });
      continue;
    }
    const from = placeBefore({ trigger, seen, profile: before, place: to, now, rules });
    if (from !== to) followed = moved(followed, { campaign, from, to, now, rules });
    else if (isOutOfDate(trigger, seen, to, rules) && !(isSilent && isRiseOfBands(trigger, seen, to, rules)))
      followed = standingAt(followed, { campaign, to, now, rules });
  }
  return followed;
};

/** Also when the same place was seen by other bands: what an event did by these must not come to light by those again. */
const isOutOfDate = (trigger: StandingTrigger, seen: Standing | undefined, to: Place, rules: Rules): seen is Standing =>
  seen !== undefined && (seen.at !== to || seen.by !== markOf(trigger, rules));

/**
 * A tier above the one that was seen by other bands: without an order nobody rises, so it is the bands that did. Where sinking
 * again would be told again, the standing stays, and with it what was told in this silence.
 */
const isRiseOfBands = (trigger: StandingTrigger, seen: Standing, to: Place, rules: Rules): boolean =>
  trigger.kind === "tier" && seen.by !== markOf(trigger, rules) && isUp(seen.at, to) && begins(trigger, to, seen.at);

/**
 * What held before the event counts, also where a standing is known: it may be old, when nobody had to look. Only a change
 * by time that begins something, and that no look has reached yet, is not passed over.
 */
const placeBefore = ({ seen, place: to, ...q }: EventSighting): Place | undefined => {
  const { trigger, profile, now, rules } = q;
  const held = placeAt(trigger, profile, now, rules);
  if (seen === undefined || held === undefined || seen.at === held) return held;
  const from = cameFrom({ ...q, seen, place: held });
  // Nothing but the bands moved: what began by the old ones does not begin again by these.
  if (from === held) return begins(trigger, seen.at, to) ? held : to;
  return begins(trigger, from, held) ? from : held;
};

/** The profile is the one before the event, the place the one after. */
type EventSighting = Omit<Sighting, "seen"> & { readonly seen: Standing | undefined };

interface Move {
  readonly campaign: Campaign;
  readonly from: Place | undefined;
  readonly to: Place;
  readonly now: number;
  readonly rules: Rules;
}

const moved = (profile: Profile, { campaign, from, to, now, rules }: Move): Profile => {
  const standing = standingAt(profile, { campaign, to, now, rules });
  const trigger = standingTriggerOf(campaign);
  if (trigger === undefined || from === undefined || !begins(trigger, from, to)) return standing;
  const occurrence = `${to}@${rules.dayOf(now)}`;
  if (!mayEnter(campaign, standing, occurrence, now, rules)) return standing;
  return begin(standing, campaign, { occurrence, now, stepAt: now }, rules);
};

const standingAt = (profile: Profile, { campaign, to, now, rules }: Omit<Move, "from">): Profile => {
  const trigger = standingTriggerOf(campaign);
  const by = trigger && markOf(trigger, rules);
  const standing = by === undefined ? { at: to, since: now } : { at: to, since: now, by };
  return profileWith(profile, { standings: withName(profile.standings, campaign.id, standing) });
};

/** Remembers where the customer stands for campaigns that plan a look and have not seen the customer yet. */
export const withBaselines = (profile: Profile, now: number, rules: Rules): Profile => {
  let based = profile;
  for (const campaign of rules.campaigns) {
    const trigger = standingTriggerOf(campaign);
    if (trigger === undefined || profile.standings?.[campaign.id] !== undefined) continue;
    const place =
      nextPlaceAt(trigger, profile, now, rules) === never ? undefined : placeAt(trigger, profile, now, rules);
    if (place !== undefined) based = standingAt(based, { campaign, to: place, now, rules });
  }
  return based;
};
