import { DeleteCommand, GetCommand, PutCommand, paginateQuery } from "@aws-sdk/lib-dynamodb";
import { type PickLists, type ProductPick, withProductInList } from "../domain/picks.ts";
import { required } from "../shared/environment.ts";
import { RekindleError } from "../shared/errors.ts";
import type { Runtime } from "../shared/runtime.ts";
import { conditionHeld } from "./attributes.ts";
import { pickListKey, pickListsId } from "./keys.ts";
import { pickListTriesMax } from "./limits.ts";
import type { ProductChange } from "./product-store.ts";

/** Writes the lists of best sellers that messages read. */
export interface PickListStore {
  /** Makes these the lists; one that says the same is not written again. Returns how many were written. */
  save(lists: PickLists): Promise<number>;
  /** What became known of a product is shown in the lists that hold it; it leaves those that it may not be in any more. */
  follow(change: ProductChange): Promise<void>;
}

interface Stored {
  readonly picks: readonly ProductPick[];
  /** Counts the writes of the list; a write is conditional on it. */
  readonly revision: number;
}

export const createPickListStore = ({ dynamo, environment }: Runtime): PickListStore => {
  const TableName = required(environment, "CAMPAIGNS_TABLE");

  const read = async (category: string | undefined): Promise<Stored | undefined> => {
    const get = new GetCommand({ TableName, Key: pickListKey(category), ConsistentRead: true });
    const { Item: item } = await dynamo.send(get);
    return item === undefined ? undefined : (item as unknown as Stored);
  };

  const write = (category: string | undefined, picks: readonly ProductPick[], revision: number): Promise<boolean> =>
    conditionHeld(
      dynamo.send(
        new PutCommand({
          TableName,
          Item: { ...pickListKey(category), picks, revision: revision + 1 },
          ConditionExpression: "attribute_not_exists(id) OR revision = :revision",
          ExpressionAttributeValues: { ":revision": revision },
        }),
      ),
    );

  /** Reads, changes and writes a list until nobody came in between. True when it was written. */
  const change = async (
    category: string | undefined,
    next: (known: readonly ProductPick[] | undefined) => readonly ProductPick[] | undefined,
  ): Promise<boolean> => {
    for (let tries = 1; tries <= pickListTriesMax; tries += 1) {
      const known = await read(category);
      const picks = next(known?.picks);
      if (picks === undefined) return false;
      if (await write(category, picks, known?.revision ?? 0)) return true;
    }
    throw new RekindleError("picks-contended", "A list of best sellers could not be written: others wrote it.");
  };

  const categoriesStored = async (): Promise<readonly string[]> => {
    const query = {
      TableName,
      KeyConditionExpression: "id = :id AND begins_with(kind, :prefix)",
      ExpressionAttributeValues: { ":id": pickListsId, ":prefix": "category#" },
      ProjectionExpression: "kind",
    };
    const names: string[] = [];
    for await (const { Items: items = [] } of paginateQuery({ client: dynamo }, query))
      names.push(...items.map(({ kind }) => String(kind).slice("category#".length)));
    return names;
  };

  return {
    save: async ({ shop, categories }) => {
      let written = 0;
      for (const [category, picks] of [[undefined, shop] as const, ...Object.entries(categories)])
        if (await change(category, (known) => (isSame(known, picks) ? undefined : picks))) written += 1;
      for (const category of await categoriesStored()) {
        if (Object.hasOwn(categories, category)) continue;
        await dynamo.send(new DeleteCommand({ TableName, Key: pickListKey(category) }));
        written += 1;
      }
      return written;
    },
    follow: async ({ before, after }) => {
      const categories = new Set([undefined, before?.category, after.category]);
      for (const category of categories)
        await change(category, (known = []) => {
          const picks = withProductInList(known, after, category);
          return picks === known ? undefined : picks;
        });
    },
  };
};

const isSame = (known: readonly ProductPick[] | undefined, picks: readonly ProductPick[]): boolean =>
  known !== undefined && known.length === picks.length && known.every((one, at) => isEqual(one, picks[at]));

const isEqual = (one: ProductPick, other: ProductPick | undefined): boolean =>
  other !== undefined &&
  (["productId", "name", "url", "price", "image"] as const).every((name) => one[name] === other[name]);
