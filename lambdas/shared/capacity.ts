import type { ConsumedCapacity, DynamoDBClient } from "@aws-sdk/client-dynamodb";

/** Capacity units that one call used on one table, with its indexes. */
export interface UsedCapacity {
  readonly table: string;
  readonly read: number;
  readonly write: number;
  /** For example `PutItem`. */
  readonly operation: string;
}

/** Told of every call that used capacity. A failed condition reports none, though AWS charges a write for it. */
export type CapacityMeter = (used: UsedCapacity) => void;

const reading: ReadonlySet<string> = new Set(["GetItem", "BatchGetItem", "Query", "Scan", "TransactGetItems"]);

/** Asks for the consumed capacity on every call and reports it. */
export const meterCapacity = (client: DynamoDBClient, meter: CapacityMeter): void => {
  client.middlewareStack.add(
    (next, context) => async (args) => {
      const operation = String(context.commandName ?? "").replace(/Command$/, "");
      const answer = await next({ ...args, input: { ...args.input, ReturnConsumedCapacity: "TOTAL" } });
      for (const used of consumedIn(answer.output)) report(meter, operation, used);
      return answer;
    },
    { step: "initialize", name: "capacityMeter", priority: "low" },
  );
};

const consumedIn = (output: object): readonly ConsumedCapacity[] => {
  const consumed = (output as { readonly ConsumedCapacity?: ConsumedCapacity | readonly ConsumedCapacity[] })
    .ConsumedCapacity;
  if (consumed === undefined) return [];
  return Array.isArray(consumed) ? consumed : [consumed as ConsumedCapacity];
};

const report = (meter: CapacityMeter, operation: string, used: ConsumedCapacity): void => {
  const units = used.CapacityUnits ?? 0;
  const isRead = reading.has(operation);
  meter({ table: used.TableName ?? "", read: isRead ? units : 0, write: isRead ? 0 : units, operation });
};
