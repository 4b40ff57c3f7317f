import { isDeepStrictEqual } from "node:util";
import { GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import type { Words } from "../channels/words.ts";
import { type Campaign, campaignSchema } from "../domain/campaign.ts";
import type { Snapshot } from "../domain/rules.ts";
import { required } from "../shared/environment.ts";
import { RekindleError } from "../shared/errors.ts";
import type { Runtime } from "../shared/runtime.ts";
import { conditionHeld, type Item } from "./attributes.ts";
import { type Job, jobOfItem, snapshotOfItem } from "./campaign-item.ts";
import { definitionItemOf, wordsItemOf } from "./definition-item.ts";
import { definitionKey, jobKey, snapshotKey } from "./keys.ts";
import { publishTriesMax } from "./limits.ts";
import { publication } from "./publication.ts";
import { type CampaignVersion, createWordsLoader, type LoadWords } from "./words-store.ts";

export { type CampaignChange, campaignChangeOf, type Job } from "./campaign-item.ts";
export type { CampaignVersion } from "./words-store.ts";

export interface CampaignStore {
  /** What the engine runs by; undefined before the first publication. */
  snapshot(options?: { readonly consistent?: boolean }): Promise<Snapshot | undefined>;
  /**
   * Changes what the engine runs by and returns it with its new revision. `change` may be called more than once. The breaker
   * stays as it is, whatever `change` says of it: see `breaker-store.ts`.
   */
  publish(change: (current: Snapshot | undefined) => Omit<Snapshot, "revision">): Promise<Snapshot>;
  /** A version is written once: people who entered it finish on what it said. */
  saveDefinition(definition: Campaign): Promise<"saved" | "exists">;
  loadDefinition(q: CampaignVersion): Promise<Campaign | undefined>;
  saveWords(q: CampaignVersion & { readonly words: Words }): Promise<"saved" | "exists">;
  loadWords: LoadWords;
  createJob(job: Omit<Job, "version">): Promise<"saved" | "exists">;
  loadJob(id: string): Promise<Job | undefined>;
  /** Writes the job as version + 1 if the stored one still has `next.version`. */
  saveJob(next: Job): Promise<"saved" | "conflict">;
}

interface Table {
  readonly dynamo: Runtime["dynamo"];
  readonly name: string;
}

type Key = { readonly id: string; readonly kind: string };

export const createCampaignStore = (runtime: Runtime): CampaignStore => {
  const table: Table = { dynamo: runtime.dynamo, name: required(runtime.environment, "CAMPAIGNS_TABLE") };
  const readSnapshot = snapshotReader();
  return {
    snapshot: async (options) => readSnapshot(await get(table, snapshotKey, options?.consistent ?? false)),
    publish: (change) => publish(table, change),
    saveDefinition: (definition) => {
      campaignSchema.parse(definition);
      return putNew(table, definitionItemOf(definition));
    },
    loadDefinition: async (q) => {
      const item = await get(table, definitionKey(q));
      return item === undefined ? undefined : campaignSchema.parse(JSON.parse(String(item.definition)));
    },
    saveWords: (q) => putNew(table, wordsItemOf(q)),
    loadWords: createWordsLoader(runtime),
    createJob: ({ id, ...job }) => putNew(table, { ...jobKey(id), ...job, jobId: id, version: 1 }),
    loadJob: async (id) => {
      const item = await get(table, jobKey(id), true);
      return item === undefined ? undefined : jobOfItem(item);
    },
    saveJob: (next) => saveJob(table, next),
  };
};

const get = async (table: Table, key: Key, consistent = false): Promise<Item | undefined> => {
  const answer = await table.dynamo.send(
    new GetCommand({ TableName: table.name, Key: key, ConsistentRead: consistent }),
  );
  return answer.Item;
};

const putNew = async (table: Table, item: Item): Promise<"saved" | "exists"> => {
  const neverStored = "attribute_not_exists(id)";
  const saved = await conditionHeld(
    table.dynamo.send(new PutCommand({ TableName: table.name, Item: item, ConditionExpression: neverStored })),
  );
  return saved ? "saved" : "exists";
};

/** A function reads the same snapshot again and again. It is checked when it says something else than the one before. */
const snapshotReader = (): ((item: Item | undefined) => Snapshot | undefined) => {
  let checked: { readonly item: Item; readonly snapshot: Snapshot } | undefined;
  return (item) => {
    if (item === undefined) return undefined;
    // Attributes come in any order.
    if (!isDeepStrictEqual(checked?.item, item)) checked = { item, snapshot: snapshotOfItem(item) };
    return checked?.snapshot;
  };
};

const loadSnapshot = async (table: Table, consistent: boolean): Promise<Snapshot | undefined> => {
  const item = await get(table, snapshotKey, consistent);
  return item === undefined ? undefined : snapshotOfItem(item);
};

/**
 * Two people publish, in time:
 *
 *     one      reads revision 4 ─── pauses ────────── writes 5 if it is 4: refused, reads 5, pauses, writes 6
 *     other          reads revision 4 ── approves ── writes 5 if it is 4: done
 */
const publish: (table: Table, change: Parameters<CampaignStore["publish"]>[0]) => Promise<Snapshot> = async (
  table,
  change,
) => {
  for (let tries = 1; tries <= publishTriesMax; tries += 1) {
    const current = await loadSnapshot(table, true);
    const { next, put } = publication(table.name, current, change(current));
    if (await conditionHeld(table.dynamo.send(new PutCommand(put)))) return next;
  }
  throw new RekindleError("campaigns-contended", `Publishing lost the race ${publishTriesMax} times.`);
};

const saveJob = async (table: Table, next: Job): Promise<"saved" | "conflict"> => {
  const { id, ...job } = next;
  const unchanged = "version = :version";
  const saved = await conditionHeld(
    table.dynamo.send(
      new PutCommand({
        TableName: table.name,
        Item: { ...job, ...jobKey(id), jobId: id, version: next.version + 1 },
        ConditionExpression: unchanged,
        ExpressionAttributeValues: { ":version": next.version },
      }),
    ),
  );
  return saved ? "saved" : "conflict";
};
