import type { TableName } from "./tables.ts";

/** What a function may do to a table; there is no shorter way to write "all of them". */
export type TableAction =
  | "BatchGetItem"
  | "BatchWriteItem"
  | "DeleteItem"
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
}

/** Values a function is handed besides its tables' names. */
export type ExtraEnvironment =
  | "DUE_SHARDS"
  | "TICK_MINUTES"
  | "EVENT_RETENTION_DAYS"
  | "CONFIGURATION_SET"
  | "PUBLIC_URL"
  | "LINK_SECRET_ARN";

export interface FunctionDefinition {
  readonly description: string;
  readonly memoryMb: number;
  readonly timeoutSeconds: number;
  /** A function knows the name of a table exactly when it has a grant on it. */
  readonly grants: readonly TableGrant[];
  readonly extra: readonly ExtraEnvironment[];
}

const appendEvents: TableGrant = { table: "events", actions: ["BatchWriteItem"] };
const readCampaigns: TableGrant = { table: "campaigns", actions: ["GetItem"] };
/** The live snapshot and the shop's figures; whoever decides needs both. */
const readRules: readonly TableGrant[] = [readCampaigns, { table: "reports", actions: ["Query"] }];
/** Load in batches, save one item under a version check, load again after a conflict. */
const changeProfiles: TableGrant = { table: "customers", actions: ["BatchGetItem", "GetItem", "PutItem"] };

/** The functions of the engine. `lambdas/handlers/<name>.ts` is the entry of each. */
export const functionDefinitions = {
  ingest: {
    description: "Takes events from the shop over HTTP.",
    memoryMb: 512,
    timeoutSeconds: 15,
    grants: [appendEvents, readCampaigns],
    extra: ["EVENT_RETENTION_DAYS"],
  },
  unsubscribe: {
    description: "Shows the opt-out page and records an opt-out.",
    memoryMb: 256,
    timeoutSeconds: 10,
    grants: [appendEvents],
    extra: ["EVENT_RETENTION_DAYS", "LINK_SECRET_ARN"],
  },
  "refresh-profile": {
    description: "Folds events into profiles and decides what is due at once.",
    memoryMb: 1024,
    timeoutSeconds: 60,
    grants: [changeProfiles, ...readRules],
    extra: ["DUE_SHARDS"],
  },
  tick: {
    description: "Decides for the customers who are due and settles uncertain messages.",
    memoryMb: 1024,
    // The handler stops by itself after 45 seconds; what is left stays due.
    timeoutSeconds: 60,
    grants: [
      changeProfiles,
      { table: "customers", index: "due", actions: ["Query"] },
      ...readRules,
      { table: "messages", actions: ["GetItem", "UpdateItem"] },
      { table: "messages", index: "lease", actions: ["Query"] },
      appendEvents,
      // The pace that ticks share, and the breaker in the snapshot.
      { table: "campaigns", actions: ["UpdateItem"] },
    ],
    extra: ["DUE_SHARDS", "EVENT_RETENTION_DAYS", "TICK_MINUTES"],
  },
  send: {
    description: "Claims a reserved message, checks it once more and submits it.",
    memoryMb: 1024,
    timeoutSeconds: 120,
    grants: [
      { table: "customers", actions: ["GetItem"] },
      { table: "messages", actions: ["GetItem", "PutItem", "UpdateItem"] },
      // It opens the breaker when SES stops the account.
      { table: "campaigns", actions: ["GetItem", "UpdateItem"] },
      appendEvents,
    ],
    extra: ["DUE_SHARDS", "EVENT_RETENTION_DAYS", "CONFIGURATION_SET", "PUBLIC_URL", "LINK_SECRET_ARN"],
  },
  feedback: {
    description: "Turns what SES reports about a message into events.",
    memoryMb: 512,
    timeoutSeconds: 30,
    grants: [
      { table: "customers", index: "email", actions: ["Query"] },
      { table: "messages", actions: ["GetItem", "UpdateItem"] },
      appendEvents,
    ],
    extra: ["DUE_SHARDS", "EVENT_RETENTION_DAYS"],
  },
  report: {
    description: "Counts looks, reservations and results by campaign and day.",
    memoryMb: 512,
    timeoutSeconds: 60,
    grants: [{ table: "reports", actions: ["UpdateItem"] }],
    extra: [],
  },
  replan: {
    description: "Moves due times after a campaign or setting changed.",
    memoryMb: 1024,
    timeoutSeconds: 300,
    grants: [
      { table: "customers", actions: ["GetItem", "Scan", "UpdateItem"] },
      ...readRules,
      // Its own job items; the snapshot is another's.
      { table: "campaigns", actions: ["PutItem"] },
    ],
    extra: ["DUE_SHARDS"],
  },
} as const satisfies Readonly<Record<string, FunctionDefinition>>;

export type FunctionName = keyof typeof functionDefinitions;

export const functionNames = Object.keys(functionDefinitions) as readonly FunctionName[];

/** Where a function's code starts, from the project's root. */
export const entryOf = (name: FunctionName): string => `lambdas/handlers/${name}.ts`;
