import type { CustomerEvent } from "../event.ts";
import { shown } from "../problem.ts";
import { orderEventId } from "./order-event.ts";
import { type Fields, firstOf } from "./segment-message.ts";
import { type FieldReader, readId, readLines, readNumber, readOrderParts, textOf } from "./segment-order.ts";
import type { Track, Tracked } from "./segment-track.ts";
import { maxIdLength, shortText } from "./values.ts";

const orderIdNames = ["order_id", "orderId"];
const productIdNames = ["product_id", "productId", "sku", "id"];

/** An instant in a field: ISO 8601, or epoch milliseconds. */
const instantOf = (fields: Fields, names: readonly string[], { place, reader }: Tracked): number | undefined => {
  const value = firstOf(fields, ...names);
  if (value === undefined) return undefined;
  const at = typeof value === "number" ? value : Date.parse(String(value));
  if (Number.isSafeInteger(at) && at > 0) return at;
  const allowed = "a date such as 2026-03-02T09:00:00Z";
  reader.notes.push({
    where: `${place}.${names[0]}`,
    problem: "was left out: no date",
    received: shown(value),
    allowed,
  });
  return undefined;
};

const promisedNames = ["promised_at", "promisedAt", "estimated_delivery", "estimatedDelivery"];
export const promiseOf = (tracked: Tracked): { readonly promisedAt?: number } => {
  const promisedAt = instantOf(tracked.properties, promisedNames, tracked);
  return promisedAt === undefined ? {} : { promisedAt };
};

/** The codes a customer used, and what they saved. */
export const savingsOf = (properties: Fields, place: string, reader: FieldReader) => {
  const named = firstOf(properties, "coupon", "coupons", "coupon_code");
  const codes = (Array.isArray(named) ? named : [named]).filter(
    (code): code is string => typeof code === "string" && code.trim() !== "" && code.length <= 60,
  );
  const discount = readNumber(properties, "discount", place, reader);
  return {
    ...(codes.length > 0 && { coupons: codes.slice(0, 5).map((code) => shortText(code.trim(), 60)) }),
    ...(discount !== undefined && discount > 0 && { discount }),
  };
};

const created: Track = ({ envelope, properties, place, reader }) => {
  const orderId = readId(properties, orderIdNames, place, reader);
  const { amount = 0, lines } = readOrderParts(properties, place, reader);
  if (orderId === undefined) return undefined;
  return { ...envelope, eventId: orderEventId("created", orderId), kind: "order-created", orderId, amount, lines };
};

const shipped: Track = (tracked) => {
  const { envelope, properties, place, reader } = tracked;
  const orderId = readId(properties, orderIdNames, place, reader);
  if (orderId === undefined) return undefined;
  const carrier = textOf(properties, "carrier");
  const eventId = orderEventId("shipped", orderId);
  return {
    ...{ ...envelope, eventId, kind: "order-shipped", orderId },
    ...(carrier !== undefined && { carrier }),
    ...promiseOf(tracked),
  };
};

const moved: Track = ({ envelope, properties, place, reader }) => {
  const orderId = readId(properties, orderIdNames, place, reader);
  const status = textOf(properties, "status") ?? textOf(properties, "location");
  if (status === undefined)
    reader.problems.push({ where: `${place}.status`, problem: "is missing", allowed: "what happened to the parcel" });
  if (orderId === undefined || status === undefined) return undefined;
  return { ...envelope, kind: "shipment-moved", orderId, status };
};

const viewed: Track = ({ envelope, properties, place, reader }) => {
  const productId = readId(properties, productIdNames, place, reader);
  if (productId === undefined) return undefined;
  return { ...envelope, kind: "product-viewed", productId, ...categoryOf(properties) };
};

const favourited: Track = ({ envelope, properties, place, reader }) => {
  const productId = readId(properties, productIdNames, place, reader);
  if (productId === undefined) return undefined;
  return { ...envelope, kind: "product-favourited", productId, ...categoryOf(properties) };
};

const categoryOf = (properties: Fields): { readonly category?: string } => {
  const category = textOf(properties, "category");
  return category === undefined ? {} : { category };
};

/** What the cart holds after the event: the list of its products, or the one that was added. */
const cart: Track = ({ envelope, properties, place, reader }) => {
  const cartId = textOf(properties, "cart_id") ?? textOf(properties, "cartId") ?? textOf(properties, "checkout_id");
  const listed = readLines(properties, place, reader);
  const lines =
    listed.length > 0 || firstOf(properties, "products") !== undefined ? listed : oneLine(properties, place, reader);
  const value = ["value", "total", "revenue"].map((name) => readNumber(properties, name, place, reader));
  const worth = value.find((one) => one !== undefined);
  return {
    ...{ ...envelope, kind: "cart-updated", items: lines.reduce((sum, { quantity }) => sum + quantity, 0) },
    products: [...new Set(lines.map(({ productId }) => productId))],
    ...(cartId !== undefined && { cartId }),
    ...(worth !== undefined && { value: worth }),
  };
};

const oneLine = (properties: Fields, place: string, reader: FieldReader) =>
  firstOf(properties, ...productIdNames) === undefined ? [] : readLines({ products: [properties] }, place, reader);

/** Of a removal only the list of what is left tells what the cart holds; without it the shop's own event is kept. */
const removed: Track = (tracked) => (firstOf(tracked.properties, "products") === undefined ? undefined : cart(tracked));

const reviewed: Track = ({ envelope, properties, place, reader }) => {
  const reviewId = textOf(properties, "review_id") ?? textOf(properties, "reviewId") ?? envelope.eventId;
  const rating = readNumber(properties, "rating", place, reader);
  if (rating === undefined || rating < 1 || rating > 5) {
    if (reader.problems.length === 0)
      reader.problems.push({
        ...{ where: `${place}.rating`, problem: rating === undefined ? "is missing" : "is out of range" },
        ...{ received: shown(rating), allowed: "a number from 1 to 5" },
      });
    return undefined;
  }
  const product = firstOf(properties, ...productIdNames);
  return {
    ...{ ...envelope, kind: "review-posted", reviewId: shortText(reviewId, maxIdLength), rating },
    ...(typeof product === "string" && { productId: shortText(product, maxIdLength) }),
  };
};

/** Kept as an attribute, because audiences ask whether, not when. */
const following =
  (isFollowing: boolean): Track =>
  ({ envelope }): CustomerEvent => ({
    ...envelope,
    kind: "identified",
    traits: {},
    attributes: { following: isFollowing },
  });

/** Names of the e-commerce spec, and of what Chinese shop systems report besides, as `plainName` writes them. */
export const shopEvents: Readonly<Record<string, Track>> = {
  ordercreated: created,
  ordersubmitted: created,
  paymentpending: created,
  ordershipped: shipped,
  orderfulfilled: shipped,
  shipmentupdated: moved,
  logisticsupdated: moved,
  productviewed: viewed,
  viewedproduct: viewed,
  productclicked: viewed,
  productaddedtowishlist: favourited,
  productfavourited: favourited,
  productfavorited: favourited,
  productadded: cart,
  cartviewed: cart,
  cartupdated: cart,
  checkoutstarted: cart,
  productremoved: removed,
  productreviewed: reviewed,
  reviewposted: reviewed,
  followed: following(true),
  unfollowed: following(false),
};
