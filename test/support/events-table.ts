import { BatchWriteCommand, ScanCommand } from "@aws-sdk/lib-dynamodb";
import type { CustomerEvent } from "../../lambdas/domain/event.ts";
import type { Runtime } from "../../lambdas/shared/runtime.ts";
import { eventItemOf, eventOfItem } from "../../lambdas/store/event-item.ts";

/** Looks at and empties the events table as a whole, which only a test may. */
export interface EventsTable {
  all(): Promise<readonly CustomerEvent[]>;
  clear(): Promise<void>;
}

const deletesMax = 25;

export const eventsTable = ({ dynamo, environment }: Runtime): EventsTable => {
  const table = String(environment.EVENTS_TABLE);
  const items = async () => {
    const found: Record<string, unknown>[] = [];
    let from: Record<string, unknown> | undefined;
    do {
      const page = await dynamo.send(
        new ScanCommand({
          TableName: table,
          ConsistentRead: true,
          ...(from !== undefined && { ExclusiveStartKey: from }),
        }),
      );
      found.push(...(page.Items ?? []));
      from = page.LastEvaluatedKey;
    } while (from !== undefined);
    return found;
  };
  return {
    all: async () => (await items()).map(eventOfItem),
    clear: async () => {
      const keys = (await items()).map(({ customerId, eventKey }) => ({ customerId, eventKey }));
      for (let at = 0; at < keys.length; at += deletesMax) {
        const requests = keys.slice(at, at + deletesMax).map((Key) => ({ DeleteRequest: { Key } }));
        await dynamo.send(new BatchWriteCommand({ RequestItems: { [table]: requests } }));
      }
    },
  };
};

/** What names an event: whose it is, which, and where the table keeps it. */
export const keysOf = (events: readonly CustomerEvent[]): readonly string[] =>
  [...new Set(events.map((event) => JSON.stringify([event.customerId, eventItemOf(event, 1).eventKey])))].toSorted();

/** The same of stored events, which no longer say whether they came without a time. */
export const namesOf = (events: readonly CustomerEvent[]): readonly string[] =>
  [...new Set(events.map(({ customerId, eventId, kind }) => JSON.stringify([customerId, eventId, kind])))].toSorted();
