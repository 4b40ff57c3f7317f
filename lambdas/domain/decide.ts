import type { Action } from "./action.ts";
import { arriveAt } from "./arrive.ts";
import { entered, newJourney } from "./begin.ts";
import type { Campaign } from "./campaign.ts";
import { type Draft, draftOf } from "./draft.ts";
import type { Addition } from "./funnel-counts.ts";
import type { Look, Paced } from "./look.ts";
import type { Reservation } from "./message.ts";
import type { Place } from "./place.ts";
import { type DueLook, dueLooks } from "./plan.ts";
import type { Journey, Profile } from "./profile.ts";
import { profileWith } from "./profile-with.ts";
import { compareRank, type Ranked } from "./ranking.ts";
import { resend } from "./resend.ts";
import type { Rules } from "./rules.ts";
import { followTime } from "./standing.ts";
import { detailsOfOccurrence, occurrenceOf } from "./trigger.ts";
import { sendByOf, walk } from "./walk.ts";

export type { Look, Paced } from "./look.ts";

export interface Decision {
  readonly profile: Profile;
  readonly reservations: readonly Reservation[];
  readonly looks: readonly Look[];
  /** What is asked for besides messages. */
  readonly actions: readonly Action[];
  /** What is counted besides looks; absent when it is nothing. */
  readonly counted?: readonly Addition[];
}

/**
 * Looks at everything that is due for one customer, best campaign first, so that a scarce slot goes to whoever ranks
 * highest and not to whoever ran first. Messages that came back unsent go before all others: they were promised.
 */
export const decide = (undecided: Profile, now: number, rules: Rules, paced?: Paced): Decision => {
  const profile = followTime(undecided, now, rules);
  const due = dueLooks(profile, now, rules);
  if (due.length === 0) return { profile, reservations: [], looks: [], actions: [] };
  const draft = draftOf(profile);
  for (const look of due) if (look.kind === "resend") resend(draft, look.journey, now, rules);
  const candidates = candidatesOf(draft, due, { now, rules, left: paced === undefined ? rules.hourlyMax : noLimits });
  if (candidates.length > 1) candidates.sort(compareRank);
  for (const candidate of candidates) walk(draft, candidate, now, rules, paced);
  const { reservations, looks, actions, counted } = draft;
  return { profile: decided(draft), reservations, looks, actions, ...(counted.length > 0 && { counted }) };
};

/** The very same profile when nothing came of it, so that nothing is written. */
const decided = ({ profile, contacts, journeys, entries, marks, coupons, shopWindow }: Draft): Profile => {
  const isSame =
    contacts === profile.contacts &&
    journeys === profile.journeys &&
    entries === profile.entries &&
    marks === profile.marks &&
    shopWindow === profile.shopWindow &&
    coupons === profile.coupons;
  if (isSame) return profile;
  return profileWith(profile, { contacts, journeys, entries, marks, coupons, shopWindow });
};

interface Candidate extends Ranked {
  readonly place: Place;
  /** The journey as the profile holds it. */
  readonly from: Journey;
}

const noLimits: ReadonlyMap<string, number> = new Map();

interface Circumstances {
  readonly now: number;
  readonly rules: Rules;
  /** These stay due: whoever does not count an hour's messages must not add to them. */
  readonly left: ReadonlyMap<string, number>;
}

const candidatesOf = (draft: Draft, due: readonly DueLook[], circumstances: Circumstances): Candidate[] => {
  const candidates: Candidate[] = [];
  for (const look of due) {
    if (look.kind === "resend" || circumstances.left.has(look.campaign.id)) continue;
    const candidate =
      look.kind === "journey"
        ? candidateOf({ campaign: look.campaign, journey: look.journey }, look.from)
        : enterNow(draft, look.campaign, circumstances);
    if (candidate !== undefined) candidates.push(candidate);
  }
  return candidates;
};

/** Most journeys end at the look that began them, so a new one is put among the others only after it. */
const enterNow = (draft: Draft, campaign: Campaign, { now, rules }: Circumstances): Candidate | undefined => {
  const occurrence = occurrenceOf(campaign, draft.profile, now, rules);
  const details = detailsOfOccurrence(campaign, draft.profile, occurrence);
  const begun = newJourney(campaign, { occurrence, now, stepAt: now, ...(details && { details }) });
  draft.entries = entered(draft.entries, begun);
  const journey = arriveAt(campaign, begun, 0, now, rules);
  return journey && candidateOf({ campaign, journey }, journey);
};

const candidateOf = (place: Place, from: Journey): Candidate => {
  const { campaign, journey } = place;
  const step = campaign.steps[journey.stepIndex];
  return { campaign, place, from, sendBy: step?.kind === "send" ? sendByOf(step, journey) : journey.lookAt };
};
