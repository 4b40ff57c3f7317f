import type { CustomerEvent } from "../event.ts";
import { cartProductsKept } from "../limits.ts";
import { firstOf } from "./segment-message.ts";
import { moneyFrom, type Part, readInstant, shopifyIdFrom } from "./shopify-fields.ts";
import { customerOf, linesOf } from "./shopify-order.ts";
import { shortText, toCents } from "./values.ts";

/** Products named of a cart; the profile keeps the first few. */
const productsNamed = cartProductsKept * 4;

/**
 * `carts/*` and `checkouts/*`: what lies in the cart at `updated_at`. One that names no customer is nobody's: an address that
 * somebody types into a checkout need not be the typist's. A checkout that was completed is an order.
 */
export const readShopifyCart = (part: Part): readonly CustomerEvent[] => {
  const customerId = shopifyIdFrom(customerOf(part).fields) ?? shopifyIdFrom(part.fields, "customer_id");
  if (customerId === undefined || firstOf(part.fields, "completed_at") !== undefined) return [];
  const occurredAt = readInstant(part, "updated_at", "created_at");
  const token = firstOf(part.fields, "cart_token", "token", "id");
  if (occurredAt === undefined) return [];
  const lines = linesOf(part);
  const sum = lines.reduce((all, { quantity, unitPrice }) => all + quantity * unitPrice, 0);
  const value = toCents(moneyFrom(firstOf(part.fields, "total_price")) ?? sum);
  const cartId = typeof token === "string" || typeof token === "number" ? shortText(String(token), 80) : undefined;
  return [
    {
      ...{ customerId, eventId: "shopify-cart", occurredAt, receivedAt: part.receivedAt, kind: "cart-updated" },
      ...(cartId !== undefined && { cartId }),
      items: lines.reduce((all, { quantity }) => all + quantity, 0),
      ...(lines.length > 0 && { value }),
      products: [...new Set(lines.map(({ productId }) => productId))].slice(0, productsNamed),
    },
  ];
};
