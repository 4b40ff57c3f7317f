import type { Category, Channel } from "./channel.ts";
import type { Details } from "./profile.ts";
import type { WithdrawalReason } from "./reason.ts";

/** What a person may say became of a message in doubt. */
export const personDecisions = ["accepted", "failed", "send-again"] as const;
export type PersonDecision = (typeof personDecisions)[number];

/** A person's decision as it stands on the message; the audit entry beside it holds the person's note as well. */
export interface DecisionRecord {
  readonly decision: PersonDecision;
  /** The email address of the person, or `local`. */
  readonly by: string;
  readonly at: number;
  /** The attempt that was in doubt. */
  readonly attempt: number;
}

/** What a provider said, too late to change where the message stands, of an earlier attempt on another channel. */
export interface EarlierEvidence {
  readonly channel: Channel;
  readonly status: MessageStatus;
  readonly at: number;
}

/** A decided message in the customer's outbox; it already counts against the caps. Instants are epoch milliseconds. */
export interface Reservation {
  readonly messageKey: string;
  readonly campaignId: string;
  readonly campaignVersion: number;
  readonly stepId: string;
  readonly occurrence: string;
  readonly channel: Channel;
  readonly category: Category;
  /** `held-out`: recorded so that the effect can be measured, never submitted. */
  readonly status: "reserved" | "held-out";
  readonly reservedAt: number;
  /** The shop's local day of the reservation, `YYYY-MM-DD`: the day of the funnel that the message belongs to for good. */
  readonly day: string;
  /** The message may not be submitted after this instant. */
  readonly sendBy: number;
  /** The zone whose hours were checked. */
  readonly timeZone: string;
  /** 1 for the first submission; more when the provider proved that it had not accepted the one before. */
  readonly attempt: number;
  readonly variant?: string;
  /** Of the event that began the journey, for the words. */
  readonly details?: Details;
  /** The coupon whose code the message must carry. */
  readonly couponId?: string;
}

/**
 * Life cycle: `submitting → accepted → delivered | bounced | complained`, or one of the ends; `released` waits for its
 * next attempt; `in-doubt` waits for evidence and then becomes accepted, failed or parked (for a person).
 */
export const messageStatuses = [
  "held-out",
  "submitting",
  "released",
  "accepted",
  "delivered",
  "bounced",
  "complained",
  "failed",
  "expired",
  "withdrawn",
  "in-doubt",
  "parked",
] as const;
export type MessageStatus = (typeof messageStatuses)[number];

export interface Message extends Omit<Reservation, "status"> {
  readonly customerId: string;
  readonly status: MessageStatus;
  /** Why it ended as it did: a withdrawal reason, the provider's error code, or the rule that settled a doubt. */
  readonly reason?: string;
  /** The instant of the provider call, epoch milliseconds. */
  readonly submittedAt?: number;
  /** While `submitting` or `in-doubt`: when evidence is next looked at. */
  readonly leaseUntil?: number;
  readonly providerId?: string;
  /** The shop's rule that ended the wait for evidence. */
  readonly rule?: DoubtRule;
  /** The latest decision of a person about a doubt. */
  readonly decision?: DecisionRecord;
  readonly earlier?: EarlierEvidence;
  /** Of a text that went out: what its price is counted in. */
  readonly parts?: number;
  /** What it costs, in millionths of a US dollar; absent where no price is known. */
  readonly costMicros?: number;
  readonly updatedAt: number;
}

/** What a shop may have done with a message of which no evidence came. */
export const doubtRules = ["park", "retry-once"] as const;
export type DoubtRule = (typeof doubtRules)[number];

/** What is known of a message beyond its present attempt. */
export type MessageHistory = Pick<Message, "rule" | "decision" | "earlier">;

export const historyOf = ({ rule, decision, earlier }: Message): MessageHistory => ({
  ...(rule !== undefined && { rule }),
  ...(decision !== undefined && { decision }),
  ...(earlier !== undefined && { earlier }),
});

/** What a provider's answer (or silence) proves about one call. */
export type Outcome =
  | { readonly kind: "accepted"; readonly providerId: string }
  /** Proved not accepted, and may work later. `scope` tells a rate (seconds) from a daily quota (hours). */
  | { readonly kind: "throttled"; readonly scope: "rate" | "quota"; readonly reason: string }
  /** Proved not accepted, and this address or message will never work. */
  | { readonly kind: "rejected"; readonly reason: string; readonly suppress?: "hard-bounce" | "stop" }
  /** Proved not accepted because the whole account may not send: everybody stops. */
  | { readonly kind: "account-stopped"; readonly reason: string }
  /** Nobody can know: a time-out, a lost connection, a server error. */
  | { readonly kind: "unknown"; readonly reason: string };

/** What the re-check at the moment of submission says. */
export type Clearance =
  | { readonly kind: "clear"; readonly address: string }
  | { readonly kind: "expired" }
  | { readonly kind: "withdrawn"; readonly reason: WithdrawalReason }
  /** Not now: quiet hours or a closed day began since the decision. */
  | { readonly kind: "later"; readonly retryAt: number };
