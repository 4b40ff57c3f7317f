import { DescribeTableCommand } from "@aws-sdk/client-dynamodb";
import {
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
} from "@aws-sdk/client-dynamodb-streams";
import type { DynamoDBRecord } from "aws-lambda";
import type { MemoryTables } from "../../lib/simulation/memory-tables.ts";
import type { Tables } from "./tables.ts";

/** Reads a table's stream on from where it stopped the last time. */
export interface StreamFollower {
  next(): Promise<readonly DynamoDBRecord[]>;
  close(): void;
}

const followMemory = (memory: MemoryTables, table: string): StreamFollower => {
  let after: string | undefined;
  return {
    next: async () => {
      const records = memory.records(table, after);
      after = records.at(-1)?.dynamodb?.SequenceNumber ?? after;
      return records;
    },
    close: () => {},
  };
};

export const followStream = (tables: Tables, tableVariable: string): StreamFollower => {
  if (tables.memory !== undefined) return followMemory(tables.memory, tables.variables[tableVariable] ?? "");
  const client = new DynamoDBStreamsClient({
    endpoint: tables.endpoint,
    region: "eu-west-1",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  });
  const iterators = new Map<string, string | undefined>();
  let arn: string | undefined;

  const findShards = async (): Promise<void> => {
    if (arn === undefined) {
      const TableName = tables.variables[tableVariable];
      const { Table } = await tables.runtime().dynamo.send(new DescribeTableCommand({ TableName }));
      arn = Table?.LatestStreamArn;
    }
    const { StreamDescription } = await client.send(new DescribeStreamCommand({ StreamArn: arn }));
    for (const { ShardId } of StreamDescription?.Shards ?? []) {
      if (ShardId === undefined || iterators.has(ShardId)) continue;
      const first = { StreamArn: arn, ShardId, ShardIteratorType: "TRIM_HORIZON" } as const;
      iterators.set(ShardId, (await client.send(new GetShardIteratorCommand(first))).ShardIterator);
    }
  };

  const readShard = async (shardId: string): Promise<readonly DynamoDBRecord[]> => {
    const records: DynamoDBRecord[] = [];
    for (;;) {
      const iterator = iterators.get(shardId);
      if (iterator === undefined) return records;
      const answer = await client.send(new GetRecordsCommand({ ShardIterator: iterator }));
      iterators.set(shardId, answer.NextShardIterator);
      if ((answer.Records ?? []).length === 0) return records;
      records.push(...(answer.Records as DynamoDBRecord[]));
    }
  };

  return {
    next: async () => {
      await findShards();
      const records: DynamoDBRecord[] = [];
      for (const shardId of iterators.keys()) records.push(...(await readShard(shardId)));
      return records;
    },
    close: () => client.destroy(),
  };
};
