import type { TableName } from "./tables.ts";

/** What a function may do to a table; there is no shorter way to write "all of them". */
export type TableAction =
  | "BatchGetItem"
  | "BatchWriteItem"
  | "DeleteItem"
  | "DescribeTable"
  | "GetItem"
  | "PutItem"
  | "Query"
  | "Scan"
  | "UpdateItem";

/** Actions on a table itself, or on one of its indexes when `index` is given. */
export interface TableGrant {
  readonly table: TableName;
  readonly actions: readonly TableAction[];
  readonly index?: string;
  /** Only items whose partition key is like this. */
  readonly keys?: string;
}

/** Values a function is handed besides its tables' names. */
export type ExtraEnvironment =
  | "DUE_SHARDS"
  | "TICK_MINUTES"
  | "EVENT_RETENTION_DAYS"
  | "CONFIGURATION_SET"
  | "SMS_CONFIGURATION_SET"
  | "SMS_ORIGINATION"
  | "PUSH_APNS_APPLICATION"
  | "PUSH_FCM_APPLICATION"
  | "PUBLIC_URL"
  | "LINK_SECRET_ARN"
  | "SHOPIFY_SECRETS_ARN"
  | "HASH_SECRET_ARN"
  | "WEBHOOK_SECRET_ARN"
  | "IMPORTS_BUCKET"
  | "USER_POOL_ID"
  | "ADMIN_EMAILS"
  | "EVENTS_OUT_QUEUE_URL";

export interface FunctionDefinition {
  readonly description: string;
  readonly memoryMb: number;
  readonly timeoutSeconds: number;
  /** A function knows the name of a table exactly when it has a grant on it. */
  readonly grants: readonly TableGrant[];
  readonly extra: readonly ExtraEnvironment[];
}
