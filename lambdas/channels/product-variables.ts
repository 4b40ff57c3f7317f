import type { Product } from "../domain/product.ts";
import { singleLine } from "./single-line.ts";
import type { StepWords } from "./words.ts";

/** Variables of the product that a message is about. Validation and the documentation read this list. */
export const productVariables = {
  "product.name":
    "Name of the product that the message is about, where the trigger keeps a `productId`; empty when it is about none, when the catalogue does not know it, or when it is not sold any more.",
  "product.price": "For the money filter; absent (false in an if) when it is not known.",
  "product.url": "Its page in the shop; empty when there is none, and while it is sold out.",
} as const;

export interface ProductVariables {
  readonly name: string;
  readonly price: number | null;
  readonly url: string;
}

const nameMax = 80;
const none: ProductVariables = { name: "", price: null, url: "" };

/** Every variable is there, filled or empty, so that a template cannot fail for want of a product. */
export const shownProduct = (product: Product | undefined): ProductVariables => {
  if (product?.name === undefined || product.excluded === true || product.offSale === true) return none;
  const { name, price, url = "", stock = 1 } = product;
  const shown = [...singleLine(name)].slice(0, nameMax).join("");
  return { name: shown, price: price ?? null, url: stock > 0 ? url : "" };
};

/** Whether words speak of the product: reading it for words that do not would be paid for in vain. */
export const speaksOfProduct = (words: StepWords | undefined): boolean =>
  Object.values(words ?? {}).some((parts: object) =>
    Object.values(parts).some((text) => typeof text === "string" && /\bproduct\./.test(text)),
  );
