import {
  AttributeType,
  Billing,
  type CfnGlobalTable,
  type GlobalSecondaryIndexPropsV2,
  type ITableV2,
  ProjectionType,
  StreamViewType,
  type TablePropsV2,
  TableV2,
} from "aws-cdk-lib/aws-dynamodb";
import { RemovalPolicy } from "aws-cdk-lib/core";
import type { Construct } from "constructs";
import type { DeploySettings } from "./settings.ts";

/** The six tables. What each one holds is said in docs/architecture.md. */
export interface Tables {
  readonly customers: ITableV2;
  readonly events: ITableV2;
  readonly messages: ITableV2;
  readonly campaigns: ITableV2;
  readonly reports: ITableV2;
  readonly tasks: ITableV2;
}

export type TableName = keyof Tables;

/**
 * Logical ids of everything that holds data. They are a contract: CloudFormation takes a changed id for a new, empty
 * resource, so a test pins them and nobody renames one.
 */
export const tableLogicalIds: Readonly<Record<TableName, string>> = {
  customers: "CustomersTable",
  events: "EventsTable",
  messages: "MessagesTable",
  campaigns: "CampaignsTable",
  reports: "ReportsTable",
  tasks: "TasksTable",
};

const text = (name: string) => ({ name, type: AttributeType.STRING });
const number = (name: string) => ({ name, type: AttributeType.NUMBER });

export const tableNames = Object.keys(tableLogicalIds) as readonly TableName[];

/** Index reads only find candidates; the item itself decides. So every index carries keys and nothing else. */
const keysOnly = (index: Omit<GlobalSecondaryIndexPropsV2, "projectionType">): GlobalSecondaryIndexPropsV2 => ({
  ...index,
  projectionType: ProjectionType.KEYS_ONLY,
});

/** Keys, indexes and streams. A table has a stream only because a function reads it. */
const definitions: Readonly<Record<TableName, TablePropsV2>> = {
  customers: {
    partitionKey: text("customerId"),
    globalSecondaryIndexes: [
      keysOnly({ indexName: "due", partitionKey: number("dueShard"), sortKey: number("dueAt") }),
      keysOnly({ indexName: "email", partitionKey: text("email") }),
      keysOnly({ indexName: "phone", partitionKey: text("phone") }),
    ],
    dynamoStream: StreamViewType.NEW_IMAGE,
  },
  events: {
    partitionKey: text("customerId"),
    sortKey: text("eventKey"),
    timeToLiveAttribute: "expiresAt",
    dynamoStream: StreamViewType.NEW_IMAGE,
  },
  messages: {
    partitionKey: text("customerId"),
    sortKey: text("messageKey"),
    globalSecondaryIndexes: [
      keysOnly({ indexName: "lease", partitionKey: number("leaseShard"), sortKey: number("leaseUntil") }),
    ],
    // Both images: a report counts the change of a message's status, not the status.
    dynamoStream: StreamViewType.NEW_AND_OLD_IMAGES,
  },
  campaigns: {
    partitionKey: text("id"),
    sortKey: text("kind"),
    dynamoStream: StreamViewType.NEW_IMAGE,
  },
  reports: {
    partitionKey: text("campaignId"),
    sortKey: text("day"),
  },
  tasks: {
    partitionKey: text("customerId"),
    sortKey: text("taskId"),
    globalSecondaryIndexes: [
      keysOnly({ indexName: "open", partitionKey: number("openShard"), sortKey: number("dueAt") }),
    ],
  },
};

/** What some settings add to a table. A stream that nobody reads would cost a stream. */
const additions = ({
  eventsOut,
}: Pick<DeploySettings, "eventsOut">): Partial<Record<TableName, Partial<TablePropsV2>>> =>
  eventsOut === "on" ? { tasks: { dynamoStream: StreamViewType.NEW_IMAGE } } : {};

/** Creates the six tables: on demand, restorable to any second of the last 35 days, kept when their stack goes. */
export const createTables = (scope: Construct, settings: Pick<DeploySettings, "eventsOut">): Tables => ({
  customers: createTable(scope, "customers", settings),
  events: createTable(scope, "events", settings),
  messages: createTable(scope, "messages", settings),
  campaigns: createTable(scope, "campaigns", settings),
  reports: createTable(scope, "reports", settings),
  tasks: createTable(scope, "tasks", settings),
});

const createTable = (scope: Construct, name: TableName, settings: Pick<DeploySettings, "eventsOut">): ITableV2 => {
  const logicalId = tableLogicalIds[name];
  const table = new TableV2(scope, logicalId, {
    ...definitions[name],
    ...additions(settings)[name],
    billing: Billing.onDemand(),
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    deletionProtection: true,
    removalPolicy: RemovalPolicy.RETAIN,
  });
  const resource = table.node.defaultChild as CfnGlobalTable;
  resource.overrideLogicalId(logicalId);
  // The class declares its optional members more loosely than its interface; the compiler option that minds is ours.
  return table as ITableV2;
};
