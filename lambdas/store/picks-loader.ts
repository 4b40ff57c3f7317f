import { GetCommand } from "@aws-sdk/lib-dynamodb";
import type { ProductPick } from "../domain/picks.ts";
import { required } from "../shared/environment.ts";
import type { Runtime } from "../shared/runtime.ts";
import { companionListKey, pickListKey } from "./keys.ts";
import { companionListsKept, pickListsKept, picksAgeMsMax } from "./limits.ts";

/** Best sellers of one category, or of the whole shop; none when nobody counted. */
export type LoadPicks = (category?: string) => Promise<readonly ProductPick[]>;
/** What goes with a product, the best first; none while nobody knows. */
export type LoadCompanions = (productId: string) => Promise<readonly ProductPick[]>;

export const createPicksLoader = (runtime: Runtime): LoadPicks => {
  const load = createListLoader(runtime, pickListsKept);
  return (category) => load(pickListKey(category));
};

export const createCompanionsLoader = (runtime: Runtime): LoadCompanions => {
  const load = createListLoader(runtime, companionListsKept);
  return (productId) => load(companionListKey(productId));
};

interface ListKey {
  readonly id: string;
  readonly kind: string;
}

/** Kept in memory for minutes, and so is that there is no list: many messages cost one read of half a unit. */
const createListLoader = (
  { dynamo, environment, clock }: Runtime,
  listsKept: number,
): ((key: ListKey) => Promise<readonly ProductPick[]>) => {
  const TableName = required(environment, "CAMPAIGNS_TABLE");
  const kept = new Map<string, { readonly readAt: number; readonly picks: Promise<readonly ProductPick[]> }>();

  const read = async (Key: ListKey): Promise<readonly ProductPick[]> => {
    const { Item: item } = await dynamo.send(new GetCommand({ TableName, Key }));
    return (item?.picks ?? []) as readonly ProductPick[];
  };

  return (key) => {
    const now = clock.now();
    const known = kept.get(key.kind);
    if (known !== undefined && Math.abs(now - known.readAt) < picksAgeMsMax) return known.picks;
    if (kept.size >= listsKept) kept.clear();
    const picks = read(key);
    kept.set(key.kind, { readAt: now, picks });
    // A failed reading is not remembered.
    picks.catch(() => kept.delete(key.kind));
    return picks;
  };
};
