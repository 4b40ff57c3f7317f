import { GetCommand, PutCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import type { CustomerEvent } from "../domain/event.ts";
import type { Task, TaskOutcome } from "../domain/task.ts";
import { required, requiredInteger } from "../shared/environment.ts";
import { RekindleError } from "../shared/errors.ts";
import type { Runtime } from "../shared/runtime.ts";
import { compact, conditionHeld, expectItem, type Item } from "./attributes.ts";
import { type AuditEntry, auditItemOf } from "./audit-item.ts";
import { eventItemOf } from "./event-item.ts";
import { workShards } from "./keys.ts";
import { countOpen, type OpenPage, type OpenQuery, openItems, type WorkKey, type WorkTable } from "./open-work.ts";
import { type TransactItems, writeTogether } from "./write-together.ts";

export type { WorkCursor, WorkKey } from "./open-work.ts";

export interface TaskClosing extends WorkKey {
  readonly status: "done" | "cancelled";
  readonly outcome: TaskOutcome;
  readonly note?: string;
  readonly by: string;
  readonly now: number;
  /** Tells the customer's profile, so that campaigns that wait for the task go on. */
  readonly event: CustomerEvent;
  readonly audit: AuditEntry;
}

export interface TaskAssignment extends WorkKey {
  readonly assignee: string;
  readonly audit: AuditEntry;
}

/** `refused`: the task is not open; with the task as it stands, unless there is none. */
export type TaskChange = "written" | { readonly refused: Task | undefined };

export interface TaskStore {
  /** Stores a task unless there is one of its id, open or closed, which then stays as it is. */
  create(task: Task): Promise<"created" | "exists">;
  get(key: WorkKey): Promise<Task | undefined>;
  /** Open tasks, the earliest deadline first; of one role when it is named, and then a page may even be empty. */
  open(q: OpenQuery & { readonly role?: string }): Promise<OpenPage<Task>>;
  /** How many open tasks are past their deadline, as the index knows it; a count of a thousand may mean more. */
  overdue(now: number): Promise<number>;
  /** Closes an open task, tells the profile and notes who did it: all of it, or nothing. */
  close(q: TaskClosing): Promise<TaskChange>;
  assign(q: TaskAssignment): Promise<TaskChange>;
  /** Every task of a customer, open or closed. */
  list(customerId: string): Promise<readonly Task[]>;
}

type TaskItem = Task & { readonly record: "task"; readonly openShard?: number };

/** Only what is open is in the index, so only it pays for it. */
export const taskItemOf = (task: Task): Item =>
  compact({ ...task, record: "task", openShard: task.status === "open" ? workShards.tasks : undefined });

export const taskOfItem = (item: Item): Task => {
  const {
    record: _record,
    openShard: _shard,
    ...task
  } = expectItem<TaskItem>(item, "task", {
    customerId: "string",
    taskId: "string",
    task: "string",
    status: "string",
    dueAt: "number",
  });
  return task;
};

export const createTaskStore = (runtime: Runtime): TaskStore => {
  const table: WorkTable = { dynamo: runtime.dynamo, name: required(runtime.environment, "TASKS_TABLE") };
  return {
    create: async (task) => {
      const isNew = "attribute_not_exists(taskId)";
      const put = new PutCommand({ TableName: table.name, Item: taskItemOf(task), ConditionExpression: isNew });
      return (await conditionHeld(table.dynamo.send(put))) ? "created" : "exists";
    },
    get: async ({ customerId, taskId }) => {
      const key = { customerId, taskId };
      const { Item: item } = await table.dynamo.send(
        new GetCommand({ TableName: table.name, Key: key, ConsistentRead: true }),
      );
      return item?.record === "task" ? taskOfItem(item) : undefined;
    },
    open: async ({ role, ...q }) => {
      const page = await openItems(table, { ...q, list: "tasks" });
      return { ...page, open: page.open.map(taskOfItem).filter((task) => role === undefined || task.role === role) };
    },
    overdue: (now) => countOpen(table, { until: now, list: "tasks" }),
    close: (q) => together(runtime, closing(runtime, table.name, q)),
    assign: (q) => together(runtime, assigning(runtime, table.name, q)),
    list: (customerId) => list(table, customerId),
  };
};

const isOpen = "#status = :open";

const update = (table: string, { customerId, taskId }: WorkKey, set: Item, more = "") => ({
  TableName: table,
  Key: { customerId, taskId },
  UpdateExpression: `SET ${Object.keys(set)
    .map((name) => `#${name} = :${name}`)
    .join(", ")}${more}`,
  ConditionExpression: isOpen,
  ExpressionAttributeNames: {
    "#status": "status",
    ...Object.fromEntries(Object.keys(set).map((name) => [`#${name}`, name])),
  },
  ExpressionAttributeValues: {
    ":open": "open",
    ...Object.fromEntries(Object.entries(set).map(([name, value]) => [`:${name}`, value])),
  },
  ReturnValuesOnConditionCheckFailure: "ALL_OLD" as const,
});

const audited = ({ environment }: Runtime, audit: AuditEntry) => ({
  Put: { TableName: required(environment, "CAMPAIGNS_TABLE"), Item: auditItemOf(audit) },
});

const closing = (runtime: Runtime, table: string, q: TaskClosing): TransactItems => {
  const { status, outcome, note, by, now: closedAt } = q;
  const retentionDays = requiredInteger(runtime.environment, "EVENT_RETENTION_DAYS");
  const events = required(runtime.environment, "EVENTS_TABLE");
  return [
    { Update: update(table, q, compact({ status, outcome, note, by, closedAt }), " REMOVE openShard") },
    { Put: { TableName: events, Item: eventItemOf(q.event, retentionDays) } },
    audited(runtime, q.audit),
  ];
};

const assigning = (runtime: Runtime, table: string, q: TaskAssignment): TransactItems => [
  { Update: update(table, q, { assignee: q.assignee }) },
  audited(runtime, q.audit),
];

const together = async (runtime: Runtime, items: TransactItems): Promise<TaskChange> => {
  const result = await writeTogether(runtime.dynamo, items);
  if (result === undefined)
    throw new RekindleError("work-contended", "A task was written by others at every try to change it.");
  if (result === "written") return "written";
  return { refused: result.refused === undefined ? undefined : taskOfItem(result.refused) };
};

const list = async (table: WorkTable, customerId: string): Promise<readonly Task[]> => {
  const { Items: items = [] } = await table.dynamo.send(
    new QueryCommand({
      TableName: table.name,
      KeyConditionExpression: "customerId = :customerId",
      ExpressionAttributeValues: { ":customerId": customerId },
      ConsistentRead: true,
    }),
  );
  return items.filter(({ record }) => record === "task").map(taskOfItem);
};
