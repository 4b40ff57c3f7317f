import type { SkipReason } from "./reason.ts";

/** One campaign was due for one customer, and this is what came of it. Looks are what the funnel counts. */
export interface Look {
  readonly campaignId: string;
  readonly stepId: string;
  readonly outcome: "reserved" | "held-out" | SkipReason;
  /** When to look again, epoch milliseconds; absent when the outcome is final. */
  readonly until?: number;
}

/** Campaigns whose hour is full, each with the instant at which this customer may be looked at again. */
export type Paced = ReadonlyMap<string, number>;
