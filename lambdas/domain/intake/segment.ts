import type { CustomerEvent, EventEnvelope } from "../event.ts";
import { fingerprint } from "../fingerprint.ts";
import { type Problem, shown } from "../problem.ts";
import { schemaProblems } from "../schema-problems.ts";
import { isDeeperThan, jsonBytes, maxBatchMessages, maxDepth, maxMessageBytes } from "./message-limits.ts";
import { type DeviceReport, readDevice } from "./segment-device.ts";
import {
  type Fields,
  fieldsOf,
  type MessageType,
  messageSchema,
  messageTypes,
  type SegmentMessage,
} from "./segment-message.ts";
import type { FieldReader } from "./segment-order.ts";
import { type PushReport, readPushReport } from "./segment-push.ts";
import { type Arrival, type MessageTime, timeOf } from "./segment-time.ts";
import { readTrack } from "./segment-track.ts";
import { readMessageConsents, readMessageTraits } from "./segment-traits.ts";
import { isId, shortText } from "./values.ts";

/** What became of one message. */
export type MessageOutcome =
  | {
      readonly accepted: true;
      readonly events: readonly CustomerEvent[];
      /** Values that could not be used and were left out. */
      readonly notes: readonly Problem[];
      /** A device to register for push; its event follows the registration. */
      readonly device?: DeviceReport;
      /** What became of a push message; its event follows a look at the message. */
      readonly report?: PushReport;
    }
  | { readonly accepted: false; readonly problems: readonly Problem[] };

/** Problems told of one message; the first ones are what a person needs. */
const problemsShown = 5;

export const callNames = [...messageTypes, "batch"] as const;
export type CallName = (typeof callNames)[number];

const refused = (...problems: readonly Problem[]): MessageOutcome => ({
  accepted: false,
  problems: problems.slice(0, problemsShown),
});

/** The messages of one call, each judged alone. `call` says what the path said: a single message needs no `type` of its own. */
export const readCall = (call: CallName, body: unknown, arrival: Arrival): readonly MessageOutcome[] => {
  if (call !== "batch") return [readMessage(body, { arrival, place: call, type: call, shared: {} })];
  const { batch, sentAt, context } = fieldsOf(body);
  const allowed = `a list of 1 to ${maxBatchMessages} messages`;
  if (!Array.isArray(batch)) {
    const received = isDeeperThan(batch, maxDepth) ? "deep nesting" : shown(batch);
    return [refused({ where: "batch", problem: batch === undefined ? "is missing" : "is no list", received, allowed })];
  }
  if (batch.length === 0 || batch.length > maxBatchMessages)
    return [refused({ where: "batch", problem: "has a wrong length", received: String(batch.length), allowed })];
  // What the batch says for all of its messages; each one's own context goes before it.
  const shared = isDeeperThan(context, maxDepth) ? {} : fieldsOf(context);
  return batch.map((message: unknown, at) =>
    readMessage(message, { arrival: { ...arrival, sentAt }, place: `batch[${at}]`, shared }),
  );
};

interface Surroundings {
  readonly arrival: Arrival;
  readonly place: string;
  readonly type?: MessageType;
  readonly shared: Fields;
}

const readMessage = (input: unknown, { arrival, place, type, shared }: Surroundings): MessageOutcome => {
  const oversize = sizeProblem(input, place);
  if (oversize !== undefined) return refused(oversize);
  const typed = type === undefined || typeof input !== "object" || input === null ? input : { ...input, type };
  const parsed = messageSchema.safeParse(typed);
  if (!parsed.success) {
    const problems = schemaProblems(parsed.error, { schema: messageSchema, input: typed, root: "" });
    return refused(...problems.map((problem) => ({ ...problem, where: within(place, problem.where) })));
  }
  const message = { ...parsed.data, context: { ...shared, ...parsed.data.context } };
  if (message.userId === undefined || message.userId === null || message.userId === "")
    return refused({
      where: `${place}.userId`,
      problem: "is missing: an event without a customer is not kept",
      received: shown(message.userId ?? undefined),
      allowed: "the shop's id of the customer; anonymousId alone is not enough",
    });
  const time = timeOf(message, arrival, place);
  if (!time.ok) return refused(time.problem);
  return readEvents(message, envelopeOf({ message, customerId: message.userId, input, time, arrival }), place);
};

