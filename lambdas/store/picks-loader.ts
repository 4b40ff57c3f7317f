import { GetCommand } from "@aws-sdk/lib-dynamodb";
import type { ProductPick } from "../domain/picks.ts";
import { required } from "../shared/environment.ts";
import type { Runtime } from "../shared/runtime.ts";
import { pickListKey } from "./keys.ts";
import { pickListsKept, picksAgeMsMax } from "./limits.ts";

/** Best sellers of one category, or of the whole shop; none when nobody counted. */
export type LoadPicks = (category?: string) => Promise<readonly ProductPick[]>;

/** Kept in memory for minutes, and so is that there is no list: many messages cost one read of half a unit. */
export const createPicksLoader = ({ dynamo, environment, clock }: Runtime): LoadPicks => {
  const TableName = required(environment, "CAMPAIGNS_TABLE");
  const kept = new Map<string, { readonly readAt: number; readonly picks: Promise<readonly ProductPick[]> }>();

  const read = async (Key: ReturnType<typeof pickListKey>): Promise<readonly ProductPick[]> => {
    const { Item: item } = await dynamo.send(new GetCommand({ TableName, Key }));
    return (item?.picks ?? []) as readonly ProductPick[];
  };

  return (category) => {
    const key = pickListKey(category);
    const now = clock.now();
    const known = kept.get(key.kind);
    if (known !== undefined && Math.abs(now - known.readAt) < picksAgeMsMax) return known.picks;
    if (kept.size >= pickListsKept) kept.clear();
    const picks = read(key);
    kept.set(key.kind, { readAt: now, picks });
    // A failed reading is not remembered.
    picks.catch(() => kept.delete(key.kind));
    return picks;
  };
};
