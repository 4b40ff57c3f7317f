import type { CustomerEvent, OrderLine } from "../event.ts";
import type { OrderRow } from "./order-line.ts";
import type { AssembledOrder } from "./order-rows.ts";
import { maxAmount, toCents } from "./values.ts";

/** Lines kept on an event, so that the longest order stays far below the 400 KB of an item. The amount covers all of them. */
export const maxOrderLines = 300;

/** How tills mark a credit note: a C before the number of the invoice. */
const creditNote = /^C\d/i;

/** A credit note, or an order in which everything was sent back. One that was sent back in part is a smaller order. */
export const isCancellation = ({ orderId, rows }: AssembledOrder): boolean =>
  creditNote.test(orderId) || rows.every(isReturned);

const isReturned = ({ quantity, amount }: OrderRow): boolean => (quantity === undefined ? amount < 0 : quantity < 0);

/** An order is placed when its last line was written: lines of one order can be minutes apart. */
const placedAt = (rows: readonly OrderRow[]): number => rows.reduce((latest, row) => Math.max(latest, row.at), 0);

const amountOf = (rows: readonly OrderRow[]): number =>
  toCents(
    bounded(
      rows.find((row) => row.orderTotal !== undefined)?.orderTotal ?? rows.reduce((sum, row) => sum + row.amount, 0),
    ),
  );

/** Each row is within the limit, but fifty thousand of them need not be, and a table refuses what is no exact number. */
const bounded = (sum: number): number => Math.max(-maxAmount, Math.min(maxAmount, sum));

/** Event ids come from the order's id: an order that is imported twice stays one event. */
export const orderEvent = (order: AssembledOrder, receivedAt: number): CustomerEvent => {
  const { customerId, orderId, rows } = order;
  const amount = amountOf(rows);
  const envelope = { customerId, occurredAt: placedAt(rows), receivedAt };
  if (isCancellation(order)) {
    const eventId = orderEventId("cancelled", orderId);
    return { ...envelope, eventId, kind: "order-cancelled", orderId, amount: Math.abs(amount) };
  }
  return {
    ...envelope,
    eventId: orderEventId("placed", orderId),
    kind: "order-placed",
    orderId,
    amount,
    lines: linesOf(rows),
    ...savingsIn(rows),
  };
};

/** A file writes an order's saving on one of its rows or on each of them: the same number is the same saving. */
const savingsIn = (rows: readonly OrderRow[]): { readonly coupons?: readonly string[]; readonly discount?: number } => {
  const coupons = [...new Set(rows.flatMap((row) => row.coupons ?? []))].slice(0, couponsMax);
  const discount = rows.reduce((most, row) => Math.max(most, row.discount ?? 0), 0);
  return { ...(coupons.length > 0 && { coupons }), ...(discount > 0 && { discount: toCents(discount) }) };
};

const couponsMax = 5;

/** None is the start of another, so no two events of different kinds share an id. */
const eventPrefixes = {
  placed: "order-",
  created: "created-",
  cancelled: "cancelled-",
  shipped: "shipped-",
  moved: "moved-",
  delivered: "delivered-",
} as const;

/** The same order means the same event, whichever way and however often it is reported. */
export const orderEventId = (what: keyof typeof eventPrefixes, orderId: string): string =>
  `${eventPrefixes[what]}${orderId}`;

const linesOf = (rows: readonly OrderRow[]): readonly OrderLine[] =>
  mergedLines(rows.flatMap(({ product }) => (product === undefined || product.quantity <= 0 ? [] : [product])));

/** Equal articles at one price become one line. */
export const mergedLines = (lines: readonly OrderLine[]): readonly OrderLine[] => {
  const merged = new Map<string, OrderLine>();
  for (const line of lines) {
    const key = `${line.unitPrice} ${line.productId}`;
    const before = merged.get(key);
    merged.set(key, before === undefined ? line : { ...before, quantity: bounded(before.quantity + line.quantity) });
  }
  return [...merged.values()].slice(0, maxOrderLines);
};
