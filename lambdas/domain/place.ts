import type { Campaign } from "./campaign.ts";
import type { Journey } from "./profile.ts";
import { type Rules, versionKey } from "./rules.ts";

/** A journey with the version whose steps it walks. */
export interface Place {
  readonly campaign: Campaign;
  readonly journey: Journey;
}

/**
 * Where a journey stands under the rules of now. Nothing while its campaign is paused: the place is kept, nobody looks.
 *
 * Steps have ids, so a customer who is moved to another version goes on at the step of the same name; message keys hold
 * the step's id as well, so nobody gets a step twice. When the step is gone, the next one that is still there comes.
 */
export const placeOf = (journey: Journey, rules: Rules): Place | undefined => {
  const live = rules.campaignsById.get(journey.campaignId);
  if (live === undefined || live.version === journey.version) return live && { campaign: live, journey };
  const earlier = rules.earlier.get(versionKey(journey.campaignId, journey.version));
  if (earlier?.inside === "finish") return { campaign: earlier.campaign, journey };
  // The steps of a version that nobody kept are unknown: the number of the step is all there is to go by.
  const stepIndex = earlier === undefined ? journey.stepIndex : movedIndex(earlier.campaign, live, journey.stepIndex);
  return { campaign: live, journey: { ...journey, version: live.version, stepIndex } };
};

const movedIndex = (from: Campaign, to: Campaign, stepIndex: number): number => {
  for (const { id } of from.steps.slice(stepIndex)) {
    const index = to.steps.findIndex((step) => step.id === id);
    if (index >= 0) return index;
  }
  return to.steps.length;
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
