import type { CustomerEvent, EventEnvelope, MessageReference } from "../event.ts";
import { plainName } from "./columns.ts";
import { fieldsOf, firstOf, type SegmentMessage } from "./segment-message.ts";

/** What an app says became of a push message of ours. */
export interface PushReport {
  readonly messageKey: string;
  readonly kind: "message-opened" | "message-clicked" | "message-delivered";
  readonly envelope: EventEnvelope;
  readonly place: string;
  /** What is kept when there is no such message: the event as the shop named it. */
  readonly otherwise: CustomerEvent;
}

/** Names of Segment's mobile spec, and the short one that apps use. */
const kinds: Readonly<Record<string, PushReport["kind"]>> = {
  pushnotificationtapped: "message-clicked",
  pushnotificationopened: "message-opened",
  pushopened: "message-opened",
  pushnotificationreceived: "message-delivered",
};

/** A message key, as the push carried it to the app in its data. */
const keyForm = /^[a-z2-7]{26}$/;

/** Undefined for every other event, and for a push that is not ours: it carries no key of ours. */
export const readPushReport = (
  message: SegmentMessage,
  q: Pick<PushReport, "envelope" | "place" | "otherwise">,
): PushReport | undefined => {
  const name = plainName(message.event ?? "");
  const kind = message.type === "track" && Object.hasOwn(kinds, name) ? kinds[name] : undefined;
  const messageKey = firstOf(fieldsOf(message.properties), "messageKey", "message_key");
  if (kind === undefined || typeof messageKey !== "string" || !keyForm.test(messageKey)) return undefined;
  return { messageKey, kind, ...q };
};

/** The first report of its kind counts, however often the app repeats it: the time is no part of the event's key. */
export const reportedEvent = ({ kind, envelope }: PushReport, message: MessageReference): CustomerEvent => ({
  ...envelope,
  unstamped: true,
  eventId: `${message.messageKey}-${kind.replace("message-", "")}`,
  kind,
  message,
});
