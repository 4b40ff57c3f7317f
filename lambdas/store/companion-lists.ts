import { DeleteCommand, paginateQuery } from "@aws-sdk/lib-dynamodb";
import { type CompanionList, type Companions, companionLists, shownOf } from "../domain/companion-lists.ts";
import { withProductInList } from "../domain/picks.ts";
import type { Product } from "../domain/product.ts";
import { inParallel } from "../shared/batch.ts";
import { required } from "../shared/environment.ts";
import type { Runtime } from "../shared/runtime.ts";
import { companionListKey, companionListPrefix, pickListsId } from "./keys.ts";
import { shownInMax } from "./limits.ts";
import { createPickListItems, type PickListItem, saysTheSame } from "./pick-list-item.ts";
import { createProductStore, type ProductChange } from "./product-store.ts";

/** Writes the lists of what goes with what, which messages read. */
export interface CompanionListStore {
  /** Makes these the lists; one that says the same is not written again. Returns how many were written or taken away. */
  save(companions: Companions): Promise<number>;
  /** What became known of a product is shown where it goes with others; it leaves their lists when it may not be shown. */
  follow(change: Pick<ProductChange, "after">): Promise<void>;
  /** The same of a whole catalogue. Returns how many lists were written. */
  followAll(products: ReadonlyMap<string, Product>): Promise<number>;
}

/** Reads and writes under way at once. */
const atOnce = 8;

export const createCompanionListStore = (runtime: Runtime): CompanionListStore => {
  const { dynamo, environment } = runtime;
  const TableName = required(environment, "CAMPAIGNS_TABLE");
  const { change, read } = createPickListItems(runtime);
  const catalogue = createProductStore(runtime);

  const stored = () => storedLists(dynamo, TableName);

  /** Of the whole catalogue only what is to be shown: its size does not matter. */
  const productsIn = async (companions: Companions): Promise<ReadonlyMap<string, Product>> => {
    const ids = new Set(Object.values(companions).flatMap((ones) => ones.map(({ productId }) => productId)));
    const products = new Map<string, Product>();
    await inParallel([...ids], atOnce, async (productId) => {
      const product = await catalogue.get(productId);
      if (product !== undefined) products.set(productId, product);
    });
    return products;
  };

  return {
    save: async (companions) => {
      const [lists, known] = await Promise.all([
        productsIn(companions).then((products) => companionLists(companions, products, shownInMax)),
        stored(),
      ]);
      const news = [...lists].filter(([productId, list]) => !isSame(known.get(productId), list));
      await inParallel(news, atOnce, async ([productId, list]) => {
        await change(companionListKey(productId), () => list);
      });
      const gone = [...known.keys()].filter((productId) => !lists.has(productId));
      await inParallel(gone, atOnce, async (productId) => {
        await dynamo.send(new DeleteCommand({ TableName, Key: companionListKey(productId) }));
      });
      return news.length + gone.length;
    },
    follow: async ({ after }) => {
      const key = companionListKey(after.productId);
      const { shownIn = [], shown } = (await read(key)) ?? {};
      const next = shownOf(after);
      // A count of stock comes with every order; hardly one of them changes what a message may show.
      if (shownIn.length === 0 || shown === next) return;
      for (const list of shownIn)
        await change(companionListKey(list), (known) => {
          const picks = known && withProductInList(known.picks, after);
          return picks === undefined || picks === known?.picks ? undefined : { ...known, picks };
        });
      // Only now: what a failure left undone is done by the repeat.
      await change(key, (known) => known && withShown(known, next));
    },
    followAll: async (products) => {
      let written = 0;
      await inParallel([...(await stored()).keys()], atOnce, async (productId) => {
        const isWritten = await change(companionListKey(productId), (known) => {
          const next = known && refreshed(productId, known, products);
          return next === undefined || isSame(known, { shownIn: [], ...next }) ? undefined : next;
        });
        written += isWritten ? 1 : 0;
      });
      return written;
    },
  };
};

/** Of a thousand products at most. */
const storedLists = async (
  dynamo: Runtime["dynamo"],
  TableName: string,
): Promise<ReadonlyMap<string, PickListItem>> => {
  const query = {
    TableName,
    KeyConditionExpression: "id = :id AND begins_with(kind, :prefix)",
    ExpressionAttributeValues: { ":id": pickListsId, ":prefix": companionListPrefix },
  };
  const lists = new Map<string, PickListItem>();
  for await (const { Items: items = [] } of paginateQuery({ client: dynamo }, query))
    for (const item of items)
      lists.set(String(item.kind).slice(companionListPrefix.length), item as unknown as PickListItem);
  return lists;
};

/** A list as the catalogue has it now: with new names and prices, without what may not be shown any more. */
const refreshed = (productId: string, known: PickListItem, products: ReadonlyMap<string, Product>): PickListItem => {
  const product = products.get(productId);
  const picks = known.picks.reduce(
    (list, { productId: id }) => withProductInList(list, products.get(id) ?? { productId: id }),
    known.picks,
  );
  return withShown({ ...known, picks }, product && known.shownIn?.length ? shownOf(product) : undefined);
};

const withShown = ({ picks, shownIn = [] }: PickListItem, shown: string | undefined): PickListItem => ({
  picks,
  shownIn,
  ...(shown !== undefined && { shown }),
});

const isSame = (known: PickListItem | undefined, { picks, shownIn, shown }: CompanionList): boolean =>
  saysTheSame(known?.picks, picks) &&
  JSON.stringify(known?.shownIn ?? []) === JSON.stringify(shownIn) &&
  known?.shown === shown;
