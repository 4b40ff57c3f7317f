import type { Look } from "../../lambdas/domain/decide.ts";
import type { Counts } from "../../lambdas/domain/funnel-counts.ts";
import type { Message, Reservation } from "../../lambdas/domain/message.ts";
import type { Kill } from "./crew.ts";
import type { ProviderCall } from "./provider-log.ts";
import type { stormSettings } from "./settings.ts";
import type { Happening, StormShop } from "./storm-shop.ts";

/** What one write of a customer decided, as the customers stream tells it. */
export interface Decided {
  readonly customerId: string;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly reservations: readonly Reservation[];
  readonly looks: readonly Look[];
}

/** Something the engine was told, and how often everything had come to rest when the telling was through. */
export interface Told {
  readonly happening: Happening;
  readonly rests: number;
}

/** A provider's event that makes an address one that must not be written to, and the rests before it was told. */
export interface ToldSuppression {
  readonly address: string;
  readonly rests: number;
}

/** While the account was paused; both in calls seen. */
export interface Pause {
  readonly from: number;
  readonly to: number;
}

/** A customer at the end, as stored. */
export interface StoredCustomer {
  readonly customerId: string;
  readonly orders: number;
  readonly revenue: number;
  /** Clicks in emails. */
  readonly clicks: number;
  readonly dueAt?: number;
}

/** Everything there is to judge a storm by. Instants are epoch milliseconds of the virtual clock. */
export interface StormRecord {
  readonly settings: typeof stormSettings;
  readonly shop: StormShop;
  readonly startedAt: number;
  readonly endedAt: number;
  /** What the providers saw, in the order in which they saw it. */
  readonly calls: readonly ProviderCall[];
  readonly kills: readonly Kill[];
  /** Counts of calls at which everything was at rest: all that had been told by then was folded. */
  readonly restedAt: readonly number[];
  readonly told: readonly Told[];
  readonly suppressions: readonly ToldSuppression[];
  /** The address of each click that the engine was told of. */
  readonly clicks: readonly string[];
  readonly pauses: readonly Pause[];
  readonly decided: readonly Decided[];
  readonly messages: readonly Message[];
  readonly customers: readonly StoredCustomer[];
  readonly funnels: Readonly<Record<string, Counts>>;
  /** Records and queue messages that some worker gave up. */
  readonly deadLetters: number;
}
