import type { Product } from "../product.ts";
import { secureAddress } from "./secure-address.ts";
import { fieldsOf, firstOf } from "./segment-message.ts";
import { textOf } from "./segment-order.ts";
import { moneyFrom, type Part, readInstant, readShopifyId } from "./shopify-fields.ts";
import { isAmount } from "./values.ts";

/** What a webhook says of a product, and when it was so, epoch milliseconds. */
export interface ToldProduct {
  readonly product: Product;
  /** What was known and does not hold any more, without another word for it. */
  readonly forget?: readonly "stock"[];
  readonly at: number;
}

/** `products/create` and `products/update`: the whole product, as it was at `updated_at`. */
export const readShopifyProduct = (part: Part, shop: string): ToldProduct | undefined => {
  const productId = readShopifyId(part);
  const at = readInstant(part, "updated_at", "created_at");
  if (productId === undefined || at === undefined) return undefined;
  const { fields } = part;
  const variants = listOf(firstOf(fields, "variants")).map(fieldsOf);
  const prices = variants.flatMap((variant) => moneyFrom(firstOf(variant, "price")) ?? []);
  const stock = stockOf(variants);
  const [name, category, handle] = ["title", "product_type", "handle"].map((field) => textOf(fields, field));
  const url =
    handle === undefined ? undefined : secureAddress(`https://${shop}/products/${encodeURIComponent(handle)}`);
  const image = imageOf(firstOf(fields, "image") ?? listOf(firstOf(fields, "images"))[0]);
  const product = {
    ...{ productId, offSale: !isOnSale(part) },
    ...(name !== undefined && { name }),
    ...(category !== undefined && { category }),
    ...(prices.length > 0 && { price: Math.min(...prices) }),
    ...(url !== undefined && { url }),
    ...(image !== undefined && { image }),
    ...(stock !== undefined && { stock }),
  };
  return { product, at, ...(stock === undefined && { forget: ["stock" as const] }) };
};

/** `products/delete` says the id and nothing else: the webhook's own instant is the word's. */
export const readDeletedProduct = (part: Part): ToldProduct | undefined => {
  const productId = readShopifyId(part);
  return productId === undefined ? undefined : { product: { productId, offSale: true }, at: part.triggeredAt };
};

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** A draft, one in the archive, and one that the online shop does not show. */
const isOnSale = ({ fields }: Part): boolean => {
  const status = firstOf(fields, "status");
  const isHidden = Object.hasOwn(fields, "published_at") && firstOf(fields, "published_at") === undefined;
  return (status === undefined || status === "active") && !isHidden;
};

/** Undefined when one of the variants is sold without being counted, or beyond what is there. */
const stockOf = (variants: readonly ReturnType<typeof fieldsOf>[]): number | undefined => {
  let sum = 0;
  for (const variant of variants) {
    const left = firstOf(variant, "inventory_quantity");
    const isCounted = Object.hasOwn(variant, "inventory_management")
      ? firstOf(variant, "inventory_management") === "shopify"
      : true;
    if (!isCounted || firstOf(variant, "inventory_policy") === "continue") return undefined;
    if (typeof left !== "number" || !isAmount(left)) return undefined;
    // A variant that was oversold does not take from the others.
    sum += Math.max(0, left);
  }
  return variants.length === 0 ? undefined : sum;
};

const imageOf = (image: unknown): string | undefined => {
  const source = firstOf(fieldsOf(image), "src");
  return typeof source === "string" ? secureAddress(source) : undefined;
};
