import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";

/*
 * Asking a stream costs most of a millisecond, and most streams have nothing new. So the clients that write say which
 * tables they wrote, and only the streams of these are asked.
 */
export interface WriteWatch {
  /** How many writes were seen; a number that changes when the table may have changed. */
  written(table: string): number;
  mark(table: string): void;
}

export const createWriteWatch = (): WriteWatch => {
  const counts = new Map<string, number>();
  const written = (table: string) => counts.get(table) ?? 0;
  return { written, mark: (table) => counts.set(table, written(table) + 1) };
};

const writes = /^(Put|Update|Delete|BatchWrite|TransactWrite|BatchExecute|Execute)/;

const keysOf = (value: unknown): readonly string[] =>
  typeof value === "object" && value !== null ? Object.keys(value) : [];

const tableNames = (value: unknown): readonly string[] => {
  if (Array.isArray(value)) return value.flatMap(tableNames);
  if (typeof value !== "object" || value === null) return [];
  const own = "TableName" in value && typeof value.TableName === "string" ? [value.TableName] : [];
  return [...own, ...Object.values(value).flatMap((inner) => (typeof inner === "object" ? tableNames(inner) : []))];
};

/** The tables a write names: in the request itself, in the keys of a batch, or in the parts of a transaction. */
export const writtenTables = (input: object): readonly string[] => {
  if ("TableName" in input && typeof input.TableName === "string") return [input.TableName];
  if ("RequestItems" in input) return keysOf(input.RequestItems);
  return "TransactItems" in input ? [...new Set(tableNames(input.TransactItems))] : [];
};

/** Marks a table after every write through this client, also after one that failed: it may have been carried out. */
export const watchWrites = (client: Pick<DynamoDBClient, "middlewareStack">, watch: WriteWatch): void => {
  client.middlewareStack.add(
    (next, context) => async (args) => {
      const isWrite = writes.test(context.commandName ?? "");
      try {
        return await next(args);
      } finally {
        if (isWrite) for (const table of writtenTables(args.input)) watch.mark(table);
      }
    },
    { step: "initialize", name: "rekindleWriteWatch", override: true },
  );
};
