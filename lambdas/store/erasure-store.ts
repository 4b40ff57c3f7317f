import { BatchWriteCommand, DeleteCommand, GetCommand, QueryCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import type { CustomerEvent } from "../domain/event.ts";
import { required } from "../shared/environment.ts";
import type { Runtime } from "../shared/runtime.ts";
import { expectItem, type Item } from "./attributes.ts";
import { eventOfItem } from "./event-item.ts";
import { erasureKey } from "./keys.ts";
import { batchWriteMax } from "./limits.ts";
import { sendInChunks } from "./unprocessed.ts";

/** What is left of an erased person: that somebody was erased, when and why. It names nobody. */
export interface Erasure {
  /** Keyed hash of the customer's id. */
  readonly hash: string;
  readonly status: "running" | "done";
  readonly reason: string;
  /** Epoch milliseconds of the latest start. What was received before the end, or before the start while there is none, is gone. */
  readonly startedAt: number;
  readonly finishedAt?: number;
  /** Removed altogether, over all runs. */
  readonly events: number;
  readonly messages: number;
}

export interface ErasureStore {
  /** Undefined when nobody with this id was ever erased. */
  load(hash: string): Promise<Erasure | undefined>;
  /** Says that an erasure runs. From here on nothing that was received before is folded any more. */
  start(q: { readonly hash: string; readonly reason: string; readonly now: number }): Promise<void>;
  /** Adds to what was removed; `finishedAt` closes the record. */
  note(q: {
    readonly hash: string;
    readonly events: number;
    readonly messages: number;
    readonly finishedAt?: number;
  }): Promise<void>;
  /** True when there was a profile. */
  removeProfile(customerId: string): Promise<boolean>;
  /** Removes one page of events, after `before` was told of them. Returns how many; 0 when none is left. */
  removeEvents(customerId: string, before: (events: readonly CustomerEvent[]) => Promise<void>): Promise<number>;
  /** Removes one page of messages, after `before` was told of their days. Returns how many; 0 when none is left. */
  removeMessages(customerId: string, before: (days: readonly string[]) => Promise<void>): Promise<number>;
  /** Removes one page of tasks and cases. Returns how many; 0 when none is left. */
  removeWork(customerId: string): Promise<number>;
}

/** Items of one query; four writes of a batch each. */
const pageSize = 4 * batchWriteMax;

type Dynamo = Runtime["dynamo"];

export const createErasureStore = (runtime: Pick<Runtime, "dynamo" | "environment">): ErasureStore => {
  const { dynamo, environment } = runtime;
  const record = { dynamo, name: required(environment, "CAMPAIGNS_TABLE") };
  const customers = required(environment, "CUSTOMERS_TABLE");
  const events = required(environment, "EVENTS_TABLE");
  const messages = required(environment, "MESSAGES_TABLE");
  const tasks = required(environment, "TASKS_TABLE");
  return {
    load: (hash) => load(record, hash),
    start: (q) => start(record, q),
    note: (q) => note(record, q),
    removeProfile: async (customerId) => {
      const { Attributes: old } = await dynamo.send(
        new DeleteCommand({ TableName: customers, Key: { customerId }, ReturnValues: "ALL_OLD" }),
      );
      return old !== undefined;
    },
    removeEvents: async (customerId, before) => {
      const items = await pageOf(dynamo, events, customerId);
      await before(items.map(eventOfItem));
      await removeAll(
        dynamo,
        events,
        items.map(({ eventKey }) => ({ customerId, eventKey })),
      );
      return items.length;
    },
    removeMessages: async (customerId, before) => {
      const items = await pageOf(dynamo, messages, customerId);
      await before([...new Set(items.map(({ day }) => String(day)))]);
      await removeAll(
        dynamo,
        messages,
        items.map(({ messageKey }) => ({ customerId, messageKey })),
      );
      return items.length;
    },
    removeWork: async (customerId) => {
      const items = await pageOf(dynamo, tasks, customerId);
      await removeAll(
        dynamo,
        tasks,
        items.map(({ taskId }) => ({ customerId, taskId })),
      );
      return items.length;
    },
  };
};

interface Table {
  readonly dynamo: Dynamo;
  readonly name: string;
}

const load = async ({ dynamo, name }: Table, hash: string): Promise<Erasure | undefined> => {
  const { Item: item } = await dynamo.send(
    new GetCommand({ TableName: name, Key: erasureKey(hash), ConsistentRead: true }),
  );
  if (item === undefined) return undefined;
  const {
    id: _id,
    kind: _kind,
    ...erasure
  } = expectItem<Erasure & { readonly id: string; readonly kind: string }>(item, "erasure", {
    hash: "string",
    status: "string",
    reason: "string",
    startedAt: "number",
  });
  return erasure;
};

const start = async (
  { dynamo, name }: Table,
  q: { readonly hash: string; readonly reason: string; readonly now: number },
): Promise<void> => {
  await dynamo.send(
    new UpdateCommand({
      TableName: name,
      Key: erasureKey(q.hash),
      UpdateExpression:
        "SET #hash = :hash, #status = :running, reason = :reason, startedAt = :now, #events = if_not_exists(#events, :none), messages = if_not_exists(messages, :none) REMOVE finishedAt",
      ExpressionAttributeNames: { "#hash": "hash", "#status": "status", "#events": "events" },
      ExpressionAttributeValues: {
        ":hash": q.hash,
        ":running": "running",
        ":reason": q.reason,
        ":now": q.now,
        ":none": 0,
      },
    }),
  );
};

const note = async ({ dynamo, name }: Table, q: Parameters<ErasureStore["note"]>[0]): Promise<void> => {
  const isOver = q.finishedAt !== undefined;
  await dynamo.send(
    new UpdateCommand({
      TableName: name,
      Key: erasureKey(q.hash),
      UpdateExpression: `${isOver ? "SET #status = :done, finishedAt = :now " : ""}ADD #events :events, messages :messages`,
      ExpressionAttributeNames: { "#events": "events", ...(isOver && { "#status": "status" }) },
      ExpressionAttributeValues: {
        ":events": q.events,
        ":messages": q.messages,
        ...(isOver && { ":done": "done", ":now": q.finishedAt }),
      },
    }),
  );
};

const pageOf = async (dynamo: Dynamo, table: string, customerId: string): Promise<readonly Item[]> => {
  const { Items: items = [] } = await dynamo.send(
    new QueryCommand({
      TableName: table,
      KeyConditionExpression: "customerId = :customerId",
      ExpressionAttributeValues: { ":customerId": customerId },
      Limit: pageSize,
      ConsistentRead: true,
    }),
  );
  return items;
};

const removeAll = (dynamo: Dynamo, table: string, keys: readonly Item[]): Promise<void> =>
  sendInChunks<Item>({
    requests: keys,
    chunkMax: batchWriteMax,
    send: async (chunk) => {
      const answer = await dynamo.send(
        new BatchWriteCommand({ RequestItems: { [table]: chunk.map((Key) => ({ DeleteRequest: { Key } })) } }),
      );
      return (answer.UnprocessedItems?.[table] ?? []).flatMap(({ DeleteRequest: one }) => one?.Key ?? []);
    },
  });
