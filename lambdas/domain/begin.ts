import { arriveAt } from "./arrive.ts";
import type { Campaign } from "./campaign.ts";
import type { Details, Journey, Profile } from "./profile.ts";
import type { Rules } from "./rules.ts";

export interface Beginning {
  readonly occurrence: string;
  readonly now: number;
  /** When the first step is due, epoch milliseconds. */
  readonly stepAt: number;
  readonly details?: Details;
}

/** A journey before its first step. */
export const newJourney = (campaign: Campaign, { occurrence, now, stepAt, details }: Beginning): Journey => ({
  campaignId: campaign.id,
  occurrence,
  version: campaign.version,
  enteredAt: now,
  stepIndex: 0,
  stepAt,
  lookAt: stepAt,
  ...(details !== undefined && { details }),
});

/** The customer's latest entry into each campaign, with this one. */
export const entered = (entries: Profile["entries"], journey: Journey): Profile["entries"] => {
  const { count = 0, window } = entries[journey.campaignId] ?? {};
  const entry = { occurrence: journey.occurrence, at: journey.enteredAt, count: count + 1 };
  return { ...entries, [journey.campaignId]: window === undefined ? entry : { ...entry, window } };
};

/** The profile with a new journey at its first step, or behind the waits that come first. */
export const begin = (profile: Profile, campaign: Campaign, beginning: Beginning, rules: Rules): Profile => {
  const fresh = newJourney(campaign, beginning);
  const arrived = arriveAt(campaign, fresh, 0, beginning.stepAt, rules);
  return {
    ...profile,
    journeys: arrived === undefined ? profile.journeys : [...profile.journeys, arrived],
    entries: entered(profile.entries, fresh),
  };
};
