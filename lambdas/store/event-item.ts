import type { CustomerEvent } from "../domain/event.ts";
import { expectItem, type Item, itemOfImage, type StreamImage } from "./attributes.ts";
import { eventKeyOf } from "./keys.ts";
import { expectVersion, stamped } from "./schema-version.ts";

const dayMs = 86_400_000;

/**
 * Statements of consent, and why an address is suppressed, never expire: with source, time and evidence they are what a shop
 * shows when somebody asks by what right it wrote. Only an erasure removes them. A profile holds the outcome alone.
 */
const keptForGood: ReadonlySet<CustomerEvent["kind"]> = new Set(["consent-given", "consent-withdrawn", "suppressed"]);

/** `expiresAt` is in epoch seconds, as TTL wants it; it counts from the reception, so that imported history is kept too. */
export const eventItemOf = ({ unstamped, ...event }: CustomerEvent, retentionDays: number): Item => ({
  ...event,
  ...stamped("event"),
  // Properties and attributes are whatever a shop sends: as text they cannot break a rule of the table (depth, number range, names).
  ...(event.kind === "custom" && { properties: JSON.stringify(event.properties) }),
  ...(event.kind === "identified" && event.attributes && { attributes: JSON.stringify(event.attributes) }),
  eventKey: eventKeyOf({ ...event, ...(unstamped && { unstamped }) }),
  ...(!keptForGood.has(event.kind) && { expiresAt: Math.ceil((event.receivedAt + retentionDays * dayMs) / 1000) }),
});

export const eventOfItem = (stored: Item): CustomerEvent => {
  const {
    eventKey: _key,
    expiresAt: _expires,
    v,
    ...event
  } = expectItem<CustomerEvent & EventKeys>(stored, "event", {
    customerId: "string",
    eventId: "string",
    kind: "string",
    occurredAt: "number",
  });
  expectVersion("event", v);
  if (event.kind === "custom") return { ...event, properties: JSON.parse(String(event.properties)) };
  const isText = event.kind === "identified" && typeof event.attributes === "string";
  return isText ? { ...event, attributes: JSON.parse(String(event.attributes)) } : event;
};

interface EventKeys {
  readonly eventKey: string;
  readonly v?: number;
  /** Absent: kept for good. */
  readonly expiresAt?: number;
}

/** The event that a record of the events stream tells of. */
export const eventOf = (image: StreamImage): CustomerEvent => eventOfItem(itemOfImage(image));
