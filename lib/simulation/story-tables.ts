import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import type { DynamoDBRecord } from "aws-lambda";
import type { LocalTable } from "../local/wiring.ts";
import type { TableCommand } from "./memory-tables.ts";

/** Tables in memory answer at once, those of the real engine later. Who waits for both need not know which it has. */
export type Soon<Value> = Value | Promise<Value>;

export type PlainItems = readonly Readonly<Record<string, unknown>>[];

/** What a story needs of tables. One call at a time takes effect, so the same story meets the same answers on all of them. */
export interface StoryTables {
  /** For those whose calls are no operations of the story: what they ask is done at once. */
  readonly dynamo: DynamoDBDocumentClient;
  /** Performs one command and returns its output, or throws what the SDK throws. */
  execute(command: TableCommand): Soon<unknown>;
  /** What the stream of a table tells after a sequence number, oldest first, without writes that changed nothing. */
  records(table: string, after?: string): Soon<readonly DynamoDBRecord[]>;
  /** Every item of a table, in no order. */
  items(table: string): Soon<PlainItems>;
}

/** Opens empty tables for one story. */
export type OpenTables = (q: {
  readonly tables: readonly LocalTable[];
  /** Epoch milliseconds, for the times in stream records. */
  readonly now: () => number;
}) => Soon<StoryTables & { close?(): Promise<void> }>;
