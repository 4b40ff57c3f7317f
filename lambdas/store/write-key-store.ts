import { GetCommand, paginateQuery, ScanCommand, TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import { required } from "../shared/environment.ts";
import type { Runtime } from "../shared/runtime.ts";
import { expectItem, type Item } from "./attributes.ts";
import { heldKeyKey, writeKeyKey, writeKeysId } from "./keys.ts";
import { writeGuarded } from "./write-together.ts";

/** A write key as people see it. The key itself is stored nowhere. Instants are epoch milliseconds. */
export interface HeldKey {
  /** The SHA-256 of the key in hex. */
  readonly hash: string;
  readonly name: string;
  /** The first letters of the key, by which its holder recognizes it. */
  readonly start: string;
  readonly createdAt: number;
  readonly createdBy: string;
  readonly revokedAt?: number;
}

/** Where a look through the table of definitions stopped. */
export interface KeyCursor {
  readonly id: string;
  readonly kind: string;
}

/** A key to be kept. Without the last two it was made by a program on the same machine. */
export type NewKey = Pick<HeldKey, "hash" | "name" | "createdAt"> & Partial<Pick<HeldKey, "start" | "createdBy">>;

export interface WriteKeyStore {
  save(key: NewKey): Promise<void>;
  /** Who holds the key with this hash; undefined when nobody does, or does not any more. */
  holder(hash: string): Promise<{ readonly name: string } | undefined>;
  /** Those that were made lately first. */
  all(): Promise<readonly HeldKey[]>;
  /**
   * Keys from before there was a list, wherever they lie in the table of definitions: a part of the table is looked through, and
   * `cursor` leads on to the next one. Their beginning and who made them were not kept.
   */
  older(cursor?: KeyCursor): Promise<{ readonly keys: readonly HeldKey[]; readonly cursor?: KeyCursor }>;
  /** Takes a key away; a second time changes nothing. Undefined: there is no such key. */
  revoke(hash: string, at: number): Promise<HeldKey | undefined>;
}

export const createWriteKeyStore = ({
  dynamo,
  environment,
}: Pick<Runtime, "dynamo" | "environment">): WriteKeyStore => {
  const TableName = required(environment, "CAMPAIGNS_TABLE");

  const find = async (hash: string): Promise<HeldKey | undefined> => {
    const question = { TableName, Key: heldKeyKey(hash), ConsistentRead: true };
    const { Item: item } = await dynamo.send(new GetCommand(question));
    return item === undefined ? undefined : heldKeyOf(item);
  };

  /** Puts a key from before there was a list on it. Undefined: there is no such key. */
  const listed = async (hash: string): Promise<HeldKey | undefined> => {
    const { Item: item } = await dynamo.send(
      new GetCommand({ TableName, Key: writeKeyKey(hash), ConsistentRead: true }),
    );
    if (item === undefined) return undefined;
    const key = olderKeyOf(item);
    const put = { TableName, Item: { ...heldKeyKey(hash), ...key }, ConditionExpression: "attribute_not_exists(id)" };
    await writeGuarded(dynamo, [{ Put: put }]);
    return key;
  };

  return {
    save: async ({ hash, name, createdAt, start = "", createdBy = "local" }) => {
      const key = { name, start, createdAt, createdBy };
      const puts = [
        { ...writeKeyKey(hash), ...key },
        { ...heldKeyKey(hash), ...key, hash },
      ].map((Item) => ({ Put: { TableName, Item } }));
      await dynamo.send(new TransactWriteCommand({ TransactItems: puts }));
    },
    holder: async (hash) => {
      const { Item: item } = await dynamo.send(new GetCommand({ TableName, Key: writeKeyKey(hash) }));
      return item === undefined || item.revokedAt !== undefined ? undefined : { name: String(item.name) };
    },
    all: async () => {
      const keys = await listedKeys(dynamo, TableName);
      return keys.toSorted((a, b) => b.createdAt - a.createdAt);
    },
    older: (cursor) => olderKeys({ dynamo, TableName, find }, cursor),
    revoke: async (hash, at) => {
      const known = (await find(hash)) ?? (await listed(hash));
      if (known === undefined || known.revokedAt !== undefined) return known;
      const updates = [writeKeyKey(hash), heldKeyKey(hash)].map((Key) => ({
        Update: {
          TableName,
          Key,
          UpdateExpression: "SET revokedAt = :at",
          ConditionExpression: "attribute_exists(id) AND attribute_not_exists(revokedAt)",
          ExpressionAttributeValues: { ":at": at },
        },
      }));
      await writeGuarded(dynamo, updates);
      return find(hash);
    },
  };
};

const listedKeys = async (dynamo: Runtime["dynamo"], TableName: string): Promise<readonly HeldKey[]> => {
  const query = {
    TableName,
    KeyConditionExpression: "id = :id",
    ExpressionAttributeValues: { ":id": writeKeysId },
    ConsistentRead: true,
  };
  const keys: HeldKey[] = [];
  for await (const { Items: items = [] } of paginateQuery({ client: dynamo }, query))
    keys.push(...items.map(heldKeyOf));
  return keys;
};

interface Looking {
  readonly dynamo: Runtime["dynamo"];
  readonly TableName: string;
  readonly find: (hash: string) => Promise<HeldKey | undefined>;
}

const olderKeys = async (
  { dynamo, TableName, find }: Looking,
  cursor: KeyCursor | undefined,
): ReturnType<WriteKeyStore["older"]> => {
  const { Items = [], LastEvaluatedKey: next } = await dynamo.send(
    new ScanCommand({
      ...{ TableName, ExclusiveStartKey: cursor },
      FilterExpression: "#kind = :kind",
      ExpressionAttributeNames: { "#kind": "kind" },
      ExpressionAttributeValues: { ":kind": "write-key" },
    }),
  );
  const held = await Promise.all(Items.map(async (item) => ((await find(hashOf(item))) ? [] : [olderKeyOf(item)])));
  return { keys: held.flat(), ...(next !== undefined && { cursor: next as KeyCursor }) };
};

const hashOf = ({ id }: Item): string => String(id).slice(writeKeyKey("").id.length);

const olderKeyOf = (item: Item): HeldKey => ({
  hash: hashOf(item),
  ...{ name: String(item.name ?? ""), start: "", createdAt: Number(item.createdAt ?? 0), createdBy: "" },
  ...(typeof item.revokedAt === "number" && { revokedAt: item.revokedAt }),
});

const heldKeyOf = (stored: Item): HeldKey => {
  const {
    id: _id,
    kind: _kind,
    ...key
  } = expectItem<HeldKey & Item>(stored, "write key", {
    hash: "string",
    name: "string",
    createdAt: "number",
  });
  return key as unknown as HeldKey;
};
