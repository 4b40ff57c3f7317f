import {
  BatchGetCommand,
  GetCommand,
  PutCommand,
  type PutCommandInput,
  QueryCommand,
  ScanCommand,
  UpdateCommand,
} from "@aws-sdk/lib-dynamodb";
import { dueShardOf } from "../domain/due-shard.ts";
import type { Profile } from "../domain/profile.ts";
import { required, requiredInteger } from "../shared/environment.ts";
import type { Runtime } from "../shared/runtime.ts";
import { conditionHeld, type Item } from "./attributes.ts";
import { behaviourItemOf } from "./behaviour-item.ts";
import { customerItemOf, emailKey, phoneKey, profileOfItem } from "./customer-item.ts";
import { indexes } from "./keys.ts";
import { batchGetMax, sharedAddressMax } from "./limits.ts";
import { type Outbox, outboxItemOf } from "./outbox-item.ts";
import { isNewerItem } from "./schema-version.ts";
import { sendInChunks } from "./unprocessed.ts";

export { type Outbox, outboxOf } from "./outbox-item.ts";

/** Where a paged read goes on. Opaque; survives JSON. */
export type Cursor = Readonly<Record<string, unknown>>;

export interface DuePage {
  readonly ids: readonly string[];
  /** Absent: nothing more was due when the page was read. */
  readonly cursor?: Cursor;
  /** Of the first customer of the page, epoch milliseconds; absent when the page is empty. */
  readonly oldestDueAt?: number;
}

export interface CustomerStore {
  /** Unknown customers are absent from the result. Eventually consistent (half the cost) unless told otherwise. */
  load(ids: readonly string[], options?: { readonly consistent?: boolean }): Promise<ReadonlyMap<string, Profile>>;
  loadOne(id: string, options?: { readonly consistent?: boolean }): Promise<Profile | undefined>;
  /** Writes the profile as version + 1, if the stored one still has `next.version` (or is absent when that is 0). */
  save(next: Profile, options?: { readonly outbox?: Outbox }): Promise<"saved" | "conflict">;
  /** A page of one shard's customers whose dueAt is at or before `until`, earliest first. Stale: the item decides. */
  due(q: {
    readonly shard: number;
    readonly until: number;
    readonly limit: number;
    readonly cursor?: Cursor;
  }): Promise<DuePage>;
  findByEmail(email: string): Promise<readonly string[]>;
  findByPhone(phone: string): Promise<readonly string[]>;
  /** A page of a segment of all customers. To its end only a replan may go, whose cost grows with the table, and a sample of a few segments. */
  scan(q: {
    readonly segment: number;
    readonly segments: number;
    readonly limit: number;
    readonly cursor?: Cursor;
  }): Promise<{ readonly profiles: readonly Profile[]; readonly cursor?: Cursor }>;
  /** Changes only when to look next, and the standings that the look goes by, under the same condition as `save`. */
  savePlan(next: Profile): Promise<"saved" | "conflict">;
}

interface Table {
  readonly dynamo: Runtime["dynamo"];
  readonly name: string;
  readonly shards: number;
  readonly logger: Runtime["logger"];
}

export const createCustomerStore = (runtime: Runtime): CustomerStore => {
  const table: Table = {
    dynamo: runtime.dynamo,
    name: required(runtime.environment, "CUSTOMERS_TABLE"),
    shards: requiredInteger(runtime.environment, "DUE_SHARDS"),
    logger: runtime.logger,
  };
  return {
    load: (ids, options) => load(table, ids, options?.consistent ?? false),
    loadOne: (id, options) => loadOne(table, id, options?.consistent ?? false),
    save: (next, options) => save(table, next, options?.outbox),
    due: (q) => due(table, q),
    findByEmail: (email) => find(table, indexes.email, emailKey(email)),
    findByPhone: (phone) => find(table, indexes.phone, phoneKey(phone)),
    scan: (q) => scan(table, q),
    savePlan: (next) => savePlan(table, next),
  };
};

const load = async (table: Table, ids: readonly string[], consistent: boolean) => {
  const profiles = new Map<string, Profile>();
  await sendInChunks<Item>({
    // A key twice in one call is refused.
    requests: [...new Set(ids)].map((customerId) => ({ customerId })),
    chunkMax: batchGetMax,
    send: async (keys) => {
      const answer = await table.dynamo.send(
        new BatchGetCommand({ RequestItems: { [table.name]: { Keys: [...keys], ConsistentRead: consistent } } }),
      );
      for (const profile of (answer.Responses?.[table.name] ?? []).flatMap((item) => readable(table, item)))
        profiles.set(profile.customerId, profile);
      return answer.UnprocessedKeys?.[table.name]?.Keys ?? [];
    },
  });
  return profiles;
};

/**
 * Of many, one that newer code wrote is left out and the others are read. Who takes it for a new customer cannot write over
 * it: a first write finds the item there, and reading that one alone says what is the matter.
 */
