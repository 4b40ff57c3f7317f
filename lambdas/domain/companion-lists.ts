import { type ProductPick, pickOf } from "./picks.ts";
import { mayBeShown, type Product } from "./product.ts";

/** What goes with a product, and where the product itself is shown: so that its lists can follow it when it sells out. */
export interface CompanionList {
  readonly picks: readonly ProductPick[];
  readonly shownIn: readonly string[];
  /** How those lists show it, by `shownOf`. */
  readonly shown?: string;
}

/** All that a message shows of a product, as a text to compare; undefined for one that may not be shown. */
export const shownOf = (product: Product): string | undefined =>
  mayBeShown(product) ? JSON.stringify(pickOf(product)) : undefined;

/** By product id, ids of what goes with it, the best first. */
export type Companions = Readonly<Record<string, readonly { readonly productId: string; readonly likeness: number }[]>>;

/**
 * The lists that messages read, by product id: only what may be shown, and each product in `shownInMax` lists at most, those it
 * goes with best. A product without either list is absent.
 */
export const companionLists = (
  companions: Companions,
  products: ReadonlyMap<string, Product>,
  shownInMax: number,
): ReadonlyMap<string, CompanionList> => {
  const shownIn = placesOf(companions, products, shownInMax);
  const ids = [...new Set([...Object.keys(companions), ...shownIn.keys()])].sort();
  return new Map(
    ids.flatMap((productId) => {
      const picks = (companions[productId] ?? []).flatMap((one) => {
        const product = shownIn.get(one.productId)?.includes(productId) ? products.get(one.productId) : undefined;
        return product === undefined ? [] : [pickOf(product)];
      });
      const places = shownIn.get(productId) ?? [];
      if (picks.length + places.length === 0) return [];
      const own = places.length > 0 ? products.get(productId) : undefined;
      const shown = own && shownOf(own);
      return [[productId, { picks, shownIn: places.toSorted(), ...(shown !== undefined && { shown }) }] as const];
    }),
  );
};

/** Of each product that may be shown, in whose lists it is. */
const placesOf = (
  companions: Companions,
  products: ReadonlyMap<string, Product>,
  most: number,
): ReadonlyMap<string, readonly string[]> => {
  const places = new Map<string, { readonly list: string; readonly likeness: number }[]>();
  for (const [list, ones] of Object.entries(companions))
    for (const { productId, likeness } of ones) {
      const product = products.get(productId);
      if (product === undefined || !mayBeShown(product)) continue;
      places.set(productId, [...(places.get(productId) ?? []), { list, likeness }]);
    }
  return new Map(
    [...places].map(([productId, ones]) => {
      const best = ones.toSorted((a, b) => b.likeness - a.likeness || (a.list < b.list ? -1 : 1));
      return [productId, best.slice(0, most).map(({ list }) => list)] as const;
    }),
  );
};
