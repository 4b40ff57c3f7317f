import type { Campaign } from "./campaign.ts";
import { moved } from "./move-to-version.ts";
import type { Journey } from "./profile.ts";
import { type Rules, versionKey } from "./rules.ts";
import { type Outline, outlineOf, outlineOfNames } from "./step-outline.ts";

/** A journey with the version whose steps it walks. */
export interface Place {
  readonly campaign: Campaign;
  readonly journey: Journey;
}

/**
 * Where a journey stands under the rules of now. Nothing while its campaign is paused: the place is kept, nobody looks.
 *
 * A customer finishes on the version they walk, unless an edit since then moved those inside: then they go on in the
 * version of the latest such edit, whose steps they are found in by name (see move-to-version.ts).
 */
export const placeOf = (journey: Journey, rules: Rules): Place | undefined => {
  const live = rules.campaignsById.get(journey.campaignId);
  return live && placeIn(journey, live, rules);
};

/** What a customer's journey is about, also while its campaign is paused. */
export const standingOf = (journey: Journey, rules: Rules): Place | undefined => {
  const live = rules.campaignsById.get(journey.campaignId) ?? rules.resting.get(journey.campaignId);
  return live && placeIn(journey, live, rules);
};

const placeIn = (journey: Journey, live: Campaign, rules: Rules): Place => {
  if (live.version === journey.version) return { campaign: live, journey };
  const earlier = rules.earlier.get(versionKey(journey.campaignId, journey.version));
  if (earlier?.inside === "finish") return { campaign: earlier.campaign, journey };
  const from = earlier === undefined ? forgotten(journey, rules) : outlineOf(earlier.campaign);
  const campaign = earlier === undefined ? live : movedTo(journey, live, rules);
  // Of a version so old that nobody kept its steps' names, the number of the step is all there is to go by.
  if (from === undefined) return { campaign, journey: { ...journey, version: campaign.version } };
  const { stepIndex, passed } = moved(from, outlineOf(campaign), {
    stepIndex: journey.stepIndex,
    passed: journey.passed ?? [],
  });
  const { passed: _, ...rest } = journey;
  const there = { ...rest, version: campaign.version, stepIndex };
  return { campaign, journey: passed.length === 0 ? there : { ...there, passed } };
};

/** An edit moves everybody inside, so a later version on which people finish is as far as the moves before it went. */
const movedTo = ({ campaignId, version }: Journey, live: Campaign, rules: Rules): Campaign => {
  for (let next = version + 1; next < live.version; next += 1) {
    const earlier = rules.earlier.get(versionKey(campaignId, next));
    if (earlier?.inside === "finish") return earlier.campaign;
  }
  return live;
};

const forgotten = ({ campaignId, version }: Journey, rules: Rules): Outline | undefined => {
  const steps = rules.forgotten.get(campaignId)?.find(({ upTo }) => version <= upTo)?.steps;
  return steps && outlineOfNames(steps);
};

/** The version that a reservation was made by, as far as it is kept; otherwise the live one. Nothing while paused. */
export const versionOf = (
  { campaignId, campaignVersion }: { readonly campaignId: string; readonly campaignVersion: number },
  rules: Rules,
): Campaign | undefined => {
  const live = rules.campaignsById.get(campaignId);
  if (live === undefined || live.version === campaignVersion) return live;
  return rules.earlier.get(versionKey(campaignId, campaignVersion))?.campaign ?? live;
};
