import { ScanCommand } from "@aws-sdk/lib-dynamodb";
import { required, type VariableName } from "../../lambdas/shared/environment.ts";
import type { Runtime } from "../../lambdas/shared/runtime.ts";
import { itemSize } from "./item-size.ts";

/** What a table holds, as DynamoDB counts it. `variable` is the name under which the environment knows the table. */
export const storedIn = async (
  runtime: Runtime,
  variable: VariableName,
): Promise<{ readonly items: number; readonly bytes: number }> => {
  const table = required(runtime.environment, variable);
  let [items, bytes, start] = [0, 0, undefined as Record<string, unknown> | undefined];
  do {
    const page = await runtime.dynamo.send(new ScanCommand({ TableName: table, ExclusiveStartKey: start }));
    items += page.Items?.length ?? 0;
    bytes += (page.Items ?? []).reduce((sum, item) => sum + itemSize(item), 0);
    start = page.LastEvaluatedKey;
  } while (start !== undefined);
  return { items, bytes };
};

/** Bytes of one item in the mean; 0 of an empty table. */
export const meanBytesIn = async (runtime: Runtime, variable: VariableName): Promise<number> => {
  const { items, bytes } = await storedIn(runtime, variable);
  return items === 0 ? 0 : Math.round(bytes / items);
};
