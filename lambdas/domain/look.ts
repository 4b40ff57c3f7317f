import type { SkipReason } from "./reason.ts";

/** One campaign was due for one customer, and this is what came of it. Looks are what the funnel counts. */
export interface Look {
  readonly campaignId: string;
  readonly stepId: string;
  readonly outcome: "reserved" | "held-out" | SkipReason;
  /** When to look again, epoch milliseconds; absent when the outcome is final. */
  readonly until?: number;
  /** The cap that decided, of a look that a cap put off. */
  readonly capId?: string;
  /** Present when the customer's goal window begins with this look; see goal-window.ts. */
  readonly began?: Began;
}

export interface Began {
  /** What the customer had spent before, in whole cents. */
  readonly spentCents: number;
  readonly variant?: string;
  readonly heldOut: boolean;
}

/** Campaigns whose hour is full, each with the instant at which this customer may be looked at again. */
export type Paced = ReadonlyMap<string, number>;
