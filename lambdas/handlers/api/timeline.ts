import type { CustomerEvent } from "../../domain/event.ts";
import type { Message } from "../../domain/message.ts";
import type { Runtime } from "../../shared/runtime.ts";
import { createEventStore } from "../../store/event-store.ts";
import { createMessageStore } from "../../store/message-store.ts";
import type { TimelineCursor } from "./contract/customer-page.ts";

export interface Moment {
  readonly at: string;
  readonly kind: string;
  readonly name?: string;
  readonly details: Readonly<Record<string, string | number | boolean>>;
}

type Dated = Moment & { readonly instant: number };

/** What the message itself tells better, on its own line. */
const toldByMessage: ReadonlySet<CustomerEvent["kind"]> = new Set([
  "message-released",
  "message-dropped",
  "message-proved",
  "message-delivered",
]);

/** Names of a field that no page shows: they identify, or are addresses. */
const hidden: ReadonlySet<string> = new Set([
  "customerId",
  "eventId",
  "kind",
  "occurredAt",
  "receivedAt",
  "unstamped",
  "address",
  "endpoint",
  "comment",
]);

const isScalar = (value: unknown): value is string | number | boolean =>
  typeof value === "string" || typeof value === "number" || typeof value === "boolean";

/** Single values as they are, lists by how many they hold. */
const detailsOf = (event: CustomerEvent): Moment["details"] => {
  const fields = event.kind === "custom" ? event.properties : event;
  const found: Record<string, string | number | boolean> = {};
  for (const [name, value] of Object.entries(fields)) {
    if (event.kind !== "custom" && hidden.has(name)) continue;
    if (isScalar(value) && event.kind !== "custom") found[name] = value;
    if (isScalar(value) && event.kind === "custom")
      found[name.slice(0, 60)] = typeof value === "string" ? value.slice(0, 120) : value;
    if (name === "lines" && Array.isArray(value)) found.items = value.length;
  }
  if (event.kind === "identified") found.fields = Object.keys({ ...event.traits, ...event.attributes }).join(", ");
  if ("message" in event)
    Object.assign(found, { campaignId: event.message.campaignId, channel: event.message.channel });
  return found;
};

const momentOfEvent = (event: CustomerEvent): Dated => ({
  instant: event.occurredAt,
  at: new Date(event.occurredAt).toISOString(),
  kind: event.kind,
  ...(event.kind === "custom" && { name: event.name }),
  details: detailsOf(event),
});

const momentOfMessage = (message: Message): Dated => {
  const { messageKey, campaignId, stepId, channel, category, status, reason, reservedAt } = message;
  return {
    instant: reservedAt,
    at: new Date(reservedAt).toISOString(),
    kind: "message",
    details: { messageKey, campaignId, stepId, channel, category, status, ...(reason !== undefined && { reason }) },
  };
};

export interface TimelinePage {
  readonly moments: readonly Moment[];
  readonly cursor?: TimelineCursor;
}

/**
 * A page of events, the latest first, with the messages of the same time among them. Events that came without a time are at the
 * beginning, whenever they happened: the table keeps them there.
 */
export const loadTimeline = async (
  runtime: Runtime,
  q: { readonly customerId: string; readonly limit: number; readonly cursor?: TimelineCursor | undefined },
): Promise<TimelinePage> => {
  const from = q.cursor?.events;
  const [page, messages] = await Promise.all([
    createEventStore(runtime).latest({ customerId: q.customerId, limit: q.limit, ...(from && { cursor: from }) }),
    createMessageStore(runtime).list(q.customerId),
  ]);
  const before = q.cursor?.before ?? Number.MAX_SAFE_INTEGER;
  const stamped = page.events.filter(({ unstamped }) => unstamped !== true);
  const isLast = page.cursor === undefined;
  const oldest = isLast ? Number.MIN_SAFE_INTEGER : (stamped.at(-1)?.occurredAt ?? before);
  const sent = messages.filter(({ reservedAt }) => reservedAt < before && reservedAt >= oldest);
  const events = page.events.filter(({ kind }) => !toldByMessage.has(kind));
  const dated = [...events.map(momentOfEvent), ...sent.map(momentOfMessage)].toSorted((a, b) => b.instant - a.instant);
  const moments = dated.map(({ instant: _, ...moment }) => moment);
  return isLast ? { moments } : { moments, cursor: { events: page.cursor, before: oldest } };
};
