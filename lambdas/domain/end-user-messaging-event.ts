import * as z from "zod";
import { referenceOf } from "./message-tags.ts";
import { idText, isAddress } from "./provider-text.ts";
import type { AddressMeaning, MessageMeaning, MessageSignal, SesMeaning } from "./ses-event.ts";

/*
 * End User Messaging tells of a text by events (`TEXT_DELIVERED`, …) that echo our context.
 * Carriers may take 72 hours to report; after that the service says UNKNOWN, which proves no more than that it took the text.
 */

/** The parts that are used; the service adds fields at will, so everything else is let through unread. */
const textEvent = z.object({
  eventType: z.string().regex(/^TEXT_[A-Z_]{1,60}$/),
  eventTimestamp: z.number().int(),
  isFinal: z.boolean().default(false),
  destinationPhoneNumber: z.string(),
  messageId: z.string().min(1).pipe(idText),
  messageRequestTimestamp: z.number().int().optional(),
  messageStatusDescription: z.string().default(""),
  context: z.record(z.string(), z.string()).optional(),
});
type TextEvent = z.infer<typeof textEvent>;

interface Said {
  readonly status: MessageSignal;
  readonly permanent: boolean;
  readonly reason?: string;
}

/** `TEXT_CARRIER_BLOCKED` → `carrier-blocked` */
const wordOf = (eventType: string): string => eventType.slice("TEXT_".length).toLowerCase().replaceAll("_", "-");

/** A message that was taken and did not arrive. What is not final may still change; both words sort as SES's bounces do. */
const bounced = ({ eventType, isFinal }: TextEvent, permanent = isFinal): Said => ({
  status: "bounced",
  permanent,
  reason: `bounce-${permanent ? "permanent" : "transient"}-text-${wordOf(eventType)}`,
});

const saidBy = (event: TextEvent): Said | undefined => {
  switch (event.eventType) {
    case "TEXT_SENT":
    case "TEXT_QUEUED":
    case "TEXT_PENDING":
    case "TEXT_UNKNOWN":
      return { status: "accepted", permanent: false };
    case "TEXT_DELIVERED":
      return { status: "delivered", permanent: false };
    // "Accepted by the carrier": in many countries the last word there is, elsewhere a step on the way.
    case "TEXT_SUCCESSFUL":
      return { status: event.isFinal ? "delivered" : "accepted", permanent: false };
    case "TEXT_INVALID":
      return bounced(event, true);
    case "TEXT_BLOCKED":
    case "TEXT_CARRIER_BLOCKED":
    case "TEXT_CARRIER_UNREACHABLE":
    case "TEXT_SPAM":
    case "TEXT_UNREACHABLE":
      return bounced(event);
    // It never left the service, so it has not reached anybody and its slot is free again.
    case "TEXT_INVALID_MESSAGE":
    case "TEXT_PROTECT_BLOCKED":
      return { status: "rejected", permanent: true, reason: `text-${wordOf(event.eventType)}` };
    case "TEXT_TTL_EXPIRED":
      return { status: "expired", permanent: true, reason: "text-ttl-expired" };
    default:
      return undefined;
  }
};

type Tagged = NonNullable<ReturnType<typeof referenceOf>>;

const taggedBy = ({ context }: TextEvent): Tagged | undefined =>
  context === undefined
    ? undefined
    : referenceOf(Object.fromEntries(Object.entries(context).map(([name, value]) => [name, [value]])), "sms");

const messageMeaning = (event: TextEvent, tagged: Tagged | undefined): readonly MessageMeaning[] => {
  const said = saidBy(event);
  if (said === undefined || tagged === undefined) return [];
  const { eventTimestamp: at, messageId: providerId, messageRequestTimestamp: sentAt = at } = event;
  const eventId = `${tagged.message.messageKey}-${said.status}-${at}`;
  return [{ kind: "message", ...tagged, ...said, at, sentAt, providerId, eventId }];
};

/** A number that is none, or whose owner told the carrier to be left alone. */
const causeOf = (event: TextEvent): AddressMeaning["cause"] | undefined => {
  if (/opted?[ -]?out/i.test(event.messageStatusDescription)) return "stop";
  return event.eventType === "TEXT_INVALID" ? "hard-bounce" : undefined;
};

const addressMeaning = (event: TextEvent, tagged: Tagged | undefined): readonly AddressMeaning[] => {
  const cause = causeOf(event);
  if (cause === undefined || !isAddress(event.destinationPhoneNumber)) return [];
  const { destinationPhoneNumber: address, eventTimestamp: at } = event;
  const whose = tagged === undefined ? {} : { customerId: tagged.customerId };
  return [{ kind: "address", channel: "sms", address, cause, at, eventId: `${event.messageId}-${cause}`, ...whose }];
};

/** Undefined when it is no event about a text; an empty list when it says nothing that counts. */
export const readEndUserMessagingEvent = (input: unknown): readonly SesMeaning[] | undefined => {
  const event = textEvent.safeParse(input);
  if (!event.success) return undefined;
  const tagged = taggedBy(event.data);
  return [...messageMeaning(event.data, tagged), ...addressMeaning(event.data, tagged)];
};
