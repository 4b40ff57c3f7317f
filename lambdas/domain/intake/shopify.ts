import { type Channel, channels } from "../channel.ts";
import type { CustomerEvent } from "../event.ts";
import { type Problem, shown } from "../problem.ts";
import { isDeeperThan, maxDepth } from "./message-limits.ts";
import { type Fields, fieldsOf, firstOf } from "./segment-message.ts";
import { readShopifyCart } from "./shopify-cart.ts";
import { readShopifyConsent, readShopifyCustomer } from "./shopify-customer.ts";
import { instantFrom, type Part, readShopifyId, shopifyIdFrom } from "./shopify-fields.ts";
import { readMovedOrder, readPlacedOrder } from "./shopify-order.ts";
import { type ParcelFact, parcelFact } from "./shopify-parcel.ts";
import { readDeletedProduct, readShopifyProduct, type ToldProduct } from "./shopify-product.ts";
import { emailFrom } from "./traits.ts";

/** One webhook of Shopify, its signature proved. */
export interface Webhook {
  /** `X-Shopify-Topic`: "orders/create". */
  readonly topic: string;
  /** `X-Shopify-Shop-Domain`, whose secret signed it: where its products are shown. */
  readonly shop: string;
  readonly body: unknown;
  /** `X-Shopify-Triggered-At`, as it came. */
  readonly triggeredAt: string | undefined;
  /** `X-Shopify-Test`: a notification that somebody sent to try the address out, about nobody. */
  readonly isTest: boolean;
  /** Epoch milliseconds. */
  readonly receivedAt: number;
}

/** A fact about somebody of whom the webhook says the mail address only. */
export type AddressFact =
  /** A parcel of an order; it is the fact of whoever has this order among the recent ones. */
  ParcelFact | { readonly kind: "left"; readonly at: number };

export type IgnoredReason = "unknown-topic" | "test" | "no-customer" | "nothing-new";

/** Somebody has to do what no event can: erase or export a person, or a whole shop. */
export interface PrivacyRequest {
  /** Absent when the webhook names nobody, or by a mail address only. */
  readonly customerId?: string;
}

export type WebhookReading =
  | {
      readonly kind: "kept";
      readonly events: readonly CustomerEvent[];
      readonly notes: readonly Problem[];
      readonly request?: PrivacyRequest;
    }
  | {
      readonly kind: "by-address";
      readonly address: string;
      readonly fact: AddressFact;
      readonly request?: PrivacyRequest;
    }
  /** About the catalogue and about no customer. */
  | ({ readonly kind: "product" } & ToldProduct)
  | { readonly kind: "ignored"; readonly reason: IgnoredReason; readonly request?: PrivacyRequest }
  | { readonly kind: "refused"; readonly problems: readonly Problem[] };

/** Problems told of one webhook; the first ones are what a person needs. */
const problemsShown = 5;
const notesShown = 20;

type Read = (part: Part, shop: string) => WebhookReading;

export const readWebhook = (webhook: Webhook): WebhookReading => {
  const { topic, body, receivedAt } = webhook;
  const known = Object.hasOwn(topics, topic) ? topics[topic] : undefined;
  if (known === undefined) return ignored("unknown-topic");
  if (webhook.isTest) return ignored("test");
  const place = known.place;
  if (isDeeperThan(body, maxDepth))
    return refused({ where: place, problem: "is nested too deeply", allowed: `at most ${maxDepth} levels` });
  if (typeof body !== "object" || body === null || Array.isArray(body))
    return refused({
      where: place,
      problem: "is no object",
      received: shown(body),
      allowed: `the payload of ${topic}`,
    });
  const triggeredAt = instantFrom(webhook.triggeredAt, receivedAt) ?? receivedAt;
  const part: Part = { fields: body as Fields, place, reader: { problems: [], notes: [] }, receivedAt, triggeredAt };
  const reading = known.read(part, webhook.shop);
  return part.reader.problems.length > 0 ? refused(...part.reader.problems) : reading;
};

interface Asked {
  readonly request?: PrivacyRequest;
}

const ignored = (reason: IgnoredReason, asked: Asked = {}): WebhookReading => ({ kind: "ignored", reason, ...asked });

const refused = (...problems: readonly Problem[]): WebhookReading => ({
  kind: "refused",
  problems: problems.slice(0, problemsShown),
});

const kept = (events: readonly CustomerEvent[], { reader }: Part, asked: Asked = {}): WebhookReading =>
  events.length === 0
    ? ignored("nothing-new", asked)
    : { kind: "kept", events, notes: reader.notes.slice(0, notesShown), ...asked };

/** An order of Shopify's test payment never happened. */
const order =
  (read: (part: Part) => readonly CustomerEvent[]): Read =>
  (part) => {
    if (firstOf(part.fields, "test") === true) return ignored("test");
    // Sold over the counter: there is nobody to write to about it.
    return firstOf(part.fields, "customer") === undefined ? ignored("no-customer") : kept(read(part), part);
  };

