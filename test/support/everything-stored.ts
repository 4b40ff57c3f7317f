import { ScanCommand } from "@aws-sdk/lib-dynamodb";
import type { Tables } from "./tables.ts";

const tableVariables = [
  "CUSTOMERS_TABLE",
  "EVENTS_TABLE",
  "MESSAGES_TABLE",
  "CAMPAIGNS_TABLE",
  "REPORTS_TABLE",
  "TASKS_TABLE",
] as const;

/** The table promises no order of what an item holds. */
const inOrder = (_name: string, value: unknown): unknown =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
    : value;

/** Every item of every table as one text, to look for what must not be there; the same text when the same is stored. */
export const everythingStored = async (tables: Tables): Promise<string> => {
  const { dynamo } = tables.runtime();
  const texts: string[] = [];
  for (const variable of tableVariables) {
    let cursor: Record<string, unknown> | undefined;
    do {
      const input = { TableName: tables.variables[variable], ExclusiveStartKey: cursor, ConsistentRead: true };
      const page = await dynamo.send(new ScanCommand(input));
      texts.push(...(page.Items ?? []).map((item) => `${variable} ${JSON.stringify(item, inOrder)}`));
      cursor = page.LastEvaluatedKey;
    } while (cursor !== undefined);
  }
  return texts.toSorted().join("\n");
};
