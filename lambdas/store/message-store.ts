import { randomUUID } from "node:crypto";
import {
  GetCommand,
  PutCommand,
  type PutCommandInput,
  paginateQuery,
  QueryCommand,
  UpdateCommand,
} from "@aws-sdk/lib-dynamodb";
import type {
  DecisionRecord,
  DoubtRule,
  EarlierEvidence,
  Message,
  MessageHistory,
  MessageStatus,
  Reservation,
} from "../domain/message.ts";
import { required } from "../shared/environment.ts";
import { RekindleError } from "../shared/errors.ts";
import type { Runtime } from "../shared/runtime.ts";
import { conditionFailure, conditionHeld, type Item } from "./attributes.ts";
import { indexes, leaseShard } from "./keys.ts";
import { type DoubtCursor, type DoubtList, listed, noteEarlier } from "./message-doubts.ts";
import { type MessageItem, messageOfItem } from "./message-item.ts";
import { stamped } from "./schema-version.ts";
import { settleUpdate } from "./settle-update.ts";

export type { DoubtCursor, DoubtList } from "./message-doubts.ts";
export { messageChange } from "./message-item.ts";

export interface MessageKey {
  readonly customerId: string;
  readonly messageKey: string;
}

export interface Claim {
  readonly customerId: string;
  readonly reservation: Reservation;
  readonly now: number;
  readonly leaseUntil: number;
  /** What is known from earlier attempts and must stay on the record. */
  readonly history?: MessageHistory;
}

export type Claimed = { readonly claimed: true } | { readonly claimed: false; readonly existing: Message };

export interface Settle extends MessageKey {
  /** The statuses, and the attempt unless any will do, that the message must still have. */
  readonly expected: { readonly statuses: readonly MessageStatus[]; readonly attempt?: number };
  readonly next: {
    readonly status: MessageStatus;
    /** Belongs to the status: absent removes an earlier one. */
    readonly reason?: string;
    /** Absent keeps what is known. */
    readonly providerId?: string;
    readonly submittedAt?: number;
    readonly parts?: number;
    readonly costMicros?: number;
    readonly rule?: DoubtRule;
    readonly decision?: DecisionRecord;
    /** Only for `submitting` and `in-doubt`; every other status has no lease. Absent keeps it, null removes it. */
    readonly leaseUntil?: number | null;
    /** Whether `uncertain` finds it. Default: true for `in-doubt`, else false. `parked` is always listed, and apart. */
    readonly indexed?: boolean;
  };
  readonly now: number;
}

export type Settled = "settled" | { readonly refused: Message | undefined };

export interface MessageStore {
  /** Takes the right to submit this attempt. Of any number of claims of one attempt exactly one succeeds. */
  claim(q: Claim): Promise<Claimed>;
  /** Records what was not sent because the customer is held out; a repeat changes nothing. */
  recordHeldOut(customerId: string, reservation: Reservation, now: number): Promise<void>;
  settle(q: Settle): Promise<Settled>;
  /** A claim was found whose claimant may be gone: from now on `uncertain` watches its lease. */
  markUncertain(q: MessageKey & { readonly attempt: number }): Promise<void>;
  /** Messages in the lease index whose lease ended at or before `until`, earliest first. Stale: the item decides. */
  uncertain(q: { readonly until: number; readonly limit: number }): Promise<readonly MessageKey[]>;
  /** A page of the messages in doubt, or of those that wait for a person, oldest first. Stale: the item decides. */
  listed(q: {
    readonly list: DoubtList;
    readonly limit: number;
    readonly cursor?: DoubtCursor;
  }): Promise<{ readonly keys: readonly MessageKey[]; readonly cursor?: DoubtCursor }>;
  /** Puts on record what was said of an attempt that is no longer the present one. */
  noteEarlier(q: MessageKey & { readonly earlier: EarlierEvidence }): Promise<void>;
  get(
    customerId: string,
    messageKey: string,
    options?: { readonly consistent?: boolean },
  ): Promise<Message | undefined>;
  /** Every message of one customer, ordered by key. */
  list(customerId: string): Promise<readonly Message[]>;
}

export interface Table {
  readonly dynamo: Runtime["dynamo"];
  readonly name: string;
}

export const createMessageStore = (runtime: Runtime): MessageStore => {
  const table: Table = { dynamo: runtime.dynamo, name: required(runtime.environment, "MESSAGES_TABLE") };
  return {
    claim: (q) => claim(table, q),
    recordHeldOut: (customerId, reservation, now) => recordHeldOut(table, customerId, reservation, now),
    settle: (q) => settle(table, q),
    markUncertain: (q) => markUncertain(table, q),
    uncertain: (q) => uncertain(table, q),
    listed: (q) => listed(table, q),
    noteEarlier: (q) => noteEarlier(table, q),
    get: (customerId, messageKey, options) => get(table, { customerId, messageKey }, options?.consistent ?? false),
    list: (customerId) => list(table, customerId),
  };
};

/**
 * Attempts of one message, in time:
 *
 *     attempt 1   put if absent ── submitting ── provider says "throttled" ── released
 *     attempt 2                                                               put over released ── submitting ── accepted
 *     a replay of attempt 1: the key exists, refused      a replay of attempt 2: it is no longer released, refused
 *
 * An attempt may follow only when the one before is proved not accepted, and `released` and `failed` are that proof.
 */
