import type { Campaign } from "./campaign.ts";

export interface Ranked {
  readonly campaign: Campaign;
  /** The send-by deadline of the step that is due, epoch milliseconds. */
  readonly sendBy: number;
}

/** Who goes first when several campaigns want the same customer: a total order, so that no tie is left to chance. */
export const compareRank = (a: Ranked, b: Ranked): number =>
  a.campaign.policy.priority - b.campaign.policy.priority ||
  b.campaign.policy.expectedValue - a.campaign.policy.expectedValue ||
  a.sendBy - b.sendBy ||
  (a.campaign.id < b.campaign.id ? -1 : 1);
