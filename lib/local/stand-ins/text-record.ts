import type { SQSRecord } from "aws-lambda";
import type { SmsEntry } from "./inbox.ts";
import { queueRecord } from "./queue-record.ts";

/** The events of End User Messaging that a stand-in can make. */
export const textEventTypes = [
  "TEXT_QUEUED",
  "TEXT_PENDING",
  "TEXT_SUCCESSFUL",
  "TEXT_DELIVERED",
  "TEXT_INVALID",
  "TEXT_INVALID_MESSAGE",
  "TEXT_BLOCKED",
  "TEXT_CARRIER_BLOCKED",
  "TEXT_CARRIER_UNREACHABLE",
  "TEXT_UNREACHABLE",
  "TEXT_SPAM",
  "TEXT_PROTECT_BLOCKED",
  "TEXT_TTL_EXPIRED",
  "TEXT_UNKNOWN",
] as const;
export type TextEventType = (typeof textEventTypes)[number];

const onTheWay: ReadonlySet<TextEventType> = new Set(["TEXT_QUEUED", "TEXT_PENDING"]);

/** What becomes of a text that nobody speaks of: it waits, then it arrives. SNS sends the others, and tells nothing. */
export const textEventsOf = (entry: SmsEntry): readonly TextEventType[] =>
  entry.context === undefined ? [] : ["TEXT_PENDING", "TEXT_DELIVERED"];

const eventOf = ({ entry, type, at, description }: TextEvent) => ({
  eventType: type,
  eventVersion: "1.0",
  eventTimestamp: at,
  isFinal: !onTheWay.has(type),
  originationPhoneNumber: entry.attributes.OriginationIdentity ?? "",
  destinationPhoneNumber: entry.to[0] ?? "",
  isoCountryCode: "US",
  messageId: entry.providerId,
  messageRequestTimestamp: entry.receivedAt,
  messageEncoding: "GSM",
  messageType: entry.attributes.MessageType,
  messageStatus: type.slice("TEXT_".length),
  messageStatusDescription: description ?? "",
  context: entry.context,
  totalMessageParts: 1,
  totalMessagePrice: 0.01,
  totalCarrierFee: 0,
});

export interface TextEvent {
  readonly entry: SmsEntry;
  readonly type: TextEventType;
  /** When it happened, epoch milliseconds. */
  readonly at: number;
  /** The carrier's own words. */
  readonly description?: string;
}

export const textRecord = (event: TextEvent): SQSRecord =>
  queueRecord({
    id: `${event.entry.providerId}-${event.type.toLowerCase()}-${event.at}`,
    topic: "sms-events",
    message: eventOf(event),
    at: event.at,
  });

/** What a person wrote back, as two-way messaging hands it on. */
export const replyRecord = (q: { readonly from: string; readonly text: string; readonly at: number }): SQSRecord => {
  const id = `reply-${q.from.slice(1)}-${q.at}`;
  const message = {
    originationNumber: q.from,
    destinationNumber: "+12125550101",
    messageKeyword: "KEYWORD_000000000000",
    messageBody: q.text,
    inboundMessageId: id,
  };
  return queueRecord({ id, topic: "sms-events", message, at: q.at });
};
