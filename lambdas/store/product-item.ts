import type { Product } from "../domain/product.ts";
import type { Item } from "./attributes.ts";

/** Attributes of a product's item that say something of the product. */
export const productFields = [
  "productId",
  "name",
  "category",
  "price",
  "url",
  "image",
  "stock",
  "excluded",
  "offSale",
  "sold",
] as const satisfies readonly (keyof Product)[];

export const productOfItem = (item: Item): Product =>
  Object.fromEntries(
    productFields.flatMap((name) => (item[name] === undefined ? [] : [[name, item[name]]])),
  ) as unknown as Product;
