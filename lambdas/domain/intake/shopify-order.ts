import type { CustomerEvent, EventEnvelope, OrderLine } from "../event.ts";
import { shown } from "../problem.ts";
import { mergedLines, orderEventId } from "./order-event.ts";
import { fieldsOf, firstOf } from "./segment-message.ts";
import { textOf } from "./segment-order.ts";
import { identifiedBy, shopifyConsents } from "./shopify-customer.ts";
import {
  instantFrom,
  moneyFrom,
  type Part,
  readInstant,
  readMoney,
  readShopifyId,
  shopifyIdFrom,
} from "./shopify-fields.ts";
import { isId, maxAmount, toCents } from "./values.ts";

/** Whose order it is, and which. */
interface Owned {
  readonly part: Part;
  readonly orderId: string;
  readonly customerId: string;
}

const customerOf = (part: Part): Part => ({
  ...part,
  fields: fieldsOf(firstOf(part.fields, "customer")),
  place: `${part.place}.customer`,
});

const ownedBy = (part: Part): Owned | undefined => {
  const orderId = readShopifyId(part);
  const customerId = readShopifyId(customerOf(part));
  return orderId === undefined || customerId === undefined ? undefined : { part, orderId, customerId };
};

/** `orders/create` and `orders/paid`: one order, whichever of them comes first and however often. */
export const readPlacedOrder = (part: Part): readonly CustomerEvent[] => {
  const owned = ownedBy(part);
  // When the shop took the order; one that was brought along from another shop keeps its own day.
  const occurredAt = readInstant(part, "processed_at", "created_at");
  const amount = readMoney(part, "total_price");
  if (owned === undefined || occurredAt === undefined || amount === undefined) return [];
  const { customerId, orderId } = owned;
  const eventId = orderEventId("placed", orderId);
  const about: EventEnvelope = { customerId, eventId, occurredAt, receivedAt: part.receivedAt };
  return [
    { ...about, kind: "order-placed", orderId, amount: toCents(amount), lines: linesOf(part) },
    ...identifiedBy([part, customerOf(part)], about),
    ...shopifyConsents(customerOf(part), about),
  ];
};

const linesOf = (part: Part): readonly OrderLine[] => {
  const lines = firstOf(part.fields, "line_items");
  if (!Array.isArray(lines)) return [];
  return mergedLines(
    lines.flatMap((line: unknown, at) => lineOf(line, { ...part, place: `${part.place}.line_items[${at}]` })),
  );
};

/** An order is worth keeping without a line that cannot be read: its amount does not hang on it. */
const lineOf = (line: unknown, { place, reader }: Part): readonly OrderLine[] => {
  const fields = fieldsOf(line);
  const sku = firstOf(fields, "sku");
  const productId = shopifyIdFrom(fields, "product_id") ?? (typeof sku === "string" && isId(sku) ? sku : undefined);
  const quantity = firstOf(fields, "quantity");
  const unitPrice = moneyFrom(firstOf(fields, "price"));
  const isCounted = typeof quantity === "number" && Number.isSafeInteger(quantity) && quantity <= maxAmount;
  if (productId === undefined || unitPrice === undefined || !isCounted) {
    const allowed = "product_id or sku, quantity and price";
    reader.notes.push({
      where: place,
      problem: "was left out: not usable",
      received: shown(firstOf(fields, "id")),
      allowed,
    });
    return [];
  }
  if (quantity <= 0) return [];
  const name = textOf(fields, "title");
  return [{ productId, quantity, unitPrice, ...(name === undefined ? {} : { name }) }];
};

/** `orders/updated` and its kin: what became of an order that was told of when it was placed. */
export const readMovedOrder = (part: Part): readonly CustomerEvent[] => {
  const owned = ownedBy(part);
  if (owned === undefined) return [];
  return [...cancellation(owned), ...delivery(owned)];
};

const cancellation = ({ part, orderId, customerId }: Owned): readonly CustomerEvent[] => {
  if (firstOf(part.fields, "cancelled_at") === undefined) return [];
  const occurredAt = readInstant(part, "cancelled_at");
  const amount = readMoney(part, "total_price");
  if (occurredAt === undefined || amount === undefined) return [];
  const about = { customerId, eventId: orderEventId("cancelled", orderId), occurredAt, receivedAt: part.receivedAt };
  return [{ ...about, kind: "order-cancelled", orderId, amount: Math.abs(toCents(amount)) }];
};

const isDelivered = (fulfillment: unknown): boolean =>
  firstOf(fieldsOf(fulfillment), "shipment_status") === "delivered";
const isOnItsWay = (fulfillment: unknown): boolean =>
  !["cancelled", "error", "failure"].includes(String(firstOf(fieldsOf(fulfillment), "status")));

/** An order has arrived when everything of it was sent and the last parcel has arrived. */
const delivery = ({ part, orderId, customerId }: Owned): readonly CustomerEvent[] => {
  const said = firstOf(part.fields, "fulfillments");
  const parcels = Array.isArray(said) ? said.filter(isOnItsWay) : [];
  const isWhole = firstOf(part.fields, "fulfillment_status") === "fulfilled";
  if (!isWhole || parcels.length === 0 || !parcels.every(isDelivered)) return [];
  const arrivals = parcels.flatMap(
    (parcel) => instantFrom(firstOf(fieldsOf(parcel), "updated_at"), part.receivedAt) ?? [],
  );
  const at = arrivals.length === 0 ? part.receivedAt : Math.max(...arrivals);
  return [deliveredOrder({ customerId, orderId, at, receivedAt: part.receivedAt })];
};

/**
 * Shopify keeps no instant of arrival: `updated_at` moves on with every later change of a parcel. So a repeat is recognised by
 * the order alone.
 */
export const deliveredOrder = (q: {
  readonly customerId: string;
  readonly orderId: string;
  readonly at: number;
  readonly receivedAt: number;
}): CustomerEvent => ({
  customerId: q.customerId,
  eventId: orderEventId("delivered", q.orderId),
  occurredAt: q.at,
  receivedAt: q.receivedAt,
  unstamped: true,
  kind: "order-delivered",
  orderId: q.orderId,
});
