import type { Channel, Language } from "./channel.ts";
import type { Reservation } from "./message.ts";
import type { TaskKind, TaskOutcome } from "./task.ts";

/** What is known of a person. An absent field says nothing; it never erases what was known. */
export interface Traits {
  readonly email?: string;
  /** E.164, for example `+447700900123`. */
  readonly phone?: string;
  readonly firstName?: string;
  readonly lastName?: string;
  /** IANA zone. An unknown or invalid one makes the shop's zone apply. */
  readonly timeZone?: string;
  readonly language?: Language;
  /** ISO 3166-1 alpha-2. */
  readonly country?: string;
}

/** A value of an attribute: text, number, yes or no, or a few texts. A date is text, `1990-05-17`. */
export type AttributeValue = string | number | boolean | readonly string[];

export const pushPlatforms = ["apns", "fcm"] as const;
export type PushPlatform = (typeof pushPlatforms)[number];

export const caseSubjects = ["complaint", "review", "survey", "other"] as const;
export type CaseSubject = (typeof caseSubjects)[number];

export const churnReasons = ["forgot", "dissatisfied", "variety", "price", "other"] as const;
export type ChurnReason = (typeof churnReasons)[number];

export interface OrderLine {
  readonly productId: string;
  readonly quantity: number;
  readonly unitPrice: number;
  readonly name?: string;
  readonly category?: string;
}

export const suppressionCauses = ["hard-bounce", "complaint", "stop", "manual", "erased"] as const;
export type SuppressionCause = (typeof suppressionCauses)[number];

/** Which message a feedback event is about. */
export interface MessageReference {
  readonly messageKey: string;
  readonly campaignId: string;
  readonly stepId: string;
  readonly occurrence: string;
  readonly channel: Channel;
}

