import type { FunctionDefinition, TableGrant } from "./function-definition.ts";

const appendEvents: TableGrant = { table: "events", actions: ["BatchWriteItem"] };
const readCampaigns: TableGrant = { table: "campaigns", actions: ["GetItem"] };
/** The live snapshot and the shop's figures; whoever decides needs both. */
const readRules: readonly TableGrant[] = [readCampaigns, { table: "reports", actions: ["Query"] }];
/** Whether an address or a person is on the list of the suppressed and the erased. */
const readSuppressions: TableGrant = { table: "campaigns", actions: ["BatchGetItem"] };
/** Load in batches, save one item under a version check, load again after a conflict. */
const changeProfiles: TableGrant = { table: "customers", actions: ["BatchGetItem", "GetItem", "PutItem"] };

/** The functions of the engine. `lambdas/handlers/<name>.ts` is the entry of each. */
export const functionDefinitions = {
  ingest: {
    description: "Takes events from the shop over HTTP.",
    memoryMb: 512,
    timeoutSeconds: 15,
    grants: [
      appendEvents,
      readCampaigns,
      // An app reports by its key that a push was opened; the rest stands on the message.
      { table: "messages", actions: ["GetItem"] },
    ],
    extra: ["EVENT_RETENTION_DAYS"],
  },
  webhook: {
    description: "Takes the webhooks of Shopify shops.",
    memoryMb: 512,
    // Shopify waits for five seconds and then sends again, which is harmless.
    timeoutSeconds: 15,
    grants: [
      appendEvents,
      // A parcel names a mail address instead of a customer.
      { table: "customers", index: "email", actions: ["Query"] },
      { table: "customers", actions: ["BatchGetItem"] },
      // The catalogue of products, and the lists of best sellers beside it.
      { table: "campaigns", actions: ["GetItem", "PutItem", "UpdateItem"], keys: "products*" },
    ],
    extra: ["DUE_SHARDS", "EVENT_RETENTION_DAYS", "SHOPIFY_SECRETS_ARN"],
  },
  unsubscribe: {
    description: "Shows the opt-out page and records an opt-out.",
    memoryMb: 256,
    timeoutSeconds: 10,
    grants: [appendEvents],
    extra: ["EVENT_RETENTION_DAYS", "LINK_SECRET_ARN"],
  },
  preferences: {
    description: "Shows the page where a customer chooses what to get, and records the choice.",
    memoryMb: 256,
    timeoutSeconds: 10,
    grants: [appendEvents, { table: "customers", actions: ["GetItem"] }],
    extra: ["DUE_SHARDS", "EVENT_RETENTION_DAYS", "LINK_SECRET_ARN"],
  },
  survey: {
    description: "Shows the pages that ask how it was and why a customer stayed away, and records the answer.",
    memoryMb: 256,
    timeoutSeconds: 10,
    grants: [
      // Unless it was answered before.
      { table: "events", actions: ["PutItem"] },
      // An erased customer has none.
      { table: "customers", actions: ["GetItem"] },
      // A short link names the beginning of its message's key.
      { table: "messages", actions: ["Query"] },
    ],
    extra: ["DUE_SHARDS", "EVENT_RETENTION_DAYS", "LINK_SECRET_ARN"],
  },
  api: {
    description: "Answers the people who run the shop, and the console.",
    memoryMb: 512,
    timeoutSeconds: 15,
    grants: [
      { table: "messages", actions: ["BatchWriteItem", "GetItem", "Query", "UpdateItem"] },
      { table: "messages", index: "lease", actions: ["Query"] },
      // A decision is one transaction: the message, the event that tells the profile, the audit entry.
      { table: "events", actions: ["BatchWriteItem", "PutItem", "Query"] },
      // Coupons and their codes, the breaker in the snapshot, the audit trail.
      // Write keys from before there was a list of them are looked for, part by part, when somebody asks.
      { table: "campaigns", actions: ["GetItem", "PutItem", "Query", "Scan", "UpdateItem"] },
      // Which codes an erased person was given.
      { table: "campaigns", actions: ["DeleteItem"], keys: "coupon-claims#*" },
      // An erased person's profile goes for good. Of all customers, a bounded sample shows how often they are written to.
      { table: "customers", actions: ["BatchGetItem", "DeleteItem", "DescribeTable", "GetItem", "Scan"] },
      // Who is due, and since when; and whose an address or a number is.
      { table: "customers", index: "due", actions: ["Query"] },
      { table: "customers", index: "email", actions: ["Query"] },
      { table: "customers", index: "phone", actions: ["Query"] },
      { table: "tasks", actions: ["BatchGetItem", "BatchWriteItem", "GetItem", "PutItem", "Query", "UpdateItem"] },
      { table: "tasks", index: "open", actions: ["Query"] },
      // What campaigns did, what surveys were answered, and the lists of messages.
      { table: "reports", actions: ["Query"] },
      // An erased person is taken out of them.
      { table: "reports", actions: ["PutItem"], keys: "messages#*" },
    ],
    // Of the secrets of webhooks it may know that they are there.
    extra: [
      "DUE_SHARDS",
      "EVENT_RETENTION_DAYS",
      "HASH_SECRET_ARN",
      "SHOPIFY_SECRETS_ARN",
      "WEBHOOK_SECRET_ARN",
      "USER_POOL_ID",
      "ADMIN_EMAILS",
    ],
  },
  import: {
    description: "Takes files of orders, customers and products, and tells how far it is.",
    // What is remembered of the largest file's orders has to fit.
    memoryMb: 2048,
    // A run stops by itself after 25 seconds and one segment more; its last checkpoint starts the next one.
    timeoutSeconds: 120,
    grants: [
      appendEvents,
      // The settings, the imports, the catalogue.
      { table: "campaigns", actions: ["GetItem", "Query"] },
      { table: "campaigns", actions: ["PutItem"], keys: "imports" },
      { table: "campaigns", actions: ["PutItem"], keys: "audit#*" },
      // The catalogue of products, and the lists beside it: one of a category that sells nothing any more is taken away.
      { table: "campaigns", actions: ["DeleteItem", "PutItem", "UpdateItem"], keys: "products*" },
    ],
    extra: ["ADMIN_EMAILS", "EVENT_RETENTION_DAYS", "IMPORTS_BUCKET"],
  },
  "campaigns-api": {
    description: "Answers the people who write and run campaigns: versions, segments, progress, the audit log.",
    // A dry run computes for a thousand customers, and computing power comes with memory.
    memoryMb: 1024,
    timeoutSeconds: 15,
    grants: [
      // Records of campaigns and the audit log are lists.
      { table: "campaigns", actions: ["GetItem", "PutItem", "Query"] },
      // Somebody wants to have it learned anew.
      { table: "campaigns", actions: ["UpdateItem"], keys: "learned" },
      // Messages on trial, which only the sender submits.
      { table: "messages", actions: ["PutItem", "Query"], keys: "trials#*" },
      // How many there are tells how far a back-fill has come; estimates and dry runs read a bounded sample.
      { table: "customers", actions: ["BatchGetItem", "DescribeTable", "Scan"] },
      // What the customers of a sample ordered, to play a campaign over it.
      { table: "events", actions: ["Query"] },
      // The shop's figures, by which the rules reckon.
      { table: "reports", actions: ["Query"] },
      // Whether a colleague who would get a message on trial is suppressed.
      { table: "customers", index: "email", actions: ["Query"] },
      { table: "customers", index: "phone", actions: ["Query"] },
      readSuppressions,
    ],
    extra: ["ADMIN_EMAILS", "DUE_SHARDS", "HASH_SECRET_ARN"],
  },
  click: {
    description: "Sends a click on to the address stored with the campaign, and records it.",
    memoryMb: 256,
    timeoutSeconds: 10,
    grants: [{ table: "messages", actions: ["GetItem"] }, readCampaigns, { table: "events", actions: ["PutItem"] }],
    extra: ["EVENT_RETENTION_DAYS", "LINK_SECRET_ARN"],
  },
  "refresh-profile": {
    description: "Folds events into profiles and decides what is due at once.",
    memoryMb: 1024,
    timeoutSeconds: 60,
    grants: [
      changeProfiles,
      ...readRules,
      readSuppressions,
      appendEvents,
      // Cases that events open, answer and close.
      { table: "tasks", actions: ["GetItem", "PutItem"] },
    ],
    extra: ["DUE_SHARDS", "EVENT_RETENTION_DAYS", "HASH_SECRET_ARN"],
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
      // The pace that ticks share, and the breaker in the snapshot; draws from pools that a sender left unfinished.
      { table: "campaigns", actions: ["PutItem", "Query", "UpdateItem"] },
      // Cases whose deadline has passed, and the tasks that come of it.
      { table: "tasks", actions: ["BatchGetItem", "PutItem"] },
      { table: "tasks", index: "open", actions: ["Query"] },
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
      // It opens the breaker when SES stops the account; and it takes codes out of pools, and puts them back.
      { table: "campaigns", actions: ["GetItem", "PutItem", "Query", "UpdateItem"] },
      appendEvents,
    ],
    extra: ["DUE_SHARDS", "EVENT_RETENTION_DAYS", "CONFIGURATION_SET", "PUBLIC_URL", "LINK_SECRET_ARN"],
  },
  act: {
    description: "Counts looks; carries out what decisions ask for besides messages: tasks, cases, webhooks.",
    memoryMb: 512,
    // A hundred customers, eight at once, whose webhooks answer after five seconds each, take 65.
    timeoutSeconds: 180,
    grants: [
      { table: "reports", actions: ["UpdateItem"] },
      // An erased customer has none.
      { table: "customers", actions: ["GetItem"] },
      { table: "tasks", actions: ["PutItem"] },
      // The settings name the hosts that may be told.
      readCampaigns,
      appendEvents,
    ],
    extra: ["DUE_SHARDS", "EVENT_RETENTION_DAYS", "WEBHOOK_SECRET_ARN"],
  },
  feedback: {
    description: "Turns what SES reports about a message, and replies to texts, into events.",
    memoryMb: 512,
    timeoutSeconds: 30,
    grants: [
      { table: "customers", index: "email", actions: ["Query"] },
      { table: "customers", index: "phone", actions: ["Query"] },
      { table: "messages", actions: ["GetItem", "UpdateItem"] },
      // The list of the suppressed also holds addresses that no customer has.
      { table: "campaigns", actions: ["BatchGetItem", "PutItem"] },
      appendEvents,
    ],
    extra: ["DUE_SHARDS", "EVENT_RETENTION_DAYS", "HASH_SECRET_ARN"],
  },
  report: {
    description: "Counts what became of messages by campaign and day.",
    memoryMb: 512,
    timeoutSeconds: 60,
    grants: [
      { table: "reports", actions: ["UpdateItem"] },
      // The lists of messages; a line that was on its way when its customer was erased is taken out again.
      { table: "reports", actions: ["PutItem", "Query"], keys: "messages#*" },
    ],
    extra: [],
  },
  learn: {
    description: "Learns from a random sample of the customers what decisions and people go by.",
    // The fits are all computing, and computing power comes with memory: this much is one whole core.
    memoryMb: 1769,
    timeoutSeconds: 300,
    grants: [
      // A bounded sample of the customers, and what each of them ordered.
      { table: "customers", actions: ["DescribeTable", "Scan"] },
      { table: "events", actions: ["Query"] },
      // The settings, and what was learned before; and how the ways of splits that adapt did.
      ...readRules,
      { table: "campaigns", actions: ["PutItem", "UpdateItem"], keys: "learned" },
      // The lists of what goes with what, which messages read; one that nothing goes with any more is taken away.
      { table: "campaigns", actions: ["DeleteItem", "PutItem", "Query"], keys: "products#picks" },
    ],
    extra: ["DUE_SHARDS"],
  },
  replan: {
    description: "Moves due times after a campaign or setting changed; takes up what an outage lost.",
    memoryMb: 1024,
    timeoutSeconds: 300,
    grants: [
      { table: "customers", actions: ["GetItem", "Scan", "UpdateItem"] },
      ...readRules,
      // Its own job items; the snapshot is another's. A reconcile looks for the version behind a lost message.
      { table: "campaigns", actions: ["PutItem", "Query"] },
      { table: "messages", actions: ["PutItem", "Query", "UpdateItem"] },
      appendEvents,
    ],
    extra: ["DUE_SHARDS", "EVENT_RETENTION_DAYS"],
  },
} as const satisfies Readonly<Record<string, FunctionDefinition>>;

export type FunctionName = keyof typeof functionDefinitions;

export const functionNames = Object.keys(functionDefinitions) as readonly FunctionName[];
