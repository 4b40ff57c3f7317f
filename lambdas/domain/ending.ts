import { retryAt } from "./backoff.ts";
import type { CustomerEvent } from "./event.ts";
import type { Clearance, Message, Outcome, Reservation } from "./message.ts";
import { droppedEvent, releasedEvent, reservationOf, suppressedEvent } from "./message-event.ts";

/** How one attempt ended: what is written on the message, and what the customer's profile has to hear of it. */
export type Ending =
  | { readonly status: "accepted"; readonly providerId: string }
  | { readonly status: "released"; readonly reason: string; readonly retryAt: number }
  | {
      readonly status: "failed" | "expired" | "withdrawn";
      readonly reason: string;
      readonly suppress?: Suppress;
    }
  /** Nobody can know; the provider's event may still tell. */
  | { readonly status: "in-doubt"; readonly reason: string }
  /** An earlier attempt may have been accepted, so this one must not give the slot back: a person decides. */
  | { readonly status: "parked"; readonly reason: string; readonly suppress?: Suppress };

/** The answer also proved that the address must not be written to again. */
interface Suppress {
  readonly address: string;
  readonly cause: "hard-bounce" | "stop";
}

interface Attempt {
  readonly reservation: Reservation;
  /** Epoch milliseconds. */
  readonly now: number;
}

/** What ended an attempt before the provider was called; nothing when the call may be made. */
export const endingOfClearance = (clearance: Clearance): Ending | undefined => {
  switch (clearance.kind) {
    case "clear":
      return undefined;
    case "expired":
      return { status: "expired", reason: "expired" };
    case "withdrawn":
      return { status: "withdrawn", reason: clearance.reason };
    case "later":
      return { status: "released", reason: "not-now", retryAt: clearance.retryAt };
  }
};

/** A fault of our own before the call: the provider never heard of the message, so it may safely come back. */
export const endingOfFault = ({ reservation, now }: Attempt): Ending => ({
  status: "released",
  reason: "not-submitted",
  retryAt: retryAt({ cause: "fault", attempt: reservation.attempt, now, sendBy: reservation.sendBy }),
});

/** It must carry a code and there is none. */
export const noCoupon: Ending = { status: "failed", reason: "no-coupon" };

/** Another channel would lack the code as well: the slot is given back, and nothing more is tried. */
const droppedAs = (status: "failed" | "expired" | "withdrawn", reason: string | undefined) =>
  reason === "no-coupon" ? "withdrawn" : status;

export const renderFailed: Ending = { status: "failed", reason: "render-failed" };

export const endingOfOutcome = (outcome: Outcome, q: Attempt & { readonly address: string }): Ending => {
  const back = { attempt: q.reservation.attempt, now: q.now, sendBy: q.reservation.sendBy };
  switch (outcome.kind) {
    case "accepted":
      return { status: "accepted", providerId: outcome.providerId };
    case "throttled":
      return { status: "released", reason: outcome.reason, retryAt: retryAt({ ...back, cause: outcome.scope }) };
    case "account-stopped":
      return { status: "released", reason: outcome.reason, retryAt: retryAt({ ...back, cause: "account" }) };
    case "rejected":
      return {
        status: "failed",
        reason: outcome.reason,
        ...(outcome.suppress && { suppress: { address: q.address, cause: outcome.suppress } }),
      };
    case "unknown":
      return { status: "in-doubt", reason: outcome.reason };
  }
};

/**
 * The same ending when the attempt before was tried once more out of a doubt, by a rule or by a person. The doubt stays:
 * what was perhaps accepted is never reported as unsent, so neither its slot nor its place in the list of doubts is given up.
 */
export const endingAfterDoubt = (ending: Ending, doubt: string): Ending => {
  switch (ending.status) {
    case "accepted":
    case "in-doubt":
    case "parked":
      return ending;
    case "released":
      return { ...ending, reason: doubt };
    case "failed":
    case "expired":
    case "withdrawn":
      return { ...ending, status: "parked", reason: `${doubt}-then-${ending.reason}` };
  }
};

interface Told {
  readonly customerId: string;
  readonly reservation: Reservation;
  readonly ending: Ending;
  readonly at: number;
}

const suppressedBy = (q: Told): readonly CustomerEvent[] =>
  "suppress" in q.ending && q.ending.suppress !== undefined ? [suppressedEvent({ ...q, ...q.ending.suppress })] : [];

/** What the customer's profile has to hear of an ending at the instant `at`. */
export const eventsOfEnding = (q: Told): readonly CustomerEvent[] => {
  const { ending } = q;
  switch (ending.status) {
    case "accepted":
    case "in-doubt":
      return [];
    case "parked":
      return suppressedBy(q);
    case "released":
      return [releasedEvent({ ...q, retryAt: ending.retryAt })];
    case "failed":
    case "expired":
    case "withdrawn":
      // There is no profile to tell: the customer was erased, and nothing new is stored of them.
      if (ending.reason === "customer-unknown") return [];
      // The suppression first: the next channel is chosen by a profile that knows it.
      return [...suppressedBy(q), droppedEvent({ ...q, outcome: droppedAs(ending.status, ending.reason) })];
  }
};

/**
 * The events that an already written ending called for, told again because nobody knows whether they were told. They
 * have the ids and the instant of the first telling, so a repeat changes nothing.
 */
export const eventsAgain = (message: Message): readonly CustomerEvent[] => {
  const reservation = reservationOf(message);
  const about = { customerId: message.customerId, reservation, at: message.updatedAt };
  const { status, attempt, sendBy, updatedAt } = message;
  if (status === "released") {
    return [releasedEvent({ ...about, retryAt: retryAt({ cause: "fault", attempt, now: updatedAt, sendBy }) })];
  }
  // With a provider's id, the provider refused it after accepting it: then feedback tells of it, at its own instant.
  const isOurs = message.providerId === undefined && message.reason !== "customer-unknown";
  return isOurs && (status === "failed" || status === "expired" || status === "withdrawn")
    ? [droppedEvent({ ...about, outcome: droppedAs(status, message.reason) })]
    : [];
};
