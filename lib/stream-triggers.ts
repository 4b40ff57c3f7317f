import { FilterRule } from "aws-cdk-lib/aws-lambda";
import type { StreamTrigger } from "./constructs/stream-trigger.ts";
import type { FunctionName } from "./functions.ts";
import type { DeploySettings } from "./settings.ts";
import type { TableName } from "./tables.ts";

/** A stream trigger before the tables exist: the table by name, and whose trigger it is. */
export interface StreamTriggerDefinition extends Omit<StreamTrigger, "table"> {
  readonly table: TableName;
  readonly reader: FunctionName;
}

const exists = FilterRule.exists();
const inOutbox = (leaf: string) => ({ dynamodb: { NewImage: { outbox: { M: { [leaf]: { N: exists } } } } } });

/** A report may come a little later, and each batch costs a write per campaign: so it waits for full batches. */
const reportTiming = { batchSize: 200, waitSeconds: 10, windowSeconds: 60, retries: 20, maxAgeHours: 12 } as const;

/** Filters keep a function from running for records it would only skip. */
const always: readonly StreamTriggerDefinition[] = [
  {
    id: "RefreshProfile",
    reader: "refresh-profile",
    table: "events",
    // Only an INSERT: a repeated event overwrites its item and arrives as MODIFY, which is how a repeat is harmless.
    filters: [{ eventName: FilterRule.isEqual("INSERT") }],
    batchSize: 100,
    parallel: 4,
    retries: 20,
    maxAgeHours: 12,
  },
  {
    id: "Send",
    reader: "send",
    table: "customers",
    filters: [inOutbox("reserved")],
    // Ten messages at the provider's time-out of five seconds each still end before the function's own.
    batchSize: 10,
    parallel: 4,
    retries: 10,
    maxAgeHours: 6,
  },
  {
    id: "SendTrial",
    reader: "send",
    table: "messages",
    filters: [{ dynamodb: { NewImage: { trial: { S: FilterRule.isEqual("requested") } } } }],
    batchSize: 1,
    // Somebody sits and waits for it: after minutes it is expired, however often it is tried.
    retries: 5,
    maxAgeHours: 1,
  },
  {
    id: "Act",
    reader: "act",
    table: "customers",
    // A shard bears two readers, so what is counted and what is carried out have one between them.
    filters: [inOutbox("looked"), inOutbox("acts")],
    ...reportTiming,
    // Webhooks that all take their five seconds still end before the function does.
    batchSize: 100,
    retries: 10,
  },
  {
    id: "ReportMessages",
    reader: "report",
    table: "messages",
    // A message on trial has no status: nobody counts it.
    filters: [{ eventName: FilterRule.or("INSERT", "MODIFY"), dynamodb: { NewImage: { status: { S: exists } } } }],
    ...reportTiming,
  },
  {
    id: "Replan",
    reader: "replan",
    table: "campaigns",
    filters: [{ dynamodb: { NewImage: { kind: { S: FilterRule.or("snapshot", "job") } } } }],
    batchSize: 1,
    retries: 10,
    maxAgeHours: 6,
  },
  {
    id: "Import",
    reader: "import",
    table: "campaigns",
    // Every checkpoint of a running import; the last one starts the next run.
    filters: [
      {
        dynamodb: {
          NewImage: { kind: { S: FilterRule.beginsWith("import#") }, status: { S: FilterRule.isEqual("running") } },
        },
      },
    ],
    batchSize: 1,
    retries: 10,
    maxAgeHours: 6,
  },
];

/** A task by which an overdue case is taken to somebody else: the tick makes it once, and no other task names a case. */
const announced: StreamTriggerDefinition = {
  id: "ActOverdue",
  reader: "act",
  table: "tasks",
  filters: [
    {
      eventName: FilterRule.isEqual("INSERT"),
      dynamodb: { NewImage: { record: { S: FilterRule.isEqual("task") }, caseId: { S: exists } } },
    },
  ],
  batchSize: 10,
  waitSeconds: 10,
  retries: 20,
  maxAgeHours: 12,
};

/** Who reads which stream, with these settings. */
export const streamTriggersOf = ({
  eventsOut,
}: Pick<DeploySettings, "eventsOut">): readonly StreamTriggerDefinition[] =>
  eventsOut === "on" ? [...always, announced] : always;
