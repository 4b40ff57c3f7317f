import type { CustomerEvent } from "./event.ts";
import type { DecisionRecord, Message, PersonDecision } from "./message.ts";
import { droppedEvent, releasedEvent, reservationOf } from "./message-event.ts";
import type { Problem } from "./problem.ts";
import { doubtReasons } from "./settlement.ts";

/** What a decision changes: where the message stands, and what its customer's profile has to hear. */
export interface Decided {
  readonly ok: true;
  readonly next: {
    readonly status: "accepted" | "failed" | "released";
    readonly reason: string;
    readonly decision: DecisionRecord;
  };
  readonly events: readonly CustomerEvent[];
}

export type PersonVerdict = Decided | { readonly ok: false; readonly problem: Problem };

export interface DecisionInput {
  readonly message: Message;
  readonly decision: PersonDecision;
  /** Who decides. */
  readonly by: string;
  /** Epoch milliseconds. */
  readonly now: number;
}

/** Statuses about which a person may decide; every other one is known or still on its way. */
export const undecided = ["in-doubt", "parked"] as const;

/** What may be decided now: after its deadline a message could only expire, so it is not sent again. */
export const decisionsOpen = (message: Message, now: number): readonly PersonDecision[] =>
  now < message.sendBy ? ["accepted", "failed", "send-again"] : ["accepted", "failed"];

/**
 * A person says what became of a message of which the provider said nothing. `accepted` lets it stand and keeps its slot;
 * `failed` gives the slot back and lets the next channel try; `send-again` is one further attempt, which may send it twice.
 * Nothing of this is proof, so what the provider says later still wins.
 */
export const decideDoubt = ({ message, decision, by, now }: DecisionInput): PersonVerdict => {
  const refusal = refusalOf(message, decision, now);
  if (refusal !== undefined) return { ok: false, problem: refusal };
  const record: DecisionRecord = { decision, by, at: now, attempt: message.attempt };
  const about = { customerId: message.customerId, reservation: reservationOf(message), at: now };
  switch (decision) {
    case "accepted":
      return decided("accepted", doubtReasons.acceptedByPerson, record, []);
    case "failed":
      return decided("failed", doubtReasons.failedByPerson, record, [droppedEvent({ ...about, outcome: "failed" })]);
    case "send-again":
      return decided("released", doubtReasons.sentAgain, record, [releasedEvent({ ...about, retryAt: now })]);
  }
};

const decided = (
  status: Decided["next"]["status"],
  reason: string,
  decision: DecisionRecord,
  events: readonly CustomerEvent[],
): Decided => ({ ok: true, next: { status, reason, decision }, events });

const refusalOf = (message: Message, decision: PersonDecision, now: number): Problem | undefined => {
  if (!undecided.some((status) => status === message.status))
    return {
      where: "message",
      problem: "is not in doubt",
      received: message.status,
      allowed: "a message that is in-doubt or parked",
    };
  const open = decisionsOpen(message, now);
  if (open.includes(decision)) return undefined;
  return {
    where: "body.decision",
    problem: "comes after the message's send-by deadline",
    received: decision,
    allowed: open.join(", "),
  };
};
