import { GetCommand, PutCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import type { CustomerEvent } from "../domain/event.ts";
import { caseKeyOf, type ServiceCase } from "../domain/service-case.ts";
import { required, requiredInteger } from "../shared/environment.ts";
import { RekindleError } from "../shared/errors.ts";
import type { Runtime } from "../shared/runtime.ts";
import { compact, conditionHeld, expectItem, type Item } from "./attributes.ts";
import { type AuditEntry, auditItemOf } from "./audit-item.ts";
import { eventItemOf } from "./event-item.ts";
import { workShards } from "./keys.ts";
import { countOpen, type OpenPage, type OpenQuery, openItems, type WorkTable } from "./open-work.ts";
import { writeTogether } from "./write-together.ts";

export interface CaseDeed {
  /** The case as it becomes; its revision is that of the one it replaces, or 0 for a case that there is not yet. */
  readonly next: ServiceCase;
  /** Tells the customer's profile. */
  readonly event: CustomerEvent;
  readonly audit: AuditEntry;
}

export interface CaseStore {
  /** Stores a case unless there is one of its id, open or closed, which then stays as it is. */
  create(one: ServiceCase): Promise<"created" | "exists">;
  get(q: { readonly customerId: string; readonly caseKey: string }): Promise<ServiceCase | undefined>;
  /** Replaces the case that was read. `conflict`: somebody else wrote it meanwhile. */
  save(next: ServiceCase): Promise<"saved" | "conflict">;
  /** What a person does about a case: the case, the event and the audit entry, all of it or nothing. */
  record(deed: CaseDeed): Promise<"written" | "conflict">;
  /** Open cases, the earliest deadline first. */
  open(q: OpenQuery): Promise<OpenPage<ServiceCase>>;
  /** Open cases that should have been answered by an instant; with one that never comes, all that are open. At most a thousand. */
  overdue(until: number): Promise<number>;
  /** Every case of a customer, open or closed. */
  list(customerId: string): Promise<readonly ServiceCase[]>;
}

const casePrefix = "case#";
const keyOf = (customerId: string, caseKey: string) => ({ customerId, taskId: `${casePrefix}${caseKey}` });

/** Only what is open is in the index, so only it pays for it. */
const itemOf = (one: ServiceCase): Item =>
  compact({
    ...one,
    ...keyOf(one.customerId, caseKeyOf(one)),
    record: "case",
    openShard: one.status === "open" ? workShards.cases : undefined,
  });

const caseOfItem = (item: Item): ServiceCase => {
  const {
    record: _record,
    openShard: _shard,
    taskId: _key,
    ...one
  } = expectItem<ServiceCase & { record: "case"; openShard?: number; taskId: string }>(item, "case", {
    customerId: "string",
    caseId: "string",
    status: "string",
    dueAt: "number",
    revision: "number",
  });
  return one;
};

export const createCaseStore = (runtime: Runtime): CaseStore => {
  const table: WorkTable = { dynamo: runtime.dynamo, name: required(runtime.environment, "TASKS_TABLE") };
  return {
    create: async (one) => {
      const put = new PutCommand({ TableName: table.name, Item: itemOf(one), ...isNew });
      return (await conditionHeld(table.dynamo.send(put))) ? "created" : "exists";
    },
    get: async ({ customerId, caseKey }) => {
      const Key = keyOf(customerId, caseKey);
      const { Item: item } = await table.dynamo.send(
        new GetCommand({ TableName: table.name, Key, ConsistentRead: true }),
      );
      return item === undefined ? undefined : caseOfItem(item);
    },
    save: async (next) =>
      (await conditionHeld(table.dynamo.send(new PutCommand(replacing(table.name, next))))) ? "saved" : "conflict",
    record: (deed) => record(runtime, table, deed),
    overdue: (until) => countOpen(table, { until, list: "cases" }),
    open: async (q) => {
      const page = await openItems(table, { ...q, list: "cases" });
      return { ...page, open: page.open.map(caseOfItem) };
    },
    list: (customerId) => list(table, customerId),
  };
};

const isNew = { ConditionExpression: "attribute_not_exists(taskId)" };

const replacing = (table: string, next: ServiceCase) => ({
  TableName: table,
  Item: itemOf({ ...next, revision: next.revision + 1 }),
  ConditionExpression: "revision = :seen",
  ExpressionAttributeValues: { ":seen": next.revision },
});

const record = async (runtime: Runtime, table: WorkTable, { next, event, audit }: CaseDeed) => {
  const { environment } = runtime;
  const put =
    event.kind === "case-opened"
      ? { TableName: table.name, Item: itemOf(next), ...isNew }
      : replacing(table.name, next);
  const retentionDays = requiredInteger(environment, "EVENT_RETENTION_DAYS");
  const result = await writeTogether(runtime.dynamo, [
    { Put: put },
    { Put: { TableName: required(environment, "EVENTS_TABLE"), Item: eventItemOf(event, retentionDays) } },
    { Put: { TableName: required(environment, "CAMPAIGNS_TABLE"), Item: auditItemOf(audit) } },
  ]);
  if (result === undefined)
    throw new RekindleError("work-contended", "A case was written by others at every try to change it.");
  return result === "written" ? "written" : "conflict";
};

const list = async (table: WorkTable, customerId: string): Promise<readonly ServiceCase[]> => {
  const { Items: items = [] } = await table.dynamo.send(
    new QueryCommand({
      TableName: table.name,
      KeyConditionExpression: "customerId = :customerId AND begins_with(taskId, :prefix)",
      ExpressionAttributeValues: { ":customerId": customerId, ":prefix": casePrefix },
      ConsistentRead: true,
    }),
  );
  return items.map(caseOfItem);
};
