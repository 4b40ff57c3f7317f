import { DescribeTableCommand } from "@aws-sdk/client-dynamodb";
import {
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
} from "@aws-sdk/client-dynamodb-streams";
import type { DynamoDBRecord } from "aws-lambda";
import type { Tables } from "./tables.ts";

/** Every record of a table's stream so far, as a function would receive them. */
export const streamRecords = async (tables: Tables, tableVariable: string): Promise<readonly DynamoDBRecord[]> => {
  const TableName = tables.variables[tableVariable];
  if (tables.memory !== undefined) return tables.memory.records(String(TableName));
  const { Table } = await tables.runtime().dynamo.send(new DescribeTableCommand({ TableName }));
  const client = new DynamoDBStreamsClient({
    endpoint: tables.endpoint,
    region: "eu-west-1",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  });
  try {
    return await readAll(client, Table?.LatestStreamArn);
  } finally {
    client.destroy();
  }
};

const readAll = async (client: DynamoDBStreamsClient, StreamArn: string | undefined) => {
  const { StreamDescription } = await client.send(new DescribeStreamCommand({ StreamArn }));
  const records: DynamoDBRecord[] = [];
  for (const { ShardId } of StreamDescription?.Shards ?? []) {
    const { ShardIterator: first } = await client.send(
      new GetShardIteratorCommand({ StreamArn, ShardId, ShardIteratorType: "TRIM_HORIZON" }),
    );
    records.push(...(await readShard(client, first)));
  }
  return records;
};

const readShard = async (client: DynamoDBStreamsClient, first: string | undefined) => {
  const records: DynamoDBRecord[] = [];
  let iterator = first;
  while (iterator !== undefined) {
    const answer = await client.send(new GetRecordsCommand({ ShardIterator: iterator }));
    if ((answer.Records ?? []).length === 0) break;
    records.push(...(answer.Records as DynamoDBRecord[]));
    iterator = answer.NextShardIterator;
  }
  return records;
};
