import { arriveAt } from "./arrive.ts";
import type { Campaign } from "./campaign.ts";
import type { Details, Journey, Profile } from "./profile.ts";
import { profileWith } from "./profile-with.ts";
import type { Rules } from "./rules.ts";
import { withName } from "./with-name.ts";

export interface Beginning {
  readonly occurrence: string;
  readonly now: number;
  /** When the first step is due, epoch milliseconds. */
  readonly stepAt: number;
  readonly details?: Details;
}

/** A journey before its first step. */
export const newJourney = (campaign: Campaign, { occurrence, now, stepAt, details }: Beginning): Journey => {
  const { id: campaignId, version } = campaign;
  const journey = { campaignId, occurrence, version, enteredAt: now, stepIndex: 0, stepAt, lookAt: stepAt };
  return details === undefined ? journey : { ...journey, details };
};

/** The customer's latest entry into each campaign, with this one. */
export const entered = (entries: Profile["entries"], journey: Journey): Profile["entries"] => {
  const { campaignId, occurrence, enteredAt: at } = journey;
  const before = entries[campaignId];
  const count = (before?.count ?? 0) + 1;
  const window = before?.window;
  const entry = window === undefined ? { occurrence, at, count } : { occurrence, at, count, window };
  return withName(entries, campaignId, entry);
};

/** The profile with a new journey at its first step, or behind the waits that come first. */
export const begin = (profile: Profile, campaign: Campaign, beginning: Beginning, rules: Rules): Profile => {
  const fresh = newJourney(campaign, beginning);
  const arrived = arriveAt(campaign, fresh, 0, beginning.stepAt, rules);
  return profileWith(profile, {
    journeys: arrived === undefined ? profile.journeys : [...profile.journeys, arrived],
    entries: entered(profile.entries, fresh),
  });
};
