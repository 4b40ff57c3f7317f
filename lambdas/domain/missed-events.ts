import type { CustomerEvent } from "./event.ts";
import { figureDifferences } from "./figure-differences.ts";
import type { Message } from "./message.ts";
import type { Profile } from "./profile.ts";
import { changesFigures } from "./recompute.ts";
import { mayHaveExpired } from "./verify-profile.ts";

/*
 * Events that were given up and came back after later ones of the same customer had been folded. The watermark has passed
 * them, so it cannot tell whether they were folded in a try that failed for somebody else, or never:
 *
 *     A1 fails and is given up ── A2 is folded, watermark A2 ── A1 comes again: not above the watermark
 *
 * The profile itself is the witness. It is what its events make of it either with these or without them.
 */
export interface MissedQuestion {
  readonly profile: Profile;
  /** Every stored event of the customer that changes figures. */
  readonly events: readonly CustomerEvent[];
  /** Events at or below the watermark that were folded together or not at all. */
  readonly passed: readonly CustomerEvent[];
  readonly messages: readonly Message[];
  /** The shop's time zone. */
  readonly shopZone: string;
  readonly now: number;
  readonly retentionDays: number;
}

export interface Missed {
  /** Fold these, whatever the watermark says. */
  readonly missed: readonly CustomerEvent[];
  /** Nobody can tell; a person has to look. */
  readonly unproved: readonly CustomerEvent[];
}

export const missedAmong = (q: MissedQuestion): Missed => {
  const figures = q.passed.filter(changesFigures);
  const undone = q.passed.filter((event) => !changesFigures(event) && isUndone(event, q));
  if (figures.length === 0) return { missed: undone, unproved: [] };
  if (mayHaveExpired({ ...q, stored: q.profile })) return openQuestion(figures, undone, q);

  const others = q.events.filter((event) => !figures.some((one) => isSameEvent(one, event)));
  const isExplained = (events: readonly CustomerEvent[]): boolean =>
    figureDifferences(q.profile, events, q.shopZone).length === 0;
  const [withThem, withoutThem] = [isExplained(q.events), isExplained(others)];
  if (withThem && !withoutThem) return { missed: [], unproved: [] };
  if (withoutThem && !withThem) return { missed: q.passed, unproved: [] };
  return withThem ? openQuestion(figures, undone, q) : { missed: undone, unproved: figures };
};

/** No proof either way. What may be folded twice without harm is folded. */
const openQuestion = (
  figures: readonly CustomerEvent[],
  undone: readonly CustomerEvent[],
  q: MissedQuestion,
): Missed => ({
  missed: [...figures.filter(isRepeatable), ...undone],
  unproved: figures.filter((event) => !isRepeatable(event) && !isRemembered(event, q.profile)),
});

const isSameEvent = (a: CustomerEvent, b: CustomerEvent): boolean =>
  a.eventId === b.eventId && a.occurredAt === b.occurredAt;

/** The newest statement wins, however often it is made. */
const repeatable: ReadonlySet<CustomerEvent["kind"]> = new Set([
  "identified",
  "consent-given",
  "consent-withdrawn",
  "suppressed",
  "case-opened",
  "case-closed",
  "churn-reason-told",
  "device-registered",
  "device-removed",
  "frequency-chosen",
]);
const isRepeatable = ({ kind }: CustomerEvent): boolean => repeatable.has(kind);

const isRemembered = (event: CustomerEvent, { orders }: Profile): boolean =>
  event.kind === "order-placed" && orders.recent.some(({ orderId }) => orderId === event.orderId);

/** Whether what the event asks for has not happened. Asking for it once more is harmless: a claim decides. */
const isUndone = (event: CustomerEvent, { profile, messages }: MissedQuestion): boolean => {
  switch (event.kind) {
    case "message-released":
    case "message-dropped": {
      const { messageKey, attempt } = event.reservation;
      const message = messages.find((one) => one.messageKey === messageKey);
      const stands = event.kind === "message-released" ? "released" : "failed";
      const comesBack = profile.journeys.some(({ resend }) => resend?.reservation.messageKey === messageKey);
      const holdsSlot =
        event.kind === "message-dropped" && profile.contacts.some((contact) => contact.messageKey === messageKey);
      return holdsSlot || (!comesBack && message?.status === stands && message.attempt === attempt);
    }
    case "message-proved":
      return true; // What it takes back is not there a second time, and a slot that is taken is not taken again.
    case "order-delivered": {
      const isAhead = profile.journeys.some(({ occurrence }) => occurrence === event.orderId);
      const hasEntered = Object.values(profile.entries).some(({ occurrence }) => occurrence === event.orderId);
      return isAhead || (!hasEntered && !messages.some(({ occurrence }) => occurrence === event.orderId));
    }
    default:
      return false;
  }
};
