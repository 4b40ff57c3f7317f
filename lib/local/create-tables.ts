import { setTimeout as pause } from "node:timers/promises";
import {
  CreateTableCommand,
  DescribeTableCommand,
  type DynamoDBClient,
  ListTablesCommand,
} from "@aws-sdk/client-dynamodb";
import { LocalError } from "./local-error.ts";
import type { LocalTable } from "./wiring.ts";

const pollMs = 5;
const pollsMax = 2_000;

const existing = async (client: DynamoDBClient): Promise<ReadonlySet<string>> => {
  const names: string[] = [];
  let from: string | undefined;
  do {
    const page = await client.send(new ListTablesCommand(from === undefined ? {} : { ExclusiveStartTableName: from }));
    names.push(...(page.TableNames ?? []));
    from = page.LastEvaluatedTableName;
  } while (from !== undefined);
  return new Set(names);
};

const waitUntilActive = async (client: DynamoDBClient, name: string): Promise<void> => {
  for (let polls = 0; polls < pollsMax; polls += 1) {
    const { Table } = await client.send(new DescribeTableCommand({ TableName: name }));
    if (Table?.TableStatus === "ACTIVE") return;
    await pause(pollMs);
  }
  throw new LocalError("engine-did-not-start", `Table ${name} did not become active.`);
};

/**
 * Creates the tables that are missing. Expiry is left off on purpose: the engine deletes by the system clock, and with a
 * virtual clock that stands in the past it would delete at once what the shop has just been told.
 */
export const createTables = async (client: DynamoDBClient, tables: readonly LocalTable[]): Promise<void> => {
  const known = await existing(client);
  const missing = tables.filter(({ name }) => !known.has(name));
  for (const { input } of missing) await client.send(new CreateTableCommand(input));
  for (const { name } of missing) await waitUntilActive(client, name);
};
