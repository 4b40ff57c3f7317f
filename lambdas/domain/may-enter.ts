// Who may enter a campaign, whatever its trigger is: whom the audience holds and the exclusion does not, not too often, and
// not into more journeys at a time than a profile can remember.
import type { Campaign } from "./campaign.ts";
import { holds } from "./holds.ts";
import { journeysPerCampaign } from "./limits.ts";
import { nextChangeAt } from "./next-change.ts";
import type { Entry, Profile } from "./profile.ts";
import { spanMs } from "./range.ts";
import type { Rules } from "./rules.ts";

/** Whether the audience holds the customer at an instant, and the exclusion does not. */
export const isAdmitted = (
  { audience, exclusion }: Pick<Campaign, "audience" | "exclusion">,
  profile: Profile,
  at: number,
  rules: Rules,
): boolean =>
  (audience === undefined || holds(audience, profile, at, rules)) &&
  (exclusion === undefined || !holds(exclusion, profile, at, rules));

/** The next instant at which that may change by time alone; later than `at`, and Infinity when only an event can change it. */
export const nextAdmissionAt = (
  { audience, exclusion }: Campaign,
  profile: Profile,
  at: number,
  rules: Rules,
): number => {
  const never = Number.POSITIVE_INFINITY;
  const byAudience = audience === undefined ? never : nextChangeAt(audience, profile, at, rules);
  const byExclusion = exclusion === undefined ? never : nextChangeAt(exclusion, profile, at, rules);
  return Math.max(Math.min(byAudience, byExclusion), at + 1);
};

/** From when on who entered before may enter again; Infinity when that was the last time. */
export const reentryAt = ({ policy: { reentry } }: Campaign, entry: Entry | undefined): number => {
  if (reentry === undefined || entry === undefined) return Number.NEGATIVE_INFINITY;
  if (reentry.max !== undefined && entry.count >= reentry.max) return Number.POSITIVE_INFINITY;
  return reentry.afterDays === undefined ? Number.NEGATIVE_INFINITY : entry.at + spanMs(reentry.afterDays);
};

/** A further occurrence does not enter while so many journeys of the campaign lie ahead. */
export const hasRoom = ({ id }: Campaign, { journeys }: Profile): boolean => {
  let open = 0;
  for (const journey of journeys) if (journey.campaignId === id && journey.resend === undefined) open += 1;
  return open < journeysPerCampaign;
};

/** Whether something that happened lets the customer in, for an occurrence that is not the latest one already. */
export const mayEnter = (
  campaign: Campaign,
  profile: Profile,
  occurrence: string,
  now: number,
  rules: Rules,
): boolean => hasRoom(campaign, profile) && isInvited(campaign, profile, occurrence, now, rules);

/** The same, but for the room. */
export const isInvited = (
  campaign: Campaign,
  profile: Profile,
  occurrence: string,
  now: number,
  rules: Rules,
): boolean => {
  const entry = profile.entries[campaign.id];
  return (
    entry?.occurrence !== occurrence && reentryAt(campaign, entry) <= now && isAdmitted(campaign, profile, now, rules)
  );
};
