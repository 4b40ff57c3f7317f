import { picksKept, picksShown } from "./limits.ts";
import { mayBeShown, type Product } from "./product.ts";
import type { Profile } from "./profile.ts";

/** A product as a message shows it. */
export interface ProductPick {
  readonly productId: string;
  readonly name: string;
  readonly url: string;
  readonly price?: number;
  readonly image?: string;
}

/** Best sellers, the best first: those of one category, or of the whole shop. */
export interface PickLists {
  readonly shop: readonly ProductPick[];
  readonly categories: Readonly<Record<string, readonly ProductPick[]>>;
}

export const pickOf = ({ productId, name = "", url = "", price, image }: Product): ProductPick => ({
  productId,
  name,
  url,
  ...(price !== undefined && { price }),
  ...(image !== undefined && { image }),
});

const bestFirst = (a: Product, b: Product): number =>
  (b.sold ?? 0) - (a.sold ?? 0) || (a.productId < b.productId ? -1 : 1);

/** What nobody bought is no best seller, however new it is. */
export const pickLists = (products: Iterable<Product>): PickLists => {
  const best = [...products].filter((one) => mayBeShown(one) && (one.sold ?? 0) > 0).sort(bestFirst);
  const categories = new Map<string, ProductPick[]>();
  for (const product of best) {
    if (product.category === undefined) continue;
    const list = categories.get(product.category) ?? [];
    categories.set(product.category, list);
    if (list.length < picksKept) list.push(pickOf(product));
  }
  return { shop: best.slice(0, picksKept).map(pickOf), categories: Object.fromEntries(categories) };
};

/**
 * A list after something became known of one product: it shows the new name and price, or lost what may not be shown any more.
 * Nothing enters a list in this way: that takes a count of the others. The same list when it says nothing else.
 */
export const withProductInList = (
  list: readonly ProductPick[],
  product: Product,
  category?: string,
): readonly ProductPick[] => {
  const known = list.find(({ productId }) => productId === product.productId);
  if (known === undefined) return list;
  const belongs = mayBeShown(product) && (category === undefined || product.category === category);
  if (!belongs) return list.filter((one) => one !== known);
  const shown = pickOf(product);
  return JSON.stringify(shown) === JSON.stringify(known) ? list : list.map((one) => (one === known ? shown : one));
};

/**
 * Up to three products for a customer: the best companion of each product bought last and then the next ones, the best seller of each
 * category the customer bought from and then the next ones, then the shop's; never one that the profile knows as bought.
 */
export const picksFor = (
  profile: { readonly products: Profile["products"] },
  lists: readonly (readonly ProductPick[])[],
  shop: readonly ProductPick[],
  companions: readonly (readonly ProductPick[])[] = [],
): readonly ProductPick[] => {
  const taken = new Set(profile.products.map(({ productId }) => productId));
  const picks: ProductPick[] = [];
  for (const pick of [...inTurn(companions), ...inTurn(lists), ...shop]) {
    if (picks.length === picksShown) break;
    if (taken.has(pick.productId)) continue;
    taken.add(pick.productId);
    picks.push(pick);
  }
  return picks;
};

const inTurn = (lists: readonly (readonly ProductPick[])[]): readonly ProductPick[] => {
  const longest = Math.max(0, ...lists.map(({ length }) => length));
  return Array.from({ length: longest }, (_, rank) => lists.flatMap((list) => list[rank] ?? [])).flat();
};
