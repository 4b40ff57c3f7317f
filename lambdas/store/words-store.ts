import { GetCommand } from "@aws-sdk/lib-dynamodb";
import type { Words } from "../channels/words.ts";
import { required } from "../shared/environment.ts";
import type { Runtime } from "../shared/runtime.ts";
import { wordsKey } from "./keys.ts";
import { wordsKept } from "./limits.ts";

export interface CampaignVersion {
  readonly campaignId: string;
  readonly version: number;
}

/** Words once found are kept in memory: a version's words never change. */
export type LoadWords = (q: CampaignVersion & { readonly language: string }) => Promise<Words | undefined>;

/** Words are needed for every message; what is not there yet is asked for again. */
export const createWordsLoader = ({ dynamo, environment }: Runtime): LoadWords => {
  const TableName = required(environment, "CAMPAIGNS_TABLE");
  const kept = new Map<string, Words>();
  return async (q) => {
    const Key = wordsKey(q);
    const name = `${Key.id} ${Key.kind}`;
    const known = kept.get(name);
    if (known !== undefined) return known;
    const { Item: item } = await dynamo.send(new GetCommand({ TableName, Key }));
    if (item === undefined) return undefined;
    const words: Words = JSON.parse(String(item.words));
    if (kept.size >= wordsKept) kept.clear();
    kept.set(name, words);
    return words;
  };
};
