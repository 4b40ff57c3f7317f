import type { CustomerEvent, SuppressionCause } from "./event.ts";
import type { Message, Reservation } from "./message.ts";

/** What the events of a message share. */
interface About {
  readonly customerId: string;
  readonly reservation: Reservation;
  /** The instant of the status change this event tells of, epoch milliseconds; a repeat must give the same one. */
  readonly at: number;
}

/** The same fact about the same attempt has the same id, so that saying it twice is harmless. */
const envelope = ({ customerId, reservation, at }: About, kind: string) => ({
  customerId,
  eventId: `${reservation.messageKey}-${reservation.attempt}-${kind}`,
  occurredAt: at,
  receivedAt: at,
});

/** The provider did not accept it, and it may be tried again at `retryAt`. */
export const releasedEvent = (about: About & { readonly retryAt: number }): CustomerEvent => ({
  ...envelope(about, "message-released"),
  kind: "message-released",
  reservation: about.reservation,
  retryAt: about.retryAt,
});

/** It will never be accepted. */
export const droppedEvent = (
  about: About & { readonly outcome: "failed" | "expired" | "withdrawn" },
): CustomerEvent => ({
  ...envelope(about, "message-dropped"),
  kind: "message-dropped",
  reservation: about.reservation,
  outcome: about.outcome,
});

/** The provider took it, although a person had said that it failed. */
export const provedEvent = (about: About): CustomerEvent => ({
  ...envelope(about, "message-proved"),
  kind: "message-proved",
  reservation: about.reservation,
});

/** The provider's answer proved that this address must not be written to again. */
export const suppressedEvent = (
  about: About & { readonly address: string; readonly cause: SuppressionCause },
): CustomerEvent => ({
  ...envelope(about, "suppressed"),
  kind: "suppressed",
  channel: about.reservation.channel,
  address: about.address,
  cause: about.cause,
});

/** The reservation that a message is the record of. */
export const reservationOf = (message: Message): Reservation => ({
  messageKey: message.messageKey,
  campaignId: message.campaignId,
  campaignVersion: message.campaignVersion,
  stepId: message.stepId,
  occurrence: message.occurrence,
  channel: message.channel,
  category: message.category,
  status: "reserved",
  reservedAt: message.reservedAt,
  day: message.day,
  sendBy: message.sendBy,
  timeZone: message.timeZone,
  attempt: message.attempt,
  ...(message.couponId !== undefined && { couponId: message.couponId }),
  ...(message.variant !== undefined && { variant: message.variant }),
});
