import { DeleteCommand, type DynamoDBDocumentClient, ScanCommand } from "@aws-sdk/lib-dynamodb";
import type { LocalTable } from "../../lib/local/wiring.ts";

/** Deletes every item of the tables. */
export const clearTables = async (dynamo: DynamoDBDocumentClient, tables: readonly LocalTable[]): Promise<void> => {
  for (const table of tables) await clearTable(dynamo, table);
};

const clearTable = async (dynamo: DynamoDBDocumentClient, { name, input }: LocalTable): Promise<void> => {
  const keys = (input.KeySchema ?? []).map(({ AttributeName }) => String(AttributeName));
  const { Items: items = [], LastEvaluatedKey: more } = await dynamo.send(new ScanCommand({ TableName: name }));
  for (const item of items) {
    const Key = Object.fromEntries(keys.map((key) => [key, item[key]]));
    await dynamo.send(new DeleteCommand({ TableName: name, Key }));
  }
  if (more !== undefined) await clearTable(dynamo, { name, input });
};
