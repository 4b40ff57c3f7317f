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

/**
 * Words are needed for every message; what is not there yet is asked for again. A batch asks for the same words many times
 * at once: everybody waits for the same reading, because words are large.
 */
export const createWordsLoader = ({ dynamo, environment }: Runtime): LoadWords => {
  const TableName = required(environment, "CAMPAIGNS_TABLE");
  const kept = new Map<string, Words>();
  const reading = new Map<string, Promise<Words | undefined>>();

  const read = async (Key: ReturnType<typeof wordsKey>, name: string): Promise<Words | undefined> => {
    const { Item: item } = await dynamo.send(new GetCommand({ TableName, Key }));
    if (item === undefined) return undefined;
    const words: Words = JSON.parse(String(item.words));
    if (kept.size >= wordsKept) kept.clear();
    kept.set(name, words);
    return words;
  };

  return async (q) => {
    const key = wordsKey(q);
    const name = `${key.id} ${key.kind}`;
    const known = kept.get(name) ?? reading.get(name);
    if (known !== undefined) return known;
    const asked = read(key, name).finally(() => reading.delete(name));
    reading.set(name, asked);
    return asked;
  };
};