const customer =
  (read: (part: Part) => readonly CustomerEvent[]): Read =>
  (part) =>
    kept(read(part), part);

/** A parcel names the order and a mail address, but not the customer. */
const parcel: Read = ({ fields, receivedAt, ...part }) => {
  const fact = parcelFact(fields, shopifyIdFrom(fields, "order_id") ?? "", receivedAt);
  if (fact === undefined) return ignored("nothing-new");
  readShopifyId({ fields, receivedAt, ...part }, "order_id");
  const address = addressIn(fields);
  return address === undefined ? ignored("no-customer") : { kind: "by-address", address, fact };
};

const product =
  (read: (part: Part, shop: string) => ToldProduct | undefined): Read =>
  (part, shop) => {
    const told = read(part, shop);
    return told === undefined ? ignored("nothing-new") : { kind: "product", ...told };
  };

/** A visitor who is not signed in fills a cart of nobody's. */
const cart: Read = (part) => {
  const events = readShopifyCart(part);
  if (events.length > 0) return kept(events, part);
  return ignored(firstOf(part.fields, "completed_at") === undefined ? "no-customer" : "nothing-new");
};

const addressIn = (fields: Fields): string | undefined => {
  const email = firstOf(fields, "email");
  return typeof email === "string" ? emailFrom(email.trim()) : undefined;
};

const requestOf = (fields: Fields): Asked => {
  const customerId = shopifyIdFrom(fields);
  return { request: customerId === undefined ? {} : { customerId } };
};

/** Who was deleted, or asks to be, is written to no more from now on. What is stored of them is for a person to erase. */
const left =
  (named: (fields: Fields) => Fields, asks: (fields: Fields) => Asked): Read =>
  (part) => {
    const fields = named(part.fields);
    const asked = asks(fields);
    const { receivedAt, triggeredAt: at } = part;
    const customerId = shopifyIdFrom(fields);
    if (customerId !== undefined) return kept(leavingEvents({ customerId, at, receivedAt }), part, asked);
    const address = addressIn(fields);
    if (address !== undefined) return { kind: "by-address", address, fact: { kind: "left", at }, ...asked };
    readShopifyId({ ...part, fields });
    return ignored("no-customer", asked);
  };

/** Consent to every channel ends. A repeat of the webhook has the same instant and is the same event. */
export const leavingEvents = (q: {
  readonly customerId: string;
  readonly at: number;
  readonly receivedAt: number;
}): readonly CustomerEvent[] =>
  channels.map((channel: Channel) => ({
    customerId: q.customerId,
    eventId: `shopify-left-${channel}`,
    occurredAt: q.at,
    receivedAt: q.receivedAt,
    kind: "consent-withdrawn",
    channel,
    topic: "all",
    source: "shopify",
  }));

const request: Read = ({ fields }) => ignored("nothing-new", requestOf(fieldsOf(fields.customer)));

const topics: Readonly<Record<string, { readonly place: string; readonly read: Read }>> = {
  "orders/create": { place: "order", read: order(readPlacedOrder) },
  "orders/paid": { place: "order", read: order(readPlacedOrder) },
  "orders/updated": { place: "order", read: order(readMovedOrder) },
  "orders/fulfilled": { place: "order", read: order(readMovedOrder) },
  "orders/cancelled": { place: "order", read: order(readMovedOrder) },
  "fulfillments/create": { place: "fulfillment", read: parcel },
  "fulfillments/update": { place: "fulfillment", read: parcel },
  "carts/create": { place: "cart", read: cart },
  "carts/update": { place: "cart", read: cart },
  "checkouts/create": { place: "checkout", read: cart },
  "checkouts/update": { place: "checkout", read: cart },
  "products/create": { place: "product", read: product(readShopifyProduct) },
  "products/update": { place: "product", read: product(readShopifyProduct) },
  "products/delete": { place: "product", read: product(readDeletedProduct) },
  "customers/create": { place: "customer", read: customer(readShopifyCustomer) },
  "customers/update": { place: "customer", read: customer(readShopifyCustomer) },
  "customers_email_marketing_consent/update": { place: "consent", read: customer(readShopifyConsent) },
  "customers_marketing_consent/update": { place: "consent", read: customer(readShopifyConsent) },
  "customers/delete": {
    place: "customer",
    read: left(
      (fields) => fields,
      () => ({}),
    ),
  },
  "customers/redact": { place: "customer", read: left((fields) => fieldsOf(fields.customer), requestOf) },
  "customers/data_request": { place: "customer", read: request },
  "shop/redact": { place: "shop", read: request },
};

/** The topics that are read; every other one is answered and let go. */
export const webhookTopics: readonly string[] = Object.keys(topics);
