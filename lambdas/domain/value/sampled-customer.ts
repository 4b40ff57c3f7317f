import type { OrderLine } from "../event.ts";
import type { Profile } from "../profile.ts";

/** An order that was not cancelled. */
export interface SampledOrder {
  readonly orderId: string;
  /** Epoch milliseconds. */
  readonly at: number;
  /** In the shop's currency. */
  readonly amount: number;
  /** With a coupon or another discount. */
  readonly discounted: boolean;
  readonly lines: readonly OrderLine[];
}

/** A customer of a random sample: what the shop learns, it learns of these. */
export interface SampledCustomer {
  readonly profile: Profile;
  /** Oldest first; of somebody with very many orders, the latest ones. */
  readonly orders: readonly SampledOrder[];
}

/** Customers drawn without regard to who they are. */
export interface Sample {
  readonly customers: readonly SampledCustomer[];
  /** How many customers the shop has: exactly when `whole`, else about. */
  readonly of: number;
  /** True when the sample is everybody. */
  readonly whole: boolean;
}
