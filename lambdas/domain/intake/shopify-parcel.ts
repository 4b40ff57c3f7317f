import type { CustomerEvent } from "../event.ts";
import { orderEventId } from "./order-event.ts";
import { type Fields, fieldsOf, firstOf } from "./segment-message.ts";
import { textOf } from "./segment-order.ts";
import { instantFrom, shopifyIdFrom } from "./shopify-fields.ts";

/** What a parcel says of its order, whoever's that is. */
export type ParcelFact =
  | { readonly kind: "order-delivered"; readonly orderId: string; readonly at: number }
  | { readonly kind: "order-shipped"; readonly orderId: string; readonly at: number; readonly carrier?: string }
  /** A node on the way, by Shopify's word for it: `in_transit`. */
  | {
      readonly kind: "shipment-moved";
      readonly orderId: string;
      readonly at: number;
      readonly parcelId: string;
      readonly status: string;
    };

const word = /^[a-z_]{1,40}$/;

/** Shopify's words for a parcel that is not on its way to anybody. */
const isOff = (parcel: Fields): boolean =>
  ["cancelled", "error", "failure"].includes(String(firstOf(parcel, "status")));

export const isDelivered = (parcel: Fields): boolean => firstOf(parcel, "shipment_status") === "delivered";

/** The parcels of an order that were sent and not taken back. */
export const parcelsOf = (order: Fields): readonly Fields[] => {
  const said = firstOf(order, "fulfillments");
  return (Array.isArray(said) ? said.map(fieldsOf) : []).filter((parcel) => !isOff(parcel));
};

export const shippedFact = (parcel: Fields, orderId: string, receivedAt: number): ParcelFact => {
  const carrier = textOf(parcel, "tracking_company");
  const at = instantFrom(firstOf(parcel, "created_at"), receivedAt) ?? receivedAt;
  return { kind: "order-shipped", orderId, at, ...(carrier !== undefined && { carrier }) };
};

/** What a webhook about one parcel tells: that it set out, that it moved, that it arrived. */
export const parcelFact = (parcel: Fields, orderId: string, receivedAt: number): ParcelFact | undefined => {
  if (isOff(parcel)) return undefined;
  const at = instantFrom(firstOf(parcel, "updated_at"), receivedAt) ?? receivedAt;
  if (isDelivered(parcel)) return { kind: "order-delivered", orderId, at };
  const status = firstOf(parcel, "shipment_status");
  const parcelId = shopifyIdFrom(parcel);
  if (typeof status === "string" && word.test(status) && parcelId !== undefined)
    return { kind: "shipment-moved", orderId, at, parcelId, status };
  return status === undefined ? shippedFact(parcel, orderId, receivedAt) : undefined;
};

/**
 * Shopify keeps no instant of arrival: `updated_at` moves on with every later change of a parcel. So a repeat is recognised by
 * the order, and for a node by the parcel and its word, alone. An order sets out once, with its first parcel.
 */
export const parcelEvent = (
  fact: ParcelFact,
  { customerId, receivedAt }: { readonly customerId: string; readonly receivedAt: number },
): CustomerEvent => {
  const { at: occurredAt, orderId } = fact;
  const envelope = { customerId, occurredAt, receivedAt, unstamped: true } as const;
  switch (fact.kind) {
    case "order-delivered":
      return { ...envelope, eventId: orderEventId("delivered", orderId), kind: fact.kind, orderId };
    case "order-shipped": {
      const carrier = fact.carrier === undefined ? {} : { carrier: fact.carrier };
      return { ...envelope, eventId: orderEventId("shipped", orderId), kind: fact.kind, orderId, ...carrier };
    }
    case "shipment-moved": {
      const eventId = `${orderEventId("moved", orderId)}-${fact.parcelId}-${fact.status}`;
      return { ...envelope, eventId, kind: fact.kind, orderId, status: fact.status };
    }
  }
};
