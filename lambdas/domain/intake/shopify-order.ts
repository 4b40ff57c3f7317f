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
import { isDelivered, parcelEvent, parcelsOf, shippedFact } from "./shopify-parcel.ts";
import { isId, maxAmount, toCents } from "./values.ts";

/** Whose order it is, and which. */
interface Owned {
  readonly part: Part;
  readonly orderId: string;
  readonly customerId: string;
}

export const customerOf = (part: Part): Part => ({
  ...part,
  fields: fieldsOf(firstOf(part.fields, "customer")),
  place: `${part.place}.customer`,
});

const ownedBy = (part: Part): Owned | undefined => {
  const orderId = readShopifyId(part);
  const customerId = readShopifyId(customerOf(part));
  return orderId === undefined || customerId === undefined ? undefined : { part, orderId, customerId };
};

/** Shopify's words for an order that nobody has paid yet; one that has none is paid, as it is where nothing else is said. */
const unpaid: readonly unknown[] = ["pending", "expired", "voided"];
const couponsMax = 5;
const couponLengthMax = 60;

/** `orders/create` and `orders/paid`: one order, whichever of them comes first and however often; or one that waits for payment. */
export const readPlacedOrder = (part: Part): readonly CustomerEvent[] => {
  const owned = ownedBy(part);
  // When the shop took the order; one that was brought along from another shop keeps its own day.
  const occurredAt = readInstant(part, "processed_at", "created_at");
  const total = readMoney(part, "total_price");
  if (owned === undefined || occurredAt === undefined || total === undefined) return [];
  const { customerId, orderId } = owned;
  const isUnpaid = unpaid.includes(firstOf(part.fields, "financial_status"));
  const eventId = orderEventId(isUnpaid ? "created" : "placed", orderId);
  const about: EventEnvelope = { customerId, eventId, occurredAt, receivedAt: part.receivedAt };
  const order = { ...about, orderId, amount: toCents(total), lines: linesOf(part) };
  return [
    isUnpaid ? { ...order, kind: "order-created" } : { ...order, kind: "order-placed", ...savingsOf(part) },
    ...identifiedBy([part, customerOf(part)], about),
    ...shopifyConsents(customerOf(part), about),
  ];
};

/** The codes a customer used, and what they saved. */
const savingsOf = ({ fields }: Part): { readonly coupons?: readonly string[]; readonly discount?: number } => {
  const said = firstOf(fields, "discount_codes");
  const codes = (Array.isArray(said) ? said : []).flatMap(
    (one: unknown) => textOf(fieldsOf(one), "code")?.trim() ?? [],
  );
  const coupons = codes.filter((code) => code !== "" && code.length <= couponLengthMax).slice(0, couponsMax);
  const discount = moneyFrom(firstOf(fields, "total_discounts"));
  return {
    ...(coupons.length > 0 && { coupons }),
    ...(discount !== undefined && discount > 0 && { discount: toCents(discount) }),
  };
};

export const linesOf = (part: Part): readonly OrderLine[] => {
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
  return [...cancellation(owned), ...shipment(owned), ...delivery(owned)];
};

const cancellation = ({ part, orderId, customerId }: Owned): readonly CustomerEvent[] => {
  if (firstOf(part.fields, "cancelled_at") === undefined) return [];
  const occurredAt = readInstant(part, "cancelled_at");
  const amount = readMoney(part, "total_price");
  if (occurredAt === undefined || amount === undefined) return [];
  const about = { customerId, eventId: orderEventId("cancelled", orderId), occurredAt, receivedAt: part.receivedAt };
  return [{ ...about, kind: "order-cancelled", orderId, amount: Math.abs(toCents(amount)) }];
};

/** An order sets out with its first parcel. What was cancelled after it was packed goes nowhere. */
const shipment = ({ part, orderId, customerId }: Owned): readonly CustomerEvent[] => {
  if (firstOf(part.fields, "cancelled_at") !== undefined) return [];
  const facts = parcelsOf(part.fields).map((parcel) => shippedFact(parcel, orderId, part.receivedAt));
  const [first] = facts.toSorted((a, b) => a.at - b.at);
  return first === undefined ? [] : [parcelEvent(first, { customerId, receivedAt: part.receivedAt })];
};

/** An order has arrived when everything of it was sent and the last parcel has arrived. */
const delivery = ({ part, orderId, customerId }: Owned): readonly CustomerEvent[] => {
  const parcels = parcelsOf(part.fields);
  const isWhole = firstOf(part.fields, "fulfillment_status") === "fulfilled";
  if (!isWhole || parcels.length === 0 || !parcels.every(isDelivered)) return [];
  const { receivedAt } = part;
  const arrivals = parcels.flatMap((parcel) => instantFrom(firstOf(parcel, "updated_at"), receivedAt) ?? []);
  const at = arrivals.length === 0 ? receivedAt : Math.max(...arrivals);
  return [parcelEvent({ kind: "order-delivered", orderId, at }, { customerId, receivedAt })];
};
