import { GetCommand, PutCommand, QueryCommand, ScanCommand } from "@aws-sdk/lib-dynamodb";
import { type Campaign, campaignSchema } from "../domain/campaign.ts";
import type { Counts } from "../domain/funnel-counts.ts";
import type { Message, Reservation } from "../domain/message.ts";
import type { Profile } from "../domain/profile.ts";
import { required } from "../shared/environment.ts";
import type { Runtime } from "../shared/runtime.ts";
import { conditionHeld, type Item } from "./attributes.ts";
import { type CustomerItem, profileOfItem } from "./customer-item.ts";
import type { Cursor } from "./customer-store.ts";
import { definitionPrefix, figuresPrefix, messageListPrefix } from "./keys.ts";
import { type MessageItem, messageOfItem } from "./message-item.ts";
import { type Outbox, outboxOfItem } from "./outbox-item.ts";
import { stamped } from "./schema-version.ts";

/** A customer as stored, with what the last write decided. */
export interface ScannedCustomer {
  readonly profile: Profile;
  readonly outbox?: Outbox;
}

export interface ScannedPage<Found> {
  readonly found: readonly Found[];
  readonly cursor?: Cursor;
}

export interface SegmentQuery {
  readonly segment: number;
  readonly segments: number;
  readonly limit: number;
  readonly cursor?: Cursor;
}

/** The counters of one campaign, day and shard. */
export interface ScannedCounters {
  readonly campaignId: string;
  readonly day: string;
  readonly counts: Counts;
}

/**
 * Reads whole tables, page by page: for a job that a person starts after an outage, never for anything scheduled, because
 * its cost grows with all customers. And the one write that only such a job makes.
 */
export interface TableScans {
  customers(q: SegmentQuery): Promise<ScannedPage<ScannedCustomer>>;
  /** Read consistently; undefined when there is no such customer. */
  customer(customerId: string): Promise<ScannedCustomer | undefined>;
  messages(q: SegmentQuery): Promise<ScannedPage<Message>>;
  /** Whose events there are: a customer's events come one after the other. */
  eventOwners(q: SegmentQuery): Promise<ScannedPage<string>>;
  counters(cursor?: Cursor): Promise<ScannedPage<ScannedCounters>>;
  /** Every stored version of a campaign, the newest first. */
  definitions(campaignId: string): Promise<readonly Campaign[]>;
  /**
   * Writes a message whose submission never began, if no message has its key. False: somebody claimed it meanwhile, and
   * that is what counts. Whoever claims the same attempt later finds this one.
   */
  recordUnsent(q: {
    readonly customerId: string;
    readonly reservation: Reservation;
    readonly status: "released" | "expired";
    readonly reason: string;
    readonly now: number;
  }): Promise<boolean>;
}

type Dynamo = Runtime["dynamo"];

export const createTableScans = ({ dynamo, environment }: Runtime): TableScans => ({
  customers: (q) => scanSegment(dynamo, required(environment, "CUSTOMERS_TABLE"), q, scanned),
  customer: async (customerId) => {
    const TableName = required(environment, "CUSTOMERS_TABLE");
    const { Item: item } = await dynamo.send(new GetCommand({ TableName, Key: { customerId }, ConsistentRead: true }));
    return item === undefined ? undefined : scanned(item);
  },
  messages: (q) => scanSegment(dynamo, required(environment, "MESSAGES_TABLE"), q, messageOfItem),
  eventOwners: (q) =>
    scanSegment(dynamo, required(environment, "EVENTS_TABLE"), q, (item) => String(item.customerId), "customerId"),
  counters: (cursor) => counters(dynamo, required(environment, "REPORTS_TABLE"), cursor),
  definitions: (campaignId) => definitions(dynamo, required(environment, "CAMPAIGNS_TABLE"), campaignId),
  recordUnsent: async ({ customerId, reservation, status, reason, now }) => {
    const item: MessageItem = { ...reservation, ...stamped("message"), customerId, status, reason, updatedAt: now };
    const neverClaimed = "attribute_not_exists(messageKey)";
    const TableName = required(environment, "MESSAGES_TABLE");
    return conditionHeld(dynamo.send(new PutCommand({ TableName, Item: item, ConditionExpression: neverClaimed })));
  },
});

const scanned = (item: Item): ScannedCustomer => {
  const { outbox } = item as unknown as CustomerItem;
  return { profile: profileOfItem(item), ...(outbox !== undefined && { outbox: outboxOfItem(outbox) }) };
};

const scanSegment = async <Found>(
  dynamo: Dynamo,
  TableName: string,
  q: SegmentQuery,
  read: (item: Item) => Found,
  only?: string,
): Promise<ScannedPage<Found>> => {
  const { Items: items = [], LastEvaluatedKey: cursor } = await dynamo.send(
    new ScanCommand({
      TableName,
      Segment: q.segment,
      TotalSegments: q.segments,
      Limit: q.limit,
      ExclusiveStartKey: q.cursor,
      ...(only !== undefined && { ProjectionExpression: only }),
    }),
  );
  return { found: items.map(read), ...(cursor !== undefined && { cursor }) };
};

const counters = async (
  dynamo: Dynamo,
  TableName: string,
  from: Cursor | undefined,
): Promise<ScannedPage<ScannedCounters>> => {
  const { Items: items = [], LastEvaluatedKey: cursor } = await dynamo.send(
    new ScanCommand({ TableName, ExclusiveStartKey: from }),
  );
  const found = items.flatMap(({ campaignId, day, watermark: _, ...counts }): readonly ScannedCounters[] =>
    // Lists of messages are no counters.
    String(day).startsWith(figuresPrefix) || String(campaignId).startsWith(messageListPrefix)
      ? []
      : [{ campaignId: String(campaignId), day: String(day).split("#")[0] ?? "", counts: counts as Counts }],
  );
  return { found, ...(cursor !== undefined && { cursor }) };
};

const definitions = async (dynamo: Dynamo, TableName: string, id: string): Promise<readonly Campaign[]> => {
  const { Items: items = [] } = await dynamo.send(
    new QueryCommand({
      TableName,
      KeyConditionExpression: "id = :id AND begins_with(kind, :prefix)",
      ExpressionAttributeValues: { ":id": id, ":prefix": definitionPrefix },
    }),
  );
  return items
    .map(({ definition }) => campaignSchema.parse(JSON.parse(String(definition))))
    .toSorted((a, b) => b.version - a.version);
};
