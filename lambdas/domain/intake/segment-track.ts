import { type Channel, channels } from "../channel.ts";
import type { CustomerEvent, EventEnvelope } from "../event.ts";
import { shown } from "../problem.ts";
import { plainName } from "./columns.ts";
import { topics } from "./consents.ts";
import { maxEventNameLength, maxMessageBytes } from "./message-limits.ts";
import { orderEventId } from "./order-event.ts";
import { type Fields, fieldsOf, firstOf, type SegmentMessage } from "./segment-message.ts";
import { type FieldReader, readId, readOrderParts } from "./segment-order.ts";
import { serviceEvents } from "./segment-service.ts";
import { promiseOf, savingsOf, shopEvents } from "./segment-shop.ts";
import { consentEvent } from "./segment-traits.ts";
import { shortText } from "./values.ts";

export interface Tracked {
  readonly envelope: EventEnvelope;
  readonly properties: Fields;
  readonly place: string;
  readonly reader: FieldReader;
  /** As the shop wrote it. */
  readonly name: string;
}

export type Track = (tracked: Tracked) => CustomerEvent | undefined;

/** The event behind a `track` message; undefined when the reader has a problem with it. */
export const readTrack = (
  message: SegmentMessage,
  q: Omit<Tracked, "name" | "properties">,
): CustomerEvent | undefined => {
  const name = shortText(message.event?.trim() ?? "", maxMessageBytes);
  if (name === "" || name.length > maxEventNameLength) {
    const problem = name === "" ? "is missing" : "is too long";
    const allowed = `a name of 1 to ${maxEventNameLength} letters`;
    q.reader.problems.push({ where: `${q.place}.event`, problem, received: shown(message.event), allowed });
    return undefined;
  }
  const tracked = { ...q, name, properties: fieldsOf(message.properties), place: `${q.place}.properties` };
  const plain = plainName(name);
  return (Object.hasOwn(knownEvents, plain) ? knownEvents[plain] : undefined)?.(tracked) ?? custom(tracked);
};

const orderIdNames = ["order_id", "orderId"];

const placed: Track = (tracked) => {
  const { envelope, properties, place, reader } = tracked;
  const orderId = readId(properties, orderIdNames, place, reader);
  const { amount, lines } = readOrderParts(properties, place, reader);
  if (amount === undefined && reader.problems.length === 0) {
    const allowed = "total, revenue, value or products with prices";
    reader.problems.push({ where: `${place}.total`, problem: "is missing", received: "nothing", allowed });
  }
  if (orderId === undefined || amount === undefined) return undefined;
  const eventId = orderEventId("placed", orderId);
  const more = { ...savingsOf(properties, place, reader), ...promiseOf(tracked) };
  return { ...envelope, eventId, kind: "order-placed", orderId, amount, lines, ...more };
};

const cancelled: Track = ({ envelope, properties, place, reader }) => {
  const orderId = readId(properties, orderIdNames, place, reader);
  const { amount = 0 } = readOrderParts(properties, place, reader);
  if (orderId === undefined) return undefined;
  const eventId = orderEventId("cancelled", orderId);
  return { ...envelope, eventId, kind: "order-cancelled", orderId, amount: Math.abs(amount) };
};

/** By the spec a refund that lists products is a part of the order: the order stays, the money goes back. */
const refunded: Track = (tracked) => {
  const { envelope, properties, place, reader } = tracked;
  if (firstOf(properties, "products") === undefined) return cancelled(tracked);
  const orderId = readId(properties, orderIdNames, place, reader);
  const { amount = 0 } = readOrderParts(properties, place, reader);
  if (orderId === undefined) return undefined;
  return { ...envelope, kind: "order-cancelled", orderId: `${orderId} in part`, amount: Math.abs(amount) };
};

const delivered: Track = ({ envelope, properties, place, reader }) => {
  const orderId = readId(properties, orderIdNames, place, reader);
  if (orderId === undefined) return undefined;
  return { ...envelope, eventId: orderEventId("delivered", orderId), kind: "order-delivered", orderId };
};

/** "Subscribed" and "Unsubscribed": the channel is email and the topic all of them, unless the properties say so. */
const consent = (granted: boolean, usual: Channel): Track => {
  return ({ envelope, properties, place, reader, name }) => {
    const saidChannel = firstOf(properties, "channel") ?? usual;
    const saidTopic = firstOf(properties, "topic", "category") ?? "all";
    const channel = channels.find((known) => known === saidChannel);
    const topic = topics.find((known) => known === saidTopic);
    const refuse = (field: string, received: unknown, allowed: readonly string[]) =>
      reader.problems.push({
        where: `${place}.${field}`,
        problem: "is not known",
        received: shown(received),
        allowed: allowed.join(", "),
      });
    if (channel === undefined) refuse("channel", saidChannel, channels);
    if (topic === undefined) refuse("topic", saidTopic, topics);
    if (channel === undefined || topic === undefined) return undefined;
    return consentEvent({ channel, topic, granted }, envelope, name);
  };
};

const custom: Track = ({ envelope, properties, reader, name }) =>
  reader.problems.length > 0 ? undefined : { ...envelope, kind: "custom", name, properties };

/** Names of the e-commerce spec, today's and the older ones, as `plainName` writes them. */
const knownEvents: Readonly<Record<string, Track>> = {
  ordercompleted: placed,
  completedorder: placed,
  orderplaced: placed,
  ordercancelled: cancelled,
  ordercanceled: cancelled,
  orderrefunded: refunded,
  orderdelivered: delivered,
  // Other things are delivered too; only with an order it is an order.
  delivered: (tracked) => (firstOf(tracked.properties, ...orderIdNames) === undefined ? undefined : delivered(tracked)),
  orderpaid: placed,
  ...shopEvents,
  ...serviceEvents,
  subscribed: consent(true, "email"),
  emailsubscribed: consent(true, "email"),
  smssubscribed: consent(true, "sms"),
  unsubscribed: consent(false, "email"),
  emailunsubscribed: consent(false, "email"),
  smsunsubscribed: consent(false, "sms"),
};
