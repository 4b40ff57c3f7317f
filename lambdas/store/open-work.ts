import { BatchGetCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import type { Runtime } from "../shared/runtime.ts";
import type { Item } from "./attributes.ts";
import { indexes, workShards } from "./keys.ts";
import { batchGetMax } from "./limits.ts";
import { sendInChunks } from "./unprocessed.ts";

/** Tasks and cases share a table: both belong to a customer, wait for a person and have a deadline. */
export interface WorkTable {
  readonly dynamo: Runtime["dynamo"];
  readonly name: string;
}

export interface WorkKey {
  readonly customerId: string;
  readonly taskId: string;
}

/** Where a page ended: the last of it, with its deadline. Survives JSON. */
export interface WorkCursor extends WorkKey {
  readonly dueAt: number;
}

export interface OpenQuery {
  /** Only what is due at or before this instant. */
  readonly until?: number;
  readonly limit: number;
  readonly cursor?: WorkCursor;
}

export interface OpenPage<Value> {
  readonly open: readonly Value[];
  readonly cursor?: WorkCursor;
}

/**
 * A page of what is open, the earliest deadline first. The index finds candidates and may be behind, so the items are read
 * and only those that are still open are told: a page may be shorter than its limit, and the cursor says whether one follows.
 */
export const openItems = async (
  table: WorkTable,
  q: OpenQuery & { readonly list: keyof typeof workShards },
): Promise<OpenPage<Item>> => {
  const { Items: keys = [], LastEvaluatedKey: last } = await candidates(table, q);
  const items = await load(table, keys);
  const open = keys.flatMap(({ customerId, taskId }) => {
    const item = items.get(nameOf({ customerId, taskId }));
    return item?.openShard === workShards[q.list] ? [item] : [];
  });
  if (last === undefined) return { open };
  const { customerId, taskId, dueAt } = last;
  return { open, cursor: { customerId, taskId, dueAt } };
};

const countedMost = 1_000;

/** How many entries the index has up to an instant; counted no further than to a thousand, so that a tick stays short. */
export const countOpen = async (
  table: WorkTable,
  q: { readonly until: number; readonly list: keyof typeof workShards },
): Promise<number> => {
  const { Count: count = 0 } = await table.dynamo.send(
    new QueryCommand({
      TableName: table.name,
      IndexName: indexes.open,
      KeyConditionExpression: "openShard = :shard AND dueAt <= :until",
      ExpressionAttributeValues: { ":shard": workShards[q.list], ":until": q.until },
      Select: "COUNT",
      Limit: countedMost,
    }),
  );
  return count;
};

const candidates = (table: WorkTable, q: Parameters<typeof openItems>[1]) => {
  const isInTime = q.until === undefined ? "" : " AND dueAt <= :until";
  return table.dynamo.send(
    new QueryCommand({
      TableName: table.name,
      IndexName: indexes.open,
      KeyConditionExpression: `openShard = :shard${isInTime}`,
      ExpressionAttributeValues: {
        ":shard": workShards[q.list],
        ...(q.until !== undefined && { ":until": q.until }),
      },
      Limit: q.limit,
      // The partition is never taken from a cursor: it may come from outside.
      ...(q.cursor !== undefined && { ExclusiveStartKey: { ...q.cursor, openShard: workShards[q.list] } }),
    }),
  );
};

const nameOf = ({ customerId, taskId }: Item): string => JSON.stringify([customerId, taskId]);

const load = async (table: WorkTable, keys: readonly Item[]): Promise<ReadonlyMap<string, Item>> => {
  const found = new Map<string, Item>();
  await sendInChunks<Item>({
    requests: keys.map(({ customerId, taskId }) => ({ customerId, taskId })),
    chunkMax: batchGetMax,
    send: async (chunk) => {
      const answer = await table.dynamo.send(
        new BatchGetCommand({ RequestItems: { [table.name]: { Keys: [...chunk], ConsistentRead: true } } }),
      );
      for (const item of answer.Responses?.[table.name] ?? []) found.set(nameOf(item), item);
      return answer.UnprocessedKeys?.[table.name]?.Keys ?? [];
    },
  });
  return found;
};
