import type { Message, MessageStatus } from "./message.ts";
import type { MessageMeaning, MessageSignal } from "./ses-event.ts";

/** Statuses in which nobody knows yet, or was wrong about, that the provider has the message. */
const unproved: readonly MessageStatus[] = ["submitting", "released", "in-doubt", "parked"];
const underWay: readonly MessageStatus[] = [...unproved, "accepted"];

/** What each signal proves, and over which statuses it wins; so events may come in any order and more than once. */
const proofs: Readonly<
  Record<MessageSignal, { readonly status: MessageStatus; readonly over: readonly MessageStatus[] }>
> = {
  accepted: { status: "accepted", over: unproved },
  delayed: { status: "accepted", over: unproved },
  delivered: { status: "delivered", over: underWay },
  /** Who clicked or opened has it, even when the word of its delivery got lost. */
  clicked: { status: "delivered", over: underWay },
  opened: { status: "delivered", over: underWay },
  bounced: { status: "bounced", over: underWay },
  complained: { status: "complained", over: [...underWay, "delivered", "bounced"] },
  rejected: { status: "failed", over: underWay },
  "rendering-failed": { status: "failed", over: underWay },
};

type Standing = Pick<Message, "status" | "reason">;

/** A transient bounce (an out-of-office answer, say) and a delivery may both be true: delivered is what stands. */
const isTransientBounce = (standing: Standing): boolean =>
  standing.status === "bounced" && standing.reason?.startsWith("bounce-permanent") !== true;

const wins = (meaning: MessageMeaning, standing: Standing): boolean => {
  const { status, over } = proofs[meaning.status];
  if (over.includes(standing.status)) return true;
  if (status === "delivered") return isTransientBounce(standing);
  if (status === "bounced")
    return meaning.permanent && (standing.status === "delivered" || isTransientBounce(standing));
  return false;
};

export interface Proved {
  readonly status: MessageStatus;
  readonly reason?: string;
  readonly providerId: string;
  readonly submittedAt: number;
}

/** Where a message stands after all that its provider said; undefined when that changes nothing. */
export const provedBy = (
  message: Pick<Message, "status" | "reason" | "submittedAt">,
  meanings: readonly MessageMeaning[],
): Proved | undefined => {
  let proved: Proved | undefined;
  for (const meaning of meanings) {
    if (!wins(meaning, proved ?? message)) continue;
    proved = {
      status: proofs[meaning.status].status,
      ...(meaning.reason === undefined ? {} : { reason: meaning.reason }),
      providerId: meaning.providerId,
      submittedAt: message.submittedAt ?? meaning.sentAt,
    };
  }
  return proved;
};

/** SES took the message and then found that it would not send it. */
export const isRefusal = (meaning: MessageMeaning): boolean => proofs[meaning.status].status === "failed";
