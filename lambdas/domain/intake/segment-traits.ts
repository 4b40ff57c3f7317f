import type { CustomerEvent, EventEnvelope } from "../event.ts";
import type { Problem } from "../problem.ts";
import { type ReadAttributes, readAttributes } from "./attributes.ts";
import { type ConsentStatement, readConsents } from "./consents.ts";
import { type Fields, fieldsOf, firstOf, type SegmentMessage } from "./segment-message.ts";
import { type RawTraits, type ReadTraits, readTraits } from "./traits.ts";

const libraryOf = (context: Fields): string => {
  const name = fieldsOf(context.library).name;
  return typeof name === "string" && /^[\w@./ -]{1,60}$/.test(name) ? name : "api";
};

/** Traits from where clients put them: `traits`, `context.traits`, and the device's zone and locale in `context`. */
export const readMessageTraits = (message: SegmentMessage, place: string): ReadTraits & ReadAttributes => {
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
  const { traits, notes } = readTraits(raw, (field) => `${place}.traits.${field}`);
  const read = readAttributes({ ...shared, ...own }, `${place}.traits`);
  return { traits, attributes: read.attributes, notes: [...notes, ...read.notes] };
};

export interface ConsentEvents {
  readonly events: readonly CustomerEvent[];
  readonly notes: readonly Problem[];
}

const longestEvidence = 300;

/**
 * The message's id, and what the shop says of how the consent was given (`consentEvidence`: the form, the wording, the box),
 * because the message itself expires and the statement does not.
 */
const evidenceOf = (message: SegmentMessage, envelope: EventEnvelope): string => {
  const context = fieldsOf(message.context);
  const said = [message.traits, context.traits, context]
    .map((place) => firstOf(fieldsOf(place), "consentEvidence", "consent_evidence"))
    .find((value) => typeof value === "string");
  if (typeof said !== "string") return envelope.eventId;
  const line = said.replaceAll(/[\p{Cc}\p{Surrogate}\s]+/gu, " ").trim();
  return `${envelope.eventId}: ${[...line].slice(0, longestEvidence).join("")}`;
};

/** Consent statements in `traits.consents` and `context.consent`, each as an event of its own. */
export const readMessageConsents = (message: SegmentMessage, envelope: EventEnvelope, place: string): ConsentEvents => {
  const context = fieldsOf(message.context);
  const read = [
    readConsents(fieldsOf(message.traits).consents, `${place}.traits.consents`),
    readConsents(fieldsOf(context.traits).consents, `${place}.context.traits.consents`),
    readConsents(context.consent, `${place}.context.consent`),
  ];
  const source = `${message.type} by ${libraryOf(context)}`;
  const evidence = evidenceOf(message, envelope);
  return {
    events: read.flatMap(({ statements }) =>
      statements.map((statement) => ({ ...consentEvent(statement, envelope, source), evidence })),
    ),
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
