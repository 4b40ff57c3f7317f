import { QueryCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import type { EarlierEvidence } from "../domain/message.ts";
import { indexes, leaseShard, parkedShard } from "./keys.ts";
import type { MessageKey, Table } from "./message-store.ts";

/** The partition of the lease index for each list. */
const shardOf = { "in-doubt": leaseShard, parked: parkedShard } as const;
export type DoubtList = keyof typeof shardOf;

/** Where a page ended: the last message of it, with its place in the index. Survives JSON. */
export interface DoubtCursor extends MessageKey {
  readonly leaseUntil: number;
}

export const listed = async (
  table: Table,
  q: { readonly list: DoubtList; readonly limit: number; readonly cursor?: DoubtCursor },
): Promise<{ readonly keys: readonly MessageKey[]; readonly cursor?: DoubtCursor }> => {
  const shard = shardOf[q.list];
  const { Items: items = [], LastEvaluatedKey: last } = await table.dynamo.send(
    new QueryCommand({
      TableName: table.name,
      IndexName: indexes.lease,
      KeyConditionExpression: "leaseShard = :shard",
      ExpressionAttributeValues: { ":shard": shard },
      Limit: q.limit,
      // The partition is never taken from a cursor: it may come from outside.
      ...(q.cursor !== undefined && { ExclusiveStartKey: { ...q.cursor, leaseShard: shard } }),
    }),
  );
  const keys = items.map(({ customerId, messageKey }) => ({
    customerId: String(customerId),
    messageKey: String(messageKey),
  }));
  if (last === undefined) return { keys };
  const { customerId, messageKey, leaseUntil } = last;
  return { keys, cursor: { customerId, messageKey, leaseUntil } };
};

/** Only the record changes, not where the message stands; the last word is kept. */
export const noteEarlier = async (
  table: Table,
  { customerId, messageKey, earlier }: MessageKey & { readonly earlier: EarlierEvidence },
): Promise<void> => {
  await table.dynamo.send(
    new UpdateCommand({
      TableName: table.name,
      Key: { customerId, messageKey },
      UpdateExpression: "SET earlier = :earlier",
      ConditionExpression: "attribute_exists(messageKey)",
      ExpressionAttributeValues: { ":earlier": earlier },
    }),
  );
};
