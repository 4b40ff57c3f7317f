import type { CustomerEvent } from "./event.ts";
import type { Message, MessageStatus, PersonDecision } from "./message.ts";

/** A step of a message's life. */
export type MessageMoment =
  | { readonly at: number; readonly what: "reserved" | "submitted" | "delivered" | "opened" | "clicked" }
  /** A person said what became of it. */
  | { readonly at: number; readonly what: "decided"; readonly by: string; readonly decision: PersonDecision }
  /** A provider said so, too late, of an earlier attempt. */
  | { readonly at: number; readonly what: "said-late"; readonly status: MessageStatus }
  /** Where it came to stand, and stands. */
  | { readonly at: number; readonly what: "stands"; readonly status: MessageStatus; readonly reason?: string };

const told = {
  "message-delivered": "delivered",
  "message-opened": "opened",
  "message-clicked": "clicked",
} as const;

const ofEvents = (events: readonly CustomerEvent[], messageKey: string): readonly MessageMoment[] =>
  events.flatMap((event): readonly MessageMoment[] =>
    event.kind in told && "message" in event && event.message.messageKey === messageKey
      ? [{ at: event.occurredAt, what: told[event.kind] }]
      : [],
  );

/** Said by an event already: the message's own record of it adds nothing. */
const isTold = (message: Message, moments: readonly MessageMoment[]): boolean =>
  message.status === "delivered" && moments.some(({ what }) => what === "delivered");

/** What is known of a message, in the order in which it happened. Of its customer's events those that name it. */
export const momentsOf = (message: Message, events: readonly CustomerEvent[]): readonly MessageMoment[] => {
  const { reservedAt, submittedAt, decision, earlier, status, reason, updatedAt } = message;
  const heard = ofEvents(events, message.messageKey);
  const all: readonly MessageMoment[] = [
    { at: reservedAt, what: "reserved" },
    ...(submittedAt === undefined ? [] : [{ at: submittedAt, what: "submitted" } as const]),
    ...heard,
    ...(decision === undefined
      ? []
      : [{ at: decision.at, what: "decided", by: decision.by, decision: decision.decision } as const]),
    ...(earlier === undefined ? [] : [{ at: earlier.at, what: "said-late", status: earlier.status } as const]),
    ...(isTold(message, heard)
      ? []
      : [{ at: updatedAt, what: "stands", status, ...(reason !== undefined && { reason }) } as const]),
  ];
  return all.toSorted((a, b) => a.at - b.at);
};
