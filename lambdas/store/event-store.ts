import { BatchWriteCommand, PutCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import type { CustomerEvent } from "../domain/event.ts";
import { required, requiredInteger } from "../shared/environment.ts";
import type { Runtime } from "../shared/runtime.ts";
import { conditionHeld, type Item } from "./attributes.ts";
import type { Cursor } from "./customer-store.ts";
import { eventItemOf, eventOfItem } from "./event-item.ts";
import { batchWriteMax } from "./limits.ts";
import { sendInChunks } from "./unprocessed.ts";

export { eventOf } from "./event-item.ts";

export interface EventStore {
  /** Stores events; one that is stored already is overwritten, which the stream tells as MODIFY and nobody folds. */
  append(events: readonly CustomerEvent[]): Promise<void>;
  /** Stores one event unless it is stored already, which then stays as it is. */
  appendOnce(event: CustomerEvent): Promise<"saved" | "exists">;
  /** A page of a customer's events, earliest first. */
  list(q: EventsQuery): Promise<EventsPage>;
  /** A page of a customer's events, the latest first; what came without a time is before all others. */
  latest(q: EventsQuery): Promise<EventsPage>;
}

export interface EventsQuery {
  readonly customerId: string;
  readonly limit: number;
  readonly cursor?: Cursor;
}

export interface EventsPage {
  readonly events: readonly CustomerEvent[];
  readonly cursor?: Cursor;
}

export const createEventStore = (runtime: Runtime): EventStore => {
  const { dynamo, environment } = runtime;
  const table = required(environment, "EVENTS_TABLE");
  return {
    append: (events) => {
      const retentionDays = requiredInteger(environment, "EVENT_RETENTION_DAYS");
      return sendInChunks<Item>({
        requests: firstOfEachKey(events.map((event) => eventItemOf(event, retentionDays))),
        chunkMax: batchWriteMax,
        send: async (items) => {
          const answer = await dynamo.send(
            new BatchWriteCommand({ RequestItems: { [table]: items.map((Item) => ({ PutRequest: { Item } })) } }),
          );
          return (answer.UnprocessedItems?.[table] ?? []).flatMap(({ PutRequest: put }) => put?.Item ?? []);
        },
      });
    },
    appendOnce: async (event) => {
      const item = eventItemOf(event, requiredInteger(environment, "EVENT_RETENTION_DAYS"));
      const isNew = "attribute_not_exists(eventKey)";
      const write = new PutCommand({ TableName: table, Item: item, ConditionExpression: isNew });
      return (await conditionHeld(dynamo.send(write))) ? "saved" : "exists";
    },
    list: (q) => page(dynamo, table, q, true),
    latest: (q) => page(dynamo, table, q, false),
  };
};

const page = async (
  dynamo: Runtime["dynamo"],
  table: string,
  q: EventsQuery,
  isForward: boolean,
): Promise<EventsPage> => {
  const { Items: items = [], LastEvaluatedKey: cursor } = await dynamo.send(
    new QueryCommand({
      TableName: table,
      KeyConditionExpression: "customerId = :customerId",
      ExpressionAttributeValues: { ":customerId": q.customerId },
      Limit: q.limit,
      ScanIndexForward: isForward,
      ExclusiveStartKey: q.cursor,
    }),
  );
  return { events: items.map(eventOfItem), ...(cursor !== undefined && { cursor }) };
};

/** A key twice in one call is refused by the table. */
const firstOfEachKey = (items: readonly Item[]): readonly Item[] => {
  const byKey = new Map<string, Item>();
  for (const item of items) {
    const key = JSON.stringify([item.customerId, item.eventKey]);
    if (!byKey.has(key)) byKey.set(key, item);
  }
  return [...byKey.values()];
};