const readable = ({ logger }: Table, item: Item): readonly Profile[] => {
  try {
    return [profileOfItem(item)];
  } catch (error) {
    if (!isNewerItem(error)) throw error;
    logger.error("A profile was written by newer code and is left as it is", { error, customerId: item.customerId });
    return [];
  }
};

const loadOne = async (table: Table, customerId: string, consistent: boolean): Promise<Profile | undefined> => {
  const { Item: item } = await table.dynamo.send(
    new GetCommand({ TableName: table.name, Key: { customerId }, ConsistentRead: consistent }),
  );
  return item === undefined ? undefined : profileOfItem(item);
};

/**
 * Two writers of one customer, in time:
 *
 *     tick     reads version 7 ─── decides ─────────────── writes 8 if it is 7: refused, reads 8, decides again
 *     stream        reads version 7 ── folds ── writes 8 if it is 7: done
 *
 * So each write sees all earlier ones, and of two decisions from the same reading only one exists.
 * The whole item is put: an outbox of the write before disappears without being named, and the units are the same.
 */
const save = async (table: Table, next: Profile, outbox: Outbox | undefined): Promise<"saved" | "conflict"> => {
  const item = {
    ...customerItemOf({ ...next, version: next.version + 1 }),
    // Keys of the index come as a pair: one without the other would hide the customer from the tick, or cost for nothing.
    ...(next.dueAt !== undefined && { dueShard: dueShardOf(next.customerId, table.shards) }),
    outbox: outbox === undefined ? undefined : outboxItemOf(outbox),
  };
  const saved = await conditionHeld(
    table.dynamo.send(new PutCommand({ TableName: table.name, Item: item, ...stillAt(next.version) })),
  );
  return saved ? "saved" : "conflict";
};

/** Nobody wrote the customer since it was read. */
const stillAt = (version: number): Pick<PutCommandInput, "ConditionExpression" | "ExpressionAttributeValues"> => {
  const neverStored = "attribute_not_exists(customerId)";
  const unchanged = "version = :version";
  return version === 0
    ? { ConditionExpression: neverStored }
    : { ConditionExpression: unchanged, ExpressionAttributeValues: { ":version": version } };
};

/** The outbox goes too: the record of this write in the stream must not repeat an earlier decision. */
const savePlan = async (table: Table, next: Profile): Promise<"saved" | "conflict"> => {
  const { customerId, version, dueAt } = next;
  const { standings } = behaviourItemOf(next);
  const isPlanned = dueAt !== undefined;
  const set = [
    "version = :next",
    isPlanned && "dueAt = :dueAt, dueShard = :dueShard",
    standings && "standings = :standings",
  ];
  const remove = [!isPlanned && "dueAt, dueShard", "outbox"];
  const saved = await conditionHeld(
    table.dynamo.send(
      new UpdateCommand({
        TableName: table.name,
        Key: { customerId },
        UpdateExpression: `SET ${set.filter(Boolean).join(", ")} REMOVE ${remove.filter(Boolean).join(", ")}`,
        ConditionExpression: "version = :version",
        ExpressionAttributeValues: {
          ":version": version,
          ":next": version + 1,
          ...(isPlanned && { ":dueAt": dueAt, ":dueShard": dueShardOf(customerId, table.shards) }),
          ...(standings && { ":standings": standings }),
        },
      }),
    ),
  );
  return saved ? "saved" : "conflict";
};

const due = async (table: Table, q: Parameters<CustomerStore["due"]>[0]): Promise<DuePage> => {
  const { Items: items = [], LastEvaluatedKey: cursor } = await table.dynamo.send(
    new QueryCommand({
      TableName: table.name,
      IndexName: indexes.due,
      KeyConditionExpression: "dueShard = :shard AND dueAt <= :until",
      ExpressionAttributeValues: { ":shard": q.shard, ":until": q.until },
      Limit: q.limit,
      ExclusiveStartKey: q.cursor,
    }),
  );
  const [first] = items;
  return {
    ids: items.map((item) => String(item.customerId)),
    ...(cursor !== undefined && { cursor }),
    ...(first !== undefined && { oldestDueAt: Number(first.dueAt) }),
  };
};

const find = async (table: Table, index: "email" | "phone", value: string | undefined): Promise<readonly string[]> => {
  if (value === undefined) return [];
  const { Items: items = [] } = await table.dynamo.send(
    new QueryCommand({
      TableName: table.name,
      IndexName: index,
      KeyConditionExpression: "#address = :address",
      ExpressionAttributeNames: { "#address": index },
      ExpressionAttributeValues: { ":address": value },
      Limit: sharedAddressMax,
    }),
  );
  return items.map((item) => String(item.customerId));
};

const scan = async (table: Table, q: Parameters<CustomerStore["scan"]>[0]) => {
  const { Items: items = [], LastEvaluatedKey: cursor } = await table.dynamo.send(
    new ScanCommand({
      TableName: table.name,
      Segment: q.segment,
      TotalSegments: q.segments,
      Limit: q.limit,
      ExclusiveStartKey: q.cursor,
    }),
  );
  return { profiles: items.map(profileOfItem), ...(cursor !== undefined && { cursor }) };
};