const claim = async (table: Table, q: Claim): Promise<Claimed> => {
  const { customerId, reservation, now } = q;
  const claimToken = randomUUID();
  const item: MessageItem = {
    ...reservation,
    ...q.history,
    ...stamped("message"),
    customerId,
    status: "submitting",
    leaseUntil: q.leaseUntil,
    updatedAt: now,
    claimToken,
  };
  const existing = await putIf(table, item, mayClaim(reservation.attempt));
  // The SDK repeats a put whose answer was lost. Meeting our own item then means that the first one arrived.
  if (existing === undefined || existing.claimToken === claimToken) return { claimed: true };
  return { claimed: false, existing: messageOfItem(existing) };
};

type Condition = Pick<
  PutCommandInput,
  "ConditionExpression" | "ExpressionAttributeNames" | "ExpressionAttributeValues"
>;

const neverClaimed: Condition = { ConditionExpression: "attribute_not_exists(messageKey)" };

const mayClaim = (attempt: number): Condition => {
  if (attempt === 1) return neverClaimed;
  const provedNotAccepted = "#status IN (:released, :failed)";
  const isNext = "#attempt = :before";
  return {
    ConditionExpression: `${provedNotAccepted} AND ${isNext}`,
    ExpressionAttributeNames: { "#status": "status", "#attempt": "attempt" },
    ExpressionAttributeValues: { ":released": "released", ":failed": "failed", ":before": attempt - 1 },
  };
};

/** Returns the item that stood in the way. An attempt after the first has one before it, so its absence is an error. */
const putIf = async (table: Table, item: MessageItem, condition: Condition): Promise<Item | undefined> => {
  try {
    await table.dynamo.send(
      new PutCommand({
        TableName: table.name,
        Item: item,
        ...condition,
        ReturnValuesOnConditionCheckFailure: "ALL_OLD",
      }),
    );
    return undefined;
  } catch (error) {
    const failure = conditionFailure(error);
    if (failure === undefined) throw error;
    if (failure.existing !== undefined) return failure.existing;
    throw new RekindleError("message-missing", "A further attempt was claimed for a message that is not there.", {
      data: { customerId: item.customerId, messageKey: item.messageKey, attempt: item.attempt },
      cause: error,
    });
  }
};

const recordHeldOut = async (table: Table, customerId: string, reservation: Reservation, now: number) => {
  const item: MessageItem = { ...reservation, ...stamped("message"), customerId, status: "held-out", updatedAt: now };
  await conditionHeld(table.dynamo.send(new PutCommand({ TableName: table.name, Item: item, ...neverClaimed })));
};

const settle = async (table: Table, q: Settle): Promise<Settled> => {
  try {
    await table.dynamo.send(
      new UpdateCommand({
        TableName: table.name,
        Key: { customerId: q.customerId, messageKey: q.messageKey },
        ...settleUpdate(q),
        ReturnValuesOnConditionCheckFailure: "ALL_OLD",
      }),
    );
    return "settled";
  } catch (error) {
    const failure = conditionFailure(error);
    if (failure === undefined) throw error;
    const existing = failure.existing === undefined ? undefined : messageOfItem(failure.existing);
    return existing !== undefined && isOurs(existing, q) ? "settled" : { refused: existing };
  }
};

/**
 * The SDK repeats an update whose answer was lost. Meeting what we wrote ourselves then means that the first one arrived;
 * taken for somebody else's result, nobody would tell the customer's profile of it.
 */
const isOurs = (existing: Message, { expected, next, now }: Settle): boolean =>
  existing.status === next.status &&
  existing.updatedAt === now &&
  existing.reason === next.reason &&
  (expected.attempt === undefined || existing.attempt === expected.attempt);

/** Refused when the claimant reported after all: then there is nothing to watch. */
const markUncertain = async (table: Table, q: MessageKey & { readonly attempt: number }): Promise<void> => {
  const notReported = "#status = :submitting";
  const sameAttempt = "#attempt = :attempt";
  await conditionHeld(
    table.dynamo.send(
      new UpdateCommand({
        TableName: table.name,
        Key: { customerId: q.customerId, messageKey: q.messageKey },
        UpdateExpression: "SET leaseShard = :leaseShard",
        ConditionExpression: `${notReported} AND ${sameAttempt}`,
        ExpressionAttributeNames: { "#status": "status", "#attempt": "attempt" },
        ExpressionAttributeValues: { ":submitting": "submitting", ":attempt": q.attempt, ":leaseShard": leaseShard },
      }),
    ),
  );
};

const uncertain = async (
  table: Table,
  q: { readonly until: number; readonly limit: number },
): Promise<readonly MessageKey[]> => {
  const { Items: items = [] } = await table.dynamo.send(
    new QueryCommand({
      TableName: table.name,
      IndexName: indexes.lease,
      KeyConditionExpression: "leaseShard = :shard AND leaseUntil <= :until",
      ExpressionAttributeValues: { ":shard": leaseShard, ":until": q.until },
      Limit: q.limit,
    }),
  );
  return items.map((item) => ({ customerId: String(item.customerId), messageKey: String(item.messageKey) }));
};

const get = async (table: Table, key: MessageKey, consistent: boolean): Promise<Message | undefined> => {
  const { Item: item } = await table.dynamo.send(
    new GetCommand({ TableName: table.name, Key: { ...key }, ConsistentRead: consistent }),
  );
  return item === undefined ? undefined : messageOfItem(item);
};

const list = async (table: Table, customerId: string): Promise<readonly Message[]> => {
  const query = {
    TableName: table.name,
    KeyConditionExpression: "customerId = :customerId",
    ExpressionAttributeValues: { ":customerId": customerId },
  };
  const messages: Message[] = [];
  for await (const { Items: items = [] } of paginateQuery({ client: table.dynamo }, query)) {
    messages.push(...items.map(messageOfItem));
  }
  return messages;
};
