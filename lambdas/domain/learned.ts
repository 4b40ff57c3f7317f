import type { SharesFrom } from "./split-way.ts";
import type { TierBands } from "./tier-bands.ts";
import type { DropoutModel } from "./value/dropout-model.ts";
import type { ProductGapModel } from "./value/product-gap.ts";

/**
 * What decisions go by that nobody set: the learn job estimated it from a random sample of the shop's customers. It reaches
 * each customer at their next look, never by a scan, so a plan may be as old as the look it came from.
 */
export interface Learned {
  /** When it was learned, epoch milliseconds; 0 while nothing was. The same instant says the same. */
  readonly at: number;
  /** Where recency, frequency and money divide the shop's own customers. */
  readonly bands?: TierBands;
  /** Who is still a customer. */
  readonly customers?: DropoutModel;
  /** When products are bought again. */
  readonly gaps?: ProductGapModel;
  /** Of splits that adapt, by `wayKey`: the shares of this week and of the next, the earlier ones first. */
  readonly ways?: ReadonlyMap<string, readonly SharesFrom[]>;
}

export const nothingLearned: Learned = { at: 0 };

export const wayKey = (campaignId: string, stepId: string): string => `${campaignId}/${stepId}`;
