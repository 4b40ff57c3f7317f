import type { EarlierEvidence, Message, MessageStatus } from "./message.ts";
import type { MessageMeaning, MessageSignal } from "./ses-event.ts";
import { isGivenUp } from "./settlement.ts";

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
  expired: { status: "expired", over: underWay },
  "rendering-failed": { status: "failed", over: underWay },
};

type Standing = Pick<Message, "status" | "reason">;

/** A transient bounce (an out-of-office answer, say) and a delivery may both be true: delivered is what stands. */
const isTransientBounce = (standing: Standing): boolean =>
  standing.status === "bounced" && standing.reason?.startsWith("bounce-permanent") !== true;

const wins = (meaning: MessageMeaning, standing: Standing): boolean => {
  const { status, over } = proofs[meaning.status];
  if (over.includes(standing.status)) return true;
  // A person only guessed that it failed: everything that proves the contrary is better.
  if (isGivenUp(standing)) return status !== "failed" && status !== "expired";
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

/** The provider took the message and then found that it would not, or could not in time, hand it on. */
export const refusalOutcome = (meaning: MessageMeaning): "failed" | "expired" | undefined => {
  const { status } = proofs[meaning.status];
  return status === "failed" || status === "expired" ? status : undefined;
};

/** Where an earlier attempt on another channel came to, by the last word said about it. */
export const earlierEvidence = (meanings: readonly MessageMeaning[]): EarlierEvidence | undefined => {
  const last = meanings.at(-1);
  return last === undefined
    ? undefined
    : { channel: last.message.channel, status: proofs[last.status].status, at: last.at };
};