const within = (place: string, where: string): string =>
  where === "" || where.startsWith("[") ? `${place}${where}` : `${place}.${where}`;

/** Depth goes first: measuring and showing a value walk into it. */
const sizeProblem = (input: unknown, place: string): Problem | undefined => {
  if (isDeeperThan(input, maxDepth))
    return { where: place, problem: "is nested too deeply", allowed: `at most ${maxDepth} levels` };
  const bytes = jsonBytes(input);
  if (bytes <= maxMessageBytes) return undefined;
  const allowed = `at most ${maxMessageBytes} bytes`;
  return { where: place, problem: "is too large", received: `${bytes} bytes`, allowed };
};

interface Identity {
  readonly message: SegmentMessage;
  readonly customerId: string;
  readonly input: unknown;
  readonly time: Extract<MessageTime, { ok: true }>;
  readonly arrival: Arrival;
}

/**
 * A message without an id is recognised by its content and time; with neither id nor time each arrival is an event of its own,
 * because a second withdrawal of consent reads like the first.
 */
const envelopeOf = ({ message, customerId, input, time, arrival }: Identity): EventEnvelope => {
  const { receivedAt } = arrival;
  const given = message.messageId?.trim() ?? "";
  const stamped = { customerId, occurredAt: time.at, receivedAt };
  const unstamped = time.unstamped === undefined ? {} : { unstamped: time.unstamped };
  if (given !== "") return { ...stamped, ...unstamped, eventId: isId(given) ? given : fingerprint(given) };
  const { sentAt: _, ...content } = fieldsOf(input);
  const isDated = (message.originalTimestamp ?? message.timestamp ?? "") !== "";
  if (isDated) return { ...stamped, ...unstamped, eventId: fingerprint(content) };
  return { ...stamped, eventId: fingerprint({ content, receivedAt }) };
};

const readEvents = (message: SegmentMessage, envelope: EventEnvelope, place: string): MessageOutcome => {
  const reader: FieldReader = { problems: [], notes: [] };
  const main = mainEvent(message, { envelope, place, reader });
  if (main === undefined || reader.problems.length > 0) return refused(...reader.problems);
  const consents = readMessageConsents(message, envelope, place);
  // A guest's order often carries the only address there is.
  const buyer = main.kind === "order-placed" ? identifiedBy(message, envelope, place) : [];
  const { device, notes } = readDevice(message, envelope, place);
  const report = readPushReport(message, { envelope, place, otherwise: main });
  return {
    accepted: true,
    events: [...(report === undefined ? [main] : []), ...buyer, ...consents.events],
    notes: [...reader.notes, ...consents.notes, ...notes],
    ...(device !== undefined && { device }),
    ...(report !== undefined && { report }),
  };
};

interface Reading {
  readonly envelope: EventEnvelope;
  readonly place: string;
  readonly reader: FieldReader;
}

const identifiedBy = (message: SegmentMessage, envelope: EventEnvelope, place: string): readonly CustomerEvent[] => {
  const { traits } = readMessageTraits(message, place);
  if (traits.email === undefined && traits.phone === undefined) return [];
  return [{ ...envelope, eventId: `${envelope.eventId}-traits`, kind: "identified", traits }];
};

const pageNameMax = 120;

const pageOf = (name: unknown): { readonly page?: string } =>
  typeof name === "string" && name.trim() !== "" ? { page: shortText(name.trim(), pageNameMax) } : {};

const mainEvent = (message: SegmentMessage, { envelope, place, reader }: Reading): CustomerEvent | undefined => {
  const properties = fieldsOf(message.properties);
  const custom = (name: string, kept: Fields): CustomerEvent => ({
    ...envelope,
    kind: "custom",
    name,
    properties: kept,
  });
  switch (message.type) {
    case "identify": {
      const { traits, attributes, notes } = readMessageTraits(message, place);
      reader.notes.push(...notes);
      const known = Object.keys(attributes).length > 0 ? { attributes } : {};
      return { ...envelope, kind: "identified", traits, ...known };
    }
    case "track":
      return readTrack(message, { envelope, place, reader });
    case "page":
    case "screen":
      return { ...envelope, kind: "visited", ...pageOf(message.name ?? properties.name ?? properties.path) };
    case "group":
      return custom("group", { groupId: message.groupId ?? "", traits: fieldsOf(message.traits) });
    case "alias":
      return custom("alias", { previousId: message.previousId ?? "" });
  }
};
