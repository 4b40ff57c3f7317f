import { PutCommand, paginateQuery, QueryCommand } from "@aws-sdk/lib-dynamodb";
import { required } from "../shared/environment.ts";
import type { Runtime } from "../shared/runtime.ts";
import { type AuditEntry, auditEntryOf, auditItemOf } from "./audit-item.ts";
import { auditDay, auditPrefix } from "./keys.ts";

export type { AuditEntry } from "./audit-item.ts";

export interface AuditStore {
  /** For what cannot be written in one transaction with its entry: before a deed that takes long, after one that is done at once. */
  add(entry: AuditEntry): Promise<void>;
  /** What people did on the UTC day of `at`, in the order of time. */
  ofDay(at: number): Promise<readonly AuditEntry[]>;
  /** The same, the latest first and a page at a time. `cursor` is that of the page before. */
  page(q: AuditPageQuery): Promise<AuditPage>;
}

export interface AuditPageQuery {
  /** An instant of the UTC day that is meant, epoch milliseconds. */
  readonly at: number;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

export interface AuditPage {
  readonly entries: readonly AuditEntry[];
  /** Absent after the last page. */
  readonly cursor?: string;
}

export const createAuditStore = (runtime: Runtime): AuditStore => {
  const table = required(runtime.environment, "CAMPAIGNS_TABLE");
  return {
    add: async (entry) => {
      await runtime.dynamo.send(new PutCommand({ TableName: table, Item: auditItemOf(entry) }));
    },
    ofDay: async (at) => {
      const query = {
        TableName: table,
        KeyConditionExpression: "id = :day AND begins_with(kind, :prefix)",
        ExpressionAttributeValues: { ":day": auditDay(at), ":prefix": auditPrefix },
      };
      const entries: AuditEntry[] = [];
      for await (const { Items: items = [] } of paginateQuery({ client: runtime.dynamo }, query)) {
        entries.push(...items.map(auditEntryOf));
      }
      return entries;
    },
    page: (q) => loadPage(runtime, table, q),
  };
};

const loadPage = async (
  { dynamo }: Runtime,
  table: string,
  { at, limit, cursor }: AuditPageQuery,
): Promise<AuditPage> => {
  const day = auditDay(at);
  const { Items: items = [], LastEvaluatedKey: last } = await dynamo.send(
    new QueryCommand({
      TableName: table,
      KeyConditionExpression: "id = :day AND begins_with(kind, :prefix)",
      ExpressionAttributeValues: { ":day": day, ":prefix": auditPrefix },
      ScanIndexForward: false,
      Limit: limit,
      ConsistentRead: true,
      ...(cursor !== undefined && { ExclusiveStartKey: { id: day, kind: cursor } }),
    }),
  );
  return { entries: items.map(auditEntryOf), ...(last !== undefined && { cursor: String(last.kind) }) };
};
