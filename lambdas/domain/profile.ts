import type { Category, Channel } from "./channel.ts";
import type { AttributeValue, CaseSubject, PushPlatform, SuppressionCause, Traits } from "./event.ts";
import type { GoalWindow } from "./goal-window.ts";
import type { Reservation } from "./message.ts";
import type { ShopWindow } from "./shop-window.ts";
import type { Tier } from "./tier.ts";
import type { YearlySpend } from "./yearly-spend.ts";

export interface Consent {
  readonly granted: boolean;
  /** Epoch milliseconds. The latest statement counts; of two at the same instant the withdrawal counts. */
  readonly at: number;
  readonly source: string;
}

export interface Suppression {
  readonly address: string;
  readonly cause: SuppressionCause;
  readonly at: number;
}

export interface RecentOrder {
  readonly orderId: string;
  readonly at: number;
}

/** Figures over all orders that were not cancelled. Sums, counts, minima and maxima, so that late events fold the same. */
export interface OrderFigures {
  readonly count: number;
  readonly revenue: number;
  /** Of `count`, those with a coupon or another discount; absent while there was none. */
  readonly discounted?: number;
  /** Of `revenue`, what belongs to the latest two years; absent before any money came, and in a profile from before it was kept. */
  readonly byYear?: YearlySpend;
  readonly firstAt?: number;
  readonly lastAt?: number;
  readonly lastOrderId?: string;
  /** The latest few orders, newest first; an order that is reported twice is recognised here. */
  readonly recent: readonly RecentOrder[];
}

/**
 * A product this customer bought, the most recent few only. What is optional adds nothing where it is absent; a profile from
 * before it was remembered lacks it too.
 */
export interface ProductFigures {
  readonly productId: string;
  readonly lastAt: number;
  /** Orders that had it. */
  readonly count: number;
  /** Of the first of several orders; with `lastAt` it tells how far apart they were on average. */
  readonly firstAt?: number;
  /** Pieces bought last, where it was not one. */
  readonly pieces?: number;
  /** The kind of goods, as the latest order told it. */
  readonly category?: string;
}

/** A kind of goods this customer bought from, the most recent few only. */
export interface CategoryFigures {
  readonly category: string;
  readonly lastAt: number;
  readonly count: number;
}

export interface Favourite {
  readonly productId: string;
  readonly category?: string;
  readonly at: number;
}

export interface Visits {
  readonly count: number;
  readonly lastAt: number;
}

/** Something the customer did, by the name of its event; a key (category, product) when the event has one. */
export interface Activity {
  readonly name: string;
  readonly key?: string;
  readonly at: number;
}

/** What was left in the cart; gone with the order that follows, or when it is emptied. */
export interface Cart {
  readonly at: number;
  readonly cartId?: string;
  readonly items: number;
  readonly value?: number;
  /** Product ids, the first few. */
  readonly products: readonly string[];
}

export interface Device {
  readonly endpoint: string;
  readonly platform: PushPlatform;
  readonly at: number;
}

/** A case that is not closed yet: promotions wait meanwhile. */
export interface OpenCase {
  readonly caseId: string;
  readonly subject: CaseSubject;
  readonly at: number;
}

/** A case that was closed: word of its opening that comes later opens nothing. */
export interface ClosedCase {
  readonly caseId: string;
  readonly at: number;
}

/** A code the customer was given and has not used yet. */
export interface HeldCoupon {
  readonly couponId: string;
  readonly code: string;
  readonly campaignId: string;
  readonly at: number;
  readonly expiresAt?: number;
  /** The messages that carry it, by `messageMark`; absent for a code that was told of after it had gone out. */
  readonly messages?: readonly string[];
}

/** Where a campaign that waits for a change of tier or segment last saw the customer. */
export interface Standing {
  /** A tier, or `in` or `out` of the segment. */
  readonly at: Tier | "in" | "out";
  readonly since: number;
  /** The learned bands it went by, by `bandsMark`; absent where it went by none. */
  readonly by?: string;
}

/** A campaign that the customer left because of what happened, so that what was reserved before is taken back. */
export interface Departure {
  readonly campaignId: string;
  readonly occurrence: string;
  readonly at: number;
}

export interface Engagement {
  readonly delivered: number;
  readonly clicked: number;
  readonly lastClickAt?: number;
  /** Push only, as the shop's app reports it; an email's opening proves nothing. Absent while there was none. */
  readonly opened?: number;
  readonly lastOpenAt?: number;
}

/** A message that counts against the caps: the profile's contact history is the cap ledger. */
export interface Contact {
  readonly messageKey: string;
  readonly channel: Channel;
  readonly category: Category;
  /** The instant of the reservation, epoch milliseconds; in the future for a promised message that holds its place. */
  readonly at: number;
}

