import type { CategoryFigures, ProductFigures } from "../domain/profile.ts";
import type { BehaviourItem } from "./behaviour-item.ts";

/**
 * A product that the customer bought, as the profile's item holds it. Pieces are 1 and a first order is null where there is
 * nothing to say and something follows. A category that stands among the item's own is its place there: a byte for a name.
 */
export type ProductItem = readonly [
  productId: string,
  lastAt: number,
  count: number,
  pieces?: number,
  firstAt?: number | null,
  category?: string | number,
];

export const productItemOf = (
  { productId, lastAt, count, pieces, firstAt, category }: ProductFigures,
  categories: readonly CategoryFigures[] | undefined,
): ProductItem => {
  if (category !== undefined)
    return [productId, lastAt, count, pieces ?? 1, firstAt ?? null, placeOf(category, categories)];
  if (firstAt !== undefined) return [productId, lastAt, count, pieces ?? 1, firstAt];
  return pieces === undefined ? [productId, lastAt, count] : [productId, lastAt, count, pieces];
};

const placeOf = (category: string, categories: readonly CategoryFigures[] = []): string | number => {
  const place = categories.findIndex((one) => one.category === category);
  return place < 0 ? category : place;
};

export const productOf = (
  [productId, lastAt, count, pieces = 1, firstAt, place]: ProductItem,
  categories: BehaviourItem["categories"],
): ProductFigures => {
  const category = typeof place === "number" ? categories?.[place]?.[0] : place;
  return {
    ...{ productId, lastAt, count },
    ...(firstAt !== undefined && firstAt !== null && { firstAt }),
    ...(pieces !== 1 && { pieces }),
    ...(category !== undefined && { category }),
  };
};
