import { DeleteCommand, paginateQuery } from "@aws-sdk/lib-dynamodb";
import { type PickLists, withProductInList } from "../domain/picks.ts";
import { required } from "../shared/environment.ts";
import type { Runtime } from "../shared/runtime.ts";
import { pickListKey, pickListsId } from "./keys.ts";
import { createPickListItems, saysTheSame } from "./pick-list-item.ts";
import type { ProductChange } from "./product-store.ts";

/** Writes the lists of best sellers that messages read. */
export interface PickListStore {
  /** Makes these the lists; one that says the same is not written again. Returns how many were written. */
  save(lists: PickLists): Promise<number>;
  /** What became known of a product is shown in the lists that hold it; it leaves those that it may not be in any more. */
  follow(change: ProductChange): Promise<void>;
}

export const createPickListStore = (runtime: Runtime): PickListStore => {
  const { dynamo, environment } = runtime;
  const TableName = required(environment, "CAMPAIGNS_TABLE");
  const { change } = createPickListItems(runtime);

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
      for (const [category, picks] of [[undefined, shop] as const, ...Object.entries(categories)]) {
        const next = (known: { readonly picks: typeof picks } | undefined) =>
          saysTheSame(known?.picks, picks) ? undefined : { picks };
        if (await change(pickListKey(category), next)) written += 1;
      }
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
        await change(pickListKey(category), ({ picks: known } = { picks: [] }) => {
          const picks = withProductInList(known, after, category);
          return picks === known ? undefined : { picks };
        });
    },
  };
};
