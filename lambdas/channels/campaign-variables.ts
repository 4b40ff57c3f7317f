import type { Campaign } from "../domain/campaign.ts";
import { stepsWithCoupon } from "../domain/coupon-way.ts";
import { allowedVariables } from "./variables.ts";

/** What the words of a campaign may say because of its trigger and steps. */
export interface CampaignVariables {
  /** Fields of the event that begins a journey, read as `event.<name>`. */
  readonly details: readonly string[];
  /** Every variable that the words of a step may use. */
  allowedAt(stepId: string): readonly string[];
}

export const campaignVariables = (
  { trigger, steps }: Pick<Campaign, "trigger" | "steps">,
  parameters: readonly string[],
): CampaignVariables => {
  const withCoupon = stepsWithCoupon({ trigger, steps });
  const details = detailNames(trigger);
  return {
    details,
    allowedAt: (stepId) => allowedVariables(parameters, { hasCoupon: withCoupon.has(stepId), details }),
  };
};

const detailNames = (trigger: Campaign["trigger"]): readonly string[] => {
  if (trigger.kind === "before-next-purchase") return ["productId"];
  if (trigger.kind !== "event" || (trigger.keep === undefined && !Array.isArray(trigger.on))) return [];
  return ["name", ...(trigger.keep ?? [])];
};
