import {
  type DynamoDBStreamsClient,
  DynamoDBStreamsServiceException,
  GetRecordsCommand,
  GetShardIteratorCommand,
} from "@aws-sdk/client-dynamodb-streams";
import { compareSequence } from "../../../lambdas/domain/sequence.ts";
import { type StreamRecord, toStreamRecord } from "../../local/stream-reader.ts";

export interface StreamRange {
  readonly streamArn: string;
  readonly shardId: string;
  /** Sequence numbers of the first and the last record, both included. */
  readonly first: string;
  readonly last: string;
}

/** Reads part of a stream again. `gone`: it is older than the 24 hours that a stream holds. */
export type ReadRange = (range: StreamRange) => Promise<readonly StreamRecord[] | "gone">;

/** A page may be empty although more follows; so many in a row mean that nothing does. */
const pagesMost = 1_000;

/** A shard that was trimmed as a whole is not found any more. */
const goneErrors: ReadonlySet<string> = new Set(["TrimmedDataAccessException", "ResourceNotFoundException"]);

export const createReadRange =
  (client: DynamoDBStreamsClient, now: () => number): ReadRange =>
  async (range) => {
    try {
      return await readAll(client, range, now());
    } catch (error) {
      if (error instanceof DynamoDBStreamsServiceException && goneErrors.has(error.name)) return "gone";
      throw error;
    }
  };

const readAll = async (client: DynamoDBStreamsClient, range: StreamRange, now: number) => {
  const records: StreamRecord[] = [];
  let iterator = await iteratorAt(client, range);
  for (let pages = 0; iterator !== undefined && pages < pagesMost; pages += 1) {
    const page = await client.send(new GetRecordsCommand({ ShardIterator: iterator }));
    for (const record of page.Records ?? []) {
      const read = toStreamRecord(record, range.streamArn, now);
      const fromLast = compareSequence(read.dynamodb.SequenceNumber, range.last);
      if (fromLast <= 0) records.push(read);
      if (fromLast >= 0) return records;
    }
    iterator = page.NextShardIterator;
  }
  return records.length === 0 ? "gone" : records;
};

const iteratorAt = async (client: DynamoDBStreamsClient, { streamArn, shardId, first }: StreamRange) => {
  const answer = await client.send(
    new GetShardIteratorCommand({
      StreamArn: streamArn,
      ShardId: shardId,
      ShardIteratorType: "AT_SEQUENCE_NUMBER",
      SequenceNumber: first,
    }),
  );
  return answer.ShardIterator;
};
