import { pickLists } from "../domain/picks.ts";
import type { Product } from "../domain/product.ts";
import type { Runtime } from "../shared/runtime.ts";
import { createCompanionListStore } from "./companion-lists.ts";
import { createPickListStore } from "./pick-lists.ts";
import { productFields } from "./product-item.ts";
import { createProductStore } from "./product-store.ts";

/** Products that one command holds in memory and ranks. */
export const productsMax = 200_000;
/** Writes under way at once. */
const atOnce = 8;

export type Catalogue = ReadonlyMap<string, Product>;

export const readCatalogue = async (runtime: Runtime): Promise<Catalogue> => {
  const products = new Map<string, Product>();
  for await (const product of createProductStore(runtime).all()) {
    products.set(product.productId, product);
    if (products.size > productsMax) throw new Error(`The catalogue has more than ${productsMax} products.`);
  }
  return products;
};

const inChunks = async <One>(all: readonly One[], run: (one: One) => Promise<unknown>): Promise<void> => {
  for (let start = 0; start < all.length; start += atOnce) await Promise.all(all.slice(start, start + atOnce).map(run));
};

const isNews = (known: Product | undefined, said: Product): boolean =>
  productFields.some((name) => said[name] !== undefined && said[name] !== known?.[name]);

export interface Saved {
  readonly written: number;
  readonly unchanged: number;
  /** The shop said something newer while the file was read; that stays. */
  readonly outdated: number;
}

/** Stores what is news, and nothing else: a repeat writes nothing. */
export const saveProducts = async (runtime: Runtime, said: readonly Product[], at: number): Promise<Saved> => {
  const known = await readCatalogue(runtime);
  const news = said.filter((one) => isNews(known.get(one.productId), one));
  let outdated = 0;
  await inChunks(news, async (one) => {
    if ((await createProductStore(runtime).tell(one, at)) === undefined) outdated += 1;
  });
  return { written: news.length - outdated, unchanged: said.length - news.length, outdated };
};

/** Notes the counts of all products; those that nobody bought have 0. Returns how many changed. */
export const saveCounts = async (runtime: Runtime, sold: ReadonlyMap<string, number>): Promise<number> => {
  const catalogue = await readCatalogue(runtime);
  const moved = [...catalogue.values()].filter(
    ({ productId, sold: before = 0 }) => before !== (sold.get(productId) ?? 0),
  );
  const store = createProductStore(runtime);
  await inChunks(moved, ({ productId }) => store.mark(productId, { sold: sold.get(productId) ?? 0 }));
  return moved.length;
};

export interface Ranked {
  readonly products: number;
  readonly categories: number;
  readonly listsWritten: number;
}

/** Makes the lists of best sellers from the catalogue as it stands; what goes with what is learned, and only follows it here. */
export const rankProducts = async (runtime: Runtime): Promise<Ranked> => {
  const catalogue = await readCatalogue(runtime);
  const lists = pickLists(catalogue.values());
  const bestWritten = await createPickListStore(runtime).save(lists);
  const listsWritten = bestWritten + (await createCompanionListStore(runtime).followAll(catalogue));
  return { products: catalogue.size, categories: Object.keys(lists.categories).length, listsWritten };
};