/** A few fields of an event, by the last part of their path. */
export type Details = Readonly<Record<string, string | number>>;

/** A customer's place in a campaign, while a step lies ahead. */
export interface Journey {
  readonly campaignId: string;
  /** What made the customer enter: an order, a birthday year, … A customer enters once per occurrence. */
  readonly occurrence: string;
  readonly version: number;
  readonly enteredAt: number;
  readonly stepIndex: number;
  /** When the step first became due; its send-by deadline counts from here. */
  readonly stepAt: number;
  /** When to look again: `stepAt`, or later after a deferral. */
  readonly lookAt: number;
  /** Present when a reserved message came back unsent; such a journey sends that message again and ends. */
  readonly resend?: Resend;
  /** The coupon of a step that was passed: the messages that follow carry its code. */
  readonly couponId?: string;
  /** The way that a split sent the customer, recorded with the messages that follow. */
  readonly variant?: string;
  /** What the trigger keeps of the event that began the journey; `name` is the event's own. */
  readonly details?: Details;
  /** Steps that an edit put ahead of a customer who is through with them: they are skipped. See move-to-version.ts. */
  readonly passed?: readonly string[];
}

export interface Resend {
  /** The reservation whose submission did not happen; the next one has the same key and one attempt more. */
  readonly reservation: Reservation;
  /** True after a throttle (the slot in the caps is still held), false after a definite failure (it was refunded). */
  readonly holdsSlot: boolean;
}

/** The latest time a customer entered a campaign. */
export interface Entry {
  readonly occurrence: string;
  readonly at: number;
  readonly count: number;
  /** What the customer does after the campaign wanted to write; kept from one entry to the next until it is over. */
  readonly window?: GoalWindow;
}

/** The fold of a customer's events: figures, not histories; under 2 KB as stored. */
export interface Profile {
  readonly customerId: string;
  /** Counts the writes of the stored item; 0 means not stored yet. Every write is conditional on it. */
  readonly version: number;
  /** Stream sequence number of the last event folded in: an event at or below it was folded already. */
  readonly watermark?: string;
  /** When the earliest event folded in reached Rekindle, epoch milliseconds: once it has expired, events no longer tell all. */
  readonly since?: number;
  readonly traits: Traits;
  /** When the newest `identified` event happened: an older one fills gaps but overrides nothing. */
  readonly traitsAt?: number;
  readonly consents: Readonly<Partial<Record<Channel, Readonly<Record<string, Consent>>>>>;
  /** Addresses that must not be written to again, one entry each: going back to an old address brings no mail back. */
  readonly suppressions: Readonly<Partial<Record<Channel, readonly Suppression[]>>>;
  readonly orders: OrderFigures;
  readonly products: readonly ProductFigures[];
  /** What the shop knows besides the traits. */
  readonly attributes?: Readonly<Record<string, AttributeValue>>;
  /** When attributes that are answers of the customer's were given, by name. */
  readonly answeredAt?: Readonly<Record<string, number>>;
  /** What steps of campaigns noted down; an attribute of the same name outranks it. */
  readonly marks?: Readonly<Record<string, string | number | boolean>>;
  readonly categories?: readonly CategoryFigures[];
  readonly favourites?: readonly Favourite[];
  readonly visits?: Visits;
  /** The latest few, the newest first. */
  readonly activities?: readonly Activity[];
  readonly cart?: Cart;
  /** When the cart was last emptied without an order since; absent when something was put in later. */
  readonly cartEmptiedAt?: number;
  readonly devices?: readonly Device[];
  /** Messages a week the customer wants at most. */
  readonly frequency?: { readonly perWeek: number; readonly at: number };
  /** When the customer last chose to hear as often as the shop's caps allow; absent when a number was chosen since. */
  readonly frequencyFreedAt?: number;
  readonly cases?: readonly OpenCase[];
  /** The latest few, the newest first. */
  readonly closedCases?: readonly ClosedCase[];
  readonly coupons?: readonly HeldCoupon[];
  readonly engagement: Readonly<Partial<Record<Channel, Engagement>>>;
  /** By campaign id. */
  readonly standings?: Readonly<Record<string, Standing>>;
  readonly departures?: readonly Departure[];
  readonly contacts: readonly Contact[];
  readonly journeys: readonly Journey[];
  readonly entries: Readonly<Record<string, Entry>>;
  /** What the customer does after any campaign first wanted to write, for the effect of everything together. */
  readonly shopWindow?: ShopWindow;
  /** While history is being imported nothing is decided: a half-read history looks like a dormant customer. */
  readonly settleUntil?: number;
  /** When this customer must next be looked at, epoch milliseconds; absent when no live campaign can say. */
  readonly dueAt?: number;
}

export { emptyProfile } from "./profile-with.ts";
