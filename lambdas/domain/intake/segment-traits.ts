import type { CustomerEvent, EventEnvelope } from "../event.ts";
import type { Problem } from "../problem.ts";
import { type ConsentStatement, readConsents } from "./consents.ts";
import { type Fields, fieldsOf, firstOf, type SegmentMessage } from "./segment-message.ts";
import { type RawTraits, type ReadTraits, readTraits } from "./traits.ts";

const libraryOf = (context: Fields): string => {
  const name = fieldsOf(context.library).name;
  return typeof name === "string" && /^[\w@./ -]{1,60}$/.test(name) ? name : "api";
};

/** Traits from where clients put them: `traits`, `context.traits`, and the device's zone and locale in `context`. */
export const readMessageTraits = (message: SegmentMessage, place: string): ReadTraits => {
  const own = fieldsOf(message.traits);
  const context = fieldsOf(message.context);
  const shared = fieldsOf(context.traits);
  const pick = (...names: readonly string[]): unknown => firstOf(own, ...names) ?? firstOf(shared, ...names);
  const address = fieldsOf(pick("address"));
  const raw: RawTraits = {
    email: pick("email"),
    phone: pick("phone", "mobile"),
    firstName: pick("firstName", "first_name", "firstname"),
    lastName: pick("lastName", "last_name", "lastname"),
    name: pick("name"),
    country: pick("countryCode", "country_code", "country") ?? firstOf(address, "countryCode", "country"),
    timeZone: pick("timeZone", "timezone", "time_zone") ?? firstOf(context, "timezone"),
    language: pick("language", "locale") ?? firstOf(context, "locale"),
  };
  return readTraits(raw, (field) => `${place}.traits.${field}`);
};

export interface ConsentEvents {
  readonly events: readonly CustomerEvent[];
  readonly notes: readonly Problem[];
}

/** Consent statements in `traits.consents` and `context.consent`, each as an event of its own. */
export const readMessageConsents = (message: SegmentMessage, envelope: EventEnvelope, place: string): ConsentEvents => {
  const context = fieldsOf(message.context);
  const read = [
    readConsents(fieldsOf(message.traits).consents, `${place}.traits.consents`),
    readConsents(fieldsOf(context.traits).consents, `${place}.context.traits.consents`),
    readConsents(context.consent, `${place}.context.consent`),
  ];
  const source = `${message.type} by ${libraryOf(context)}`;
  return {
    events: read.flatMap(({ statements }) => statements.map((statement) => consentEvent(statement, envelope, source))),
    notes: read.flatMap(({ notes }) => notes),
  };
};

/** The message is the evidence: its id is kept with the statement. */
export const consentEvent = (
  { channel, topic, granted }: ConsentStatement,
  envelope: EventEnvelope,
  source: string,
): CustomerEvent => ({
  ...envelope,
  eventId: `${envelope.eventId}-${channel}-${topic}-${granted ? "given" : "withdrawn"}`,
  kind: granted ? "consent-given" : "consent-withdrawn",
  channel,
  topic,
  source,
  evidence: envelope.eventId,
});
