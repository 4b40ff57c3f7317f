import type { DynamoDBRecord } from "aws-lambda";
import { readItemFailures } from "../local/delivery.ts";
import type { StreamMapping } from "../local/wiring.ts";
import type { Ended } from "./instances.ts";

export interface Batch {
  readonly records: readonly DynamoDBRecord[];
  readonly attempt: number;
}

/** Shards of every stream; the records of one item are always in the same one. */
export const shardCount = 3;

export const sequenceOf = (record: DynamoDBRecord): string => record.dynamodb?.SequenceNumber ?? "";

export const shardOf = (record: DynamoDBRecord, { partitionKey }: StreamMapping): number => {
  const key = JSON.stringify(record.dynamodb?.Keys?.[partitionKey]);
  let hash = 0;
  for (let index = 0; index < key.length; index += 1) hash = (hash * 31 + key.charCodeAt(index)) >>> 0;
  return hash % shardCount;
};

/** The place of the first record that was not handled; undefined when all were. */
export const failedAt = ({ records }: Batch, mapping: StreamMapping, ended: Ended): number | undefined => {
  if (ended.kind !== "returned") return 0;
  if (!mapping.reportsItemFailures) return undefined;
  const failures = readItemFailures(ended.result, records.map(sequenceOf));
  return failures === "all" ? 0 : failures[0];
};

/** What comes next after a failure: the rest, or the halves of a batch that failed at its first record. */
export const afterFailure = ({ records, attempt }: Batch, index: number, bisects: boolean): readonly Batch[] => {
  if (index > 0) return [{ records: records.slice(index), attempt: 0 }];
  if (!bisects || records.length === 1) return [{ records, attempt: attempt + 1 }];
  const middle = Math.ceil(records.length / 2);
  return [
    { records: records.slice(0, middle), attempt },
    { records: records.slice(middle), attempt },
  ];
};

/** The next records of a reading in one batch. Only fresh records are joined: what failed before is tried again as it was cut. */
export const takeBatch = (ahead: Batch[], most: number): Batch => {
  const first = ahead.shift();
  if (first === undefined) throw new Error("There is nothing to deliver.");
  const records = [...first.records];
  while (first.attempt === 0 && ahead[0]?.attempt === 0 && records.length < most) {
    records.push(...(ahead.shift()?.records ?? []));
  }
  return { records, attempt: first.attempt };
};
