import type { AttributeValue, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DescribeTableCommand } from "@aws-sdk/client-dynamodb";
import {
  type _Record,
  DescribeStreamCommand,
  type DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
} from "@aws-sdk/client-dynamodb-streams";
import { LocalError } from "./local-error.ts";

type Image = Readonly<Record<string, AttributeValue>>;

/** A stream record as a function is given it. */
export interface StreamRecord {
  readonly eventID: string;
  readonly eventName: "INSERT" | "MODIFY" | "REMOVE";
  readonly eventVersion: string;
  readonly eventSource: "aws:dynamodb";
  readonly awsRegion: string;
  readonly eventSourceARN: string;
  readonly dynamodb: {
    /** Epoch seconds by the runtime's clock, which is not the engine's. */
    readonly ApproximateCreationDateTime: number;
    readonly Keys: Image;
    readonly NewImage?: Image;
    readonly OldImage?: Image;
    readonly SequenceNumber: string;
    readonly SizeBytes: number;
    readonly StreamViewType: string;
  };
}

export interface StreamReader {
  readonly shardId: string;
  /** The records after the last one read, oldest first, at most `pageSize` of them; none when all were read. */
  next(): Promise<readonly StreamRecord[]>;
}

/** The most GetRecords gives. */
const pageSize = 1_000;

export interface StreamClients {
  readonly dynamo: DynamoDBClient;
  readonly streams: DynamoDBStreamsClient;
}

const openShard = async (
  { dynamo, streams }: StreamClients,
  table: string,
): Promise<{ arn: string; shardId: string }> => {
  const { Table } = await dynamo.send(new DescribeTableCommand({ TableName: table }));
  const arn = Table?.LatestStreamArn;
  if (arn === undefined)
    throw new LocalError(
      "stream-not-readable",
      `Table ${table} has no stream: its directory began before there was one, or without what needs it. Begin a new one.`,
    );
  const { StreamDescription } = await streams.send(new DescribeStreamCommand({ StreamArn: arn }));
  const [shard, ...others] = StreamDescription?.Shards ?? [];
  if (shard?.ShardId === undefined || others.length > 0) {
    throw new LocalError(
      "stream-not-readable",
      `The stream of ${table} has ${others.length + (shard ? 1 : 0)} shards; one is read here.`,
    );
  }
  return { arn, shardId: shard.ShardId };
};

export const toStreamRecord = (record: _Record, arn: string, now: number): StreamRecord => {
  const { dynamodb } = record;
  if (dynamodb?.SequenceNumber === undefined || dynamodb.Keys === undefined || record.eventName === undefined) {
    throw new LocalError("stream-not-readable", `A record of ${arn} lacks its name, keys or sequence number.`);
  }
  return {
    eventID: record.eventID ?? dynamodb.SequenceNumber,
    eventName: record.eventName,
    eventVersion: record.eventVersion ?? "1.1",
    eventSource: "aws:dynamodb",
    awsRegion: record.awsRegion ?? "",
    eventSourceARN: arn,
    dynamodb: {
      ApproximateCreationDateTime: Math.floor(now / 1000),
      Keys: dynamodb.Keys as Image,
      ...(dynamodb.NewImage && { NewImage: dynamodb.NewImage as Image }),
      ...(dynamodb.OldImage && { OldImage: dynamodb.OldImage as Image }),
      SequenceNumber: dynamodb.SequenceNumber,
      SizeBytes: dynamodb.SizeBytes ?? 0,
      StreamViewType: dynamodb.StreamViewType ?? "",
    },
  };
};

/** Reads one table's stream from after a sequence number, or from its oldest record. */
export const openStream = async (q: {
  readonly clients: StreamClients;
  readonly table: string;
  readonly after?: string;
  readonly now: () => number;
}): Promise<StreamReader> => {
  const { arn, shardId } = await openShard(q.clients, q.table);
  const first = await q.clients.streams.send(
    new GetShardIteratorCommand({
      StreamArn: arn,
      ShardId: shardId,
      ...(q.after === undefined
        ? { ShardIteratorType: "TRIM_HORIZON" }
        : { ShardIteratorType: "AFTER_SEQUENCE_NUMBER", SequenceNumber: q.after }),
    }),
  );
  let iterator = first.ShardIterator;
  const next = async () => {
    const page = await q.clients.streams.send(new GetRecordsCommand({ ShardIterator: iterator, Limit: pageSize }));
    iterator = page.NextShardIterator;
    const now = q.now();
    return (page.Records ?? []).map((record) => toStreamRecord(record, arn, now));
  };
  return { shardId, next };
};