/** Something that happened to a customer. Money is in the shop's currency, in major units. */
export type EventBody =
  | {
      readonly kind: "identified";
      readonly traits: Traits;
      /** What the shop knows besides the traits, by its own names: birthday, membership level, … */
      readonly attributes?: Readonly<Record<string, AttributeValue>>;
    }
  /** An order that counts: paid, or certain to be. */
  | {
      readonly kind: "order-placed";
      readonly orderId: string;
      readonly amount: number;
      readonly lines: readonly OrderLine[];
      /** Codes the customer used. */
      readonly coupons?: readonly string[];
      /** What the customer saved by them or otherwise. */
      readonly discount?: number;
      /** When the shop promised delivery, epoch milliseconds. */
      readonly promisedAt?: number;
    }
  /** An order that is not paid yet; `order-placed` or `order-cancelled` with its id ends the waiting. */
  | {
      readonly kind: "order-created";
      readonly orderId: string;
      readonly amount: number;
      readonly lines: readonly OrderLine[];
    }
  | { readonly kind: "order-cancelled"; readonly orderId: string; readonly amount: number }
  | {
      readonly kind: "order-shipped";
      readonly orderId: string;
      readonly carrier?: string;
      readonly promisedAt?: number;
    }
  /** A parcel on its way: each node that logistics report. */
  | { readonly kind: "shipment-moved"; readonly orderId: string; readonly status: string }
  | { readonly kind: "order-delivered"; readonly orderId: string }
  | { readonly kind: "visited"; readonly page?: string }
  | { readonly kind: "product-viewed"; readonly productId: string; readonly category?: string }
  | { readonly kind: "product-favourited"; readonly productId: string; readonly category?: string }
  /** What lies in the cart now; `items` is 0 when it was emptied. */
  | {
      readonly kind: "cart-updated";
      readonly cartId?: string;
      readonly items: number;
      readonly value?: number;
      readonly products: readonly string[];
    }
  | {
      readonly kind: "review-posted";
      readonly reviewId: string;
      /** 1 (worst) to 5. */
      readonly rating: number;
      readonly productId?: string;
    }
  | {
      readonly kind: "case-opened";
      readonly caseId: string;
      readonly subject: CaseSubject;
      readonly channel?: Channel;
    }
  /** Somebody told the customer that the case is looked at; then, what came of it. */
  | {
      readonly kind: "case-acknowledged" | "case-result-told";
      readonly caseId: string;
      readonly subject: CaseSubject;
    }
  | { readonly kind: "case-closed"; readonly caseId: string; readonly subject: CaseSubject; readonly outcome: string }
  /** A person did, or gave up, what a task asked for. */
  | {
      readonly kind: "task-closed";
      readonly taskId: string;
      readonly task: TaskKind;
      readonly outcome: TaskOutcome;
      readonly campaignId?: string;
      readonly stepId?: string;
    }
  | {
      readonly kind: "survey-answered";
      readonly surveyId: string;
      readonly measure: "csat" | "nps";
      /** 1 to 5 for CSAT, 0 to 10 for NPS. */
      readonly score: number;
      readonly about?: string;
      /** The customer's own words; they stand here and nowhere else. */
      readonly comment?: string;
    }
  | { readonly kind: "churn-reason-told"; readonly reason: ChurnReason; readonly source: string }
  | {
      readonly kind: "device-registered";
      /** The SNS platform endpoint that reaches the device; the shop's token is kept nowhere. */
      readonly endpoint: string;
      readonly platform: PushPlatform;
    }
  | { readonly kind: "device-removed"; readonly endpoint: string }
  /** The customer chose how often to hear from the shop; absent `perWeek`: as often as the shop's caps allow. */
  | { readonly kind: "frequency-chosen"; readonly perWeek?: number }
  /** A code from a pool went out; codes that rules can tell by themselves need no event. */
  | {
      readonly kind: "coupon-issued";
      readonly couponId: string;
      readonly code: string;
      readonly campaignId: string;
      /** Epoch milliseconds. Not `expiresAt`: by that name the table forgets an event. */
      readonly validUntil?: number;
    }
  | {
      readonly kind: "consent-given" | "consent-withdrawn";
      readonly channel: Channel;
      /** A category, or `all`. */
      readonly topic: string;
      readonly source: string;
      readonly evidence?: string;
    }
  | {
      readonly kind: "suppressed";
      readonly channel: Channel;
      /** The address that must not be written to again; another address of the same person stays usable. */
      readonly address: string;
      readonly cause: SuppressionCause;
    }
  | { readonly kind: "message-clicked" | "message-opened" | "message-delivered"; readonly message: MessageReference }
  /** The provider proved that it did not accept the message for now: it comes back at `retryAt`, keeping its slot. */
  | { readonly kind: "message-released"; readonly reservation: Reservation; readonly retryAt: number }
  /** The message will never be accepted: its slot is refunded, and on `failed` the step's next channel is considered. */
  | {
      readonly kind: "message-dropped";
      readonly reservation: Reservation;
      readonly outcome: "failed" | "expired" | "withdrawn";
    }
  /** A message that a person had given up was accepted after all: it counts again and is not sent elsewhere. */
  | { readonly kind: "message-proved"; readonly reservation: Reservation }
  | { readonly kind: "custom"; readonly name: string; readonly properties: Readonly<Record<string, unknown>> };

export type EventKind = EventBody["kind"];

export interface EventEnvelope {
  readonly customerId: string;
  /** Unique per customer. The same id at the same instant is the same event, however often it arrives. */
  readonly eventId: string;
  /** When it happened, epoch milliseconds. */
  readonly occurredAt: number;
  /** When it reached Rekindle, epoch milliseconds. */
  readonly receivedAt: number;
  /**
   * Present when the time was taken from, or corrected by, the arrival. The stored key then leaves the time out, because a
   * repeat of the event would get another one.
   */
  readonly unstamped?: true;
}

export type CustomerEvent = EventEnvelope & EventBody;
