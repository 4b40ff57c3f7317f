import { ScanCommand } from "@aws-sdk/lib-dynamodb";
import type { Tables } from "./tables.ts";

const tableVariables = [
  "CUSTOMERS_TABLE",
  "EVENTS_TABLE",
  "MESSAGES_TABLE",
  "CAMPAIGNS_TABLE",
  "REPORTS_TABLE",
] as const;

/** Every item of every table as one text, to look for what must not be there. */
export const everythingStored = async (tables: Tables): Promise<string> => {
  const { dynamo } = tables.runtime();
  const texts: string[] = [];
  for (const variable of tableVariables) {
    let cursor: Record<string, unknown> | undefined;
    do {
      const input = { TableName: tables.variables[variable], ExclusiveStartKey: cursor, ConsistentRead: true };
      const page = await dynamo.send(new ScanCommand(input));
      texts.push(...(page.Items ?? []).map((item) => `${variable} ${JSON.stringify(item)}`));
      cursor = page.LastEvaluatedKey;
    } while (cursor !== undefined);
  }
  return texts.join("\n");
};
