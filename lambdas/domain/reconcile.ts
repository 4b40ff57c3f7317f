import type { Campaign } from "./campaign.ts";
import { hourMs } from "./limits.ts";
import { rebuiltReservation } from "./lost-reservation.ts";
import type { Message, Reservation } from "./message.ts";
import type { Contact, Profile } from "./profile.ts";
import type { Rules } from "./rules.ts";

/*
 * What an outage leaves behind. Between two writes of the engine lies a stream, and a stream forgets after a day: then
 * nobody hands the next step on, and a message stands still for good, with its slot in the caps.
 *
 *     decide ── outbox ──╳ send          a contact and no message
 *     send: claim ─╳ crash ──╳ repeat    a claim whose lease nobody watches
 *     send: ends ── event ──╳ fold       a message that came back and that no journey brings back,
 *                                        or one that will never leave and still has its slot
 *
 * Each is brought to where the lost record would have brought it, by a conditional write on the message that the lost
 * record, should it turn up after all, must lose against or win against.
 */
export type Repair =
  /** Put the message if absent, as an attempt that was never submitted; then tell the profile. */
  | { readonly kind: "record"; readonly reservation: Reservation; readonly status: "released" | "expired" }
  | { readonly kind: "record-held-out"; readonly reservation: Reservation }
  /** The message ended and its profile has not heard of it. */
  | { readonly kind: "tell-again"; readonly message: Message }
  /** Let the tick watch the lease: nobody knows whether the call was made. */
  | { readonly kind: "watch"; readonly message: Message }
  /** Nobody can say what message this was; its slot stays taken until it leaves every window. */
  | { readonly kind: "ask-a-person"; readonly contact: Contact };

export interface Standing {
  readonly profile: Profile;
  /** What the last write of the customer reserved, when it decided something. */
  readonly outbox?: { readonly at: number; readonly reservations: readonly Reservation[] };
  /** Every message of the customer. */
  readonly messages: readonly Message[];
  /** Every known version of the campaigns, see lost-reservation.ts. */
  readonly campaigns: readonly Campaign[];
  readonly now: number;
  readonly rules: Rules;
}

/** Milliseconds after which nothing is under way any more: a stream that works hands a record on within seconds. */
export const quietMs = hourMs;

export const repairsFor = (standing: Standing): readonly Repair[] => [
  ...lostFromOutbox(standing),
  ...lostContacts(standing),
  ...stuckMessages(standing),
];

/** Whoever has none of these has never been reserved a message. */
export const mayNeedRepair = ({ profile, outbox }: Pick<Standing, "profile" | "outbox">): boolean =>
  profile.contacts.length > 0 || Object.keys(profile.entries).length > 0 || outbox !== undefined;

const isQuiet = (at: number, { now }: Standing): boolean => at <= now - quietMs;

const hasMessage = ({ messages }: Standing, key: string): boolean => messages.some((one) => one.messageKey === key);

const recordOf = (reservation: Reservation, { now }: Standing): Repair => ({
  kind: "record",
  reservation,
  status: now > reservation.sendBy ? "expired" : "released",
});

/** As long as nobody has written the customer since, the reservation is there word for word. */
const lostFromOutbox = (standing: Standing): readonly Repair[] => {
  const { outbox } = standing;
  if (outbox === undefined || !isQuiet(outbox.at, standing)) return [];
  return outbox.reservations
    .filter(({ messageKey, attempt }) => attempt === 1 && !hasMessage(standing, messageKey))
    .map((reservation) =>
      reservation.status === "held-out" ? { kind: "record-held-out", reservation } : recordOf(reservation, standing),
    );
};

const lostContacts = (standing: Standing): readonly Repair[] => {
  const { profile, outbox } = standing;
  const known = new Set(outbox?.reservations.map(({ messageKey }) => messageKey));
  return profile.contacts
    .filter(
      ({ at, messageKey }) => isQuiet(at, standing) && !known.has(messageKey) && !hasMessage(standing, messageKey),
    )
    .map((contact) => {
      const reservation = rebuiltReservation({ ...standing, contact });
      return reservation === undefined ? { kind: "ask-a-person", contact } : recordOf(reservation, standing);
    });
};

const stuckMessages = (standing: Standing): readonly Repair[] =>
  standing.messages.flatMap((message): readonly Repair[] => {
    if (!isQuiet(message.updatedAt, standing) || comesBack(message, standing.profile)) return [];
    switch (message.status) {
      case "submitting":
        return isQuiet(message.leaseUntil ?? message.updatedAt, standing) ? [{ kind: "watch", message }] : [];
      case "released":
        return [{ kind: "tell-again", message }];
      case "failed":
      case "expired":
      case "withdrawn":
        return holdsSlot(message, standing) ? [{ kind: "tell-again", message }] : [];
      default:
        return [];
    }
  });

const comesBack = ({ messageKey }: Message, { journeys }: Profile): boolean =>
  journeys.some(({ resend }) => resend?.reservation.messageKey === messageKey);

/** A slot taken lately belongs to the step's next channel, which is on its way. */
const holdsSlot = ({ messageKey }: Message, standing: Standing): boolean =>
  standing.profile.contacts.some((contact) => contact.messageKey === messageKey && isQuiet(contact.at, standing));
