import type { Channel } from "../channel.ts";
import type { CustomerEvent, EventEnvelope } from "../event.ts";
import { fingerprint } from "../fingerprint.ts";
import { shown } from "../problem.ts";
import { type Fields, fieldsOf, firstOf } from "./segment-message.ts";
import { shopifyAttributes } from "./shopify-attributes.ts";
import { instantFrom, type Part, readInstant, readShopifyId } from "./shopify-fields.ts";
import { readTraits } from "./traits.ts";

/** What Shopify's states of marketing consent state; one that is not listed here is told, and one that is null says nothing. */
const consentStates: Readonly<Record<string, boolean | null>> = {
  subscribed: true,
  unsubscribed: false,
  redacted: false,
  // Asked for and not confirmed, never asked for, and an address that cannot be used: nobody stated anything.
  pending: null,
  not_subscribed: null,
  invalid: null,
};

const consentFields: readonly (readonly [string, Channel])[] = [
  ["email_marketing_consent", "email"],
  ["sms_marketing_consent", "sms"],
];

/** Consent to marketing counts for all topics, from the instant at which the customer gave or withdrew it. */
export const shopifyConsents = (part: Part, about: EventEnvelope): readonly CustomerEvent[] =>
  consentFields.flatMap(([name, channel]) => {
    const fields = fieldsOf(firstOf(part.fields, name));
    const granted = statedBy(fields, name, part);
    if (granted === undefined) return [];
    const kind = granted ? "consent-given" : "consent-withdrawn";
    const statedAt = instantFrom(firstOf(fields, "consent_updated_at"), part.receivedAt);
    const optIn = firstOf(fields, "opt_in_level");
    const evidence = typeof optIn === "string" && /^[a-z_]{1,40}$/.test(optIn) ? { evidence: optIn } : {};
    return [
      {
        ...about,
        // Without a time of its own the statement is as old as the record that carries it.
        occurredAt: statedAt ?? about.occurredAt,
        ...{ eventId: `shopify-${channel}-${kind}`, kind, channel, topic: "all", source: "shopify", ...evidence },
      },
    ];
  });

const statedBy = (consent: Fields, name: string, { place, reader }: Part): boolean | undefined => {
  const state = firstOf(consent, "state");
  if (state === undefined) return undefined;
  const known = typeof state === "string" && Object.hasOwn(consentStates, state) ? consentStates[state] : undefined;
  if (known === undefined)
    reader.notes.push({
      where: `${place}.${name}.state`,
      problem: "is no statement of consent and was left out",
      received: shown(state),
      allowed: Object.keys(consentStates).join(", "),
    });
  return known ?? undefined;
};

/** What is known of a person, from a customer or from an order, whose own address is fresher than its customer's. */
export const identifiedBy = (parts: readonly Part[], about: EventEnvelope): readonly CustomerEvent[] => {
  const pick = (...names: string[]): unknown =>
    parts.map(({ fields }) => firstOf(fields, ...names)).find((value) => value !== undefined);
  const address = fieldsOf(pick("default_address", "shipping_address", "billing_address"));
  const raw = {
    email: pick("email", "contact_email"),
    // Not the phone of the address: a present is delivered to somebody else.
    phone: pick("phone"),
    firstName: pick("first_name") ?? firstOf(address, "first_name"),
    lastName: pick("last_name") ?? firstOf(address, "last_name"),
    country: firstOf(address, "country_code"),
    language: pick("locale", "customer_locale"),
  };
  const [first] = parts;
  const { traits, notes } = readTraits(raw, (field) => `${first?.place ?? "customer"}.${field}`);
  first?.reader.notes.push(...notes);
  // The last part is the customer's own record: an order's tags are the order's.
  const record = parts.at(-1);
  const attributes = record === undefined ? {} : shopifyAttributes(record);
  const isMore = Object.keys(attributes).length > 0;
  if (Object.keys(traits).length === 0 && !isMore) return [];
  const eventId = `${about.eventId}-${fingerprint(isMore ? { traits, attributes } : traits)}`;
  return [{ ...about, eventId, kind: "identified", traits, ...(isMore && { attributes }) }];
};

/** `customers/create` and `customers/update`: the whole record, as it was at `updated_at`. */
export const readShopifyCustomer = (part: Part): readonly CustomerEvent[] => {
  const customerId = readShopifyId(part);
  const occurredAt = readInstant(part, "updated_at", "created_at");
  if (customerId === undefined || occurredAt === undefined) return [];
  const about = { customerId, eventId: "shopify-customer", occurredAt, receivedAt: part.receivedAt };
  return [...identifiedBy([part], about), ...shopifyConsents(part, about)];
};

/** The topics that tell of consent alone name the customer and the one statement. */
export const readShopifyConsent = (part: Part): readonly CustomerEvent[] => {
  const customerId = readShopifyId(part, firstOf(part.fields, "customer_id") === undefined ? "id" : "customer_id");
  if (customerId === undefined) return [];
  const { receivedAt, triggeredAt } = part;
  return shopifyConsents(part, { customerId, eventId: "shopify-consent", occurredAt: triggeredAt, receivedAt });
};
