import { type Message, messageStatuses } from "./message.ts";
import { messageKey } from "./message-key.ts";

/** A message in a state that no way of sending can bring about. */
export const messageFaults = {
  "unknown-status": "has a status that does not exist",
  "wrong-key": "has a key that is not the hash of its campaign, customer, step and occurrence",
  "without-lease": "waits for a result and has no lease, so nobody will ever ask",
  "needless-lease": "waits for nothing and has a lease",
  "held-out-submitted": "was held out and submitted",
  "submitted-late": "was submitted after its deadline",
  "wrong-attempt": "has an attempt that is no whole number from 1",
} as const;
export type MessageFault = keyof typeof messageFaults;

/** Milliseconds between the check of the deadline and the provider's call: rendering lies between. */
const submissionMs = 60_000;

const holds: Readonly<Record<MessageFault, (message: Message) => boolean>> = {
  "unknown-status": ({ status }) => !messageStatuses.includes(status),
  "wrong-key": (message) => message.messageKey !== messageKey(message),
  "without-lease": ({ status, leaseUntil }) => isOpen(status) && leaseUntil === undefined,
  // A message that is released out of a doubt keeps its lease until its profile was told.
  "needless-lease": ({ status, leaseUntil }) => !isOpen(status) && status !== "released" && leaseUntil !== undefined,
  "held-out-submitted": ({ status, submittedAt }) => status === "held-out" && submittedAt !== undefined,
  "submitted-late": ({ submittedAt, sendBy }) => submittedAt !== undefined && submittedAt > sendBy + submissionMs,
  "wrong-attempt": ({ attempt }) => !Number.isInteger(attempt) || attempt < 1,
};

const isOpen = (status: Message["status"]): boolean => status === "submitting" || status === "in-doubt";

export const faultsOf = (message: Message): readonly MessageFault[] =>
  (Object.keys(holds) as MessageFault[]).filter((fault) => holds[fault](message));
