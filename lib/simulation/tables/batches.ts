import { checkItem } from "./check-item.ts";
import { type Key, keyOfRequest } from "./keys.ts";
import { toAttributes } from "./marshal.ts";
import { get } from "./reads.ts";
import { refuse } from "./refusal.ts";
import type { BatchGetRequest, BatchWriteRequest } from "./requests.ts";
import type { Table } from "./table.ts";

/** The most that AWS takes in one call, all tables together. */
const keysMax = 100;
const writesMax = 25;
/** A larger answer leaves keys unprocessed. */
const answerBytesMax = 16 * 1_048_576;

type FindTable = (name: string) => Table;

const checkCount = (what: string, lists: readonly (readonly unknown[])[], max: number): void => {
  const count = lists.reduce((sum, list) => sum + list.length, 0);
  if (lists.length === 0 || lists.some((list) => list.length === 0) || count > max)
    refuse(`1 validation error detected: ${what} must have between 1 and ${max} members, got ${count}`);
};

const checkDistinct = (keys: readonly Key[]): void => {
  const texts = new Set(keys.map(({ partition, sort }) => JSON.stringify([partition, ...sort])));
  if (texts.size < keys.length) refuse("Provided list of item keys contains duplicates");
};

const namedKey = (table: Table, key: object): Key => keyOfRequest(table.schema, checkItem(toAttributes(key)).item);

export const batchGet = (find: FindTable, { RequestItems: requests }: BatchGetRequest) => {
  const entries = Object.entries(requests);
  checkCount(
    "Keys",
    entries.map(([, { Keys: keys }]) => keys),
    keysMax,
  );
  for (const [name, { Keys: keys }] of entries) checkDistinct(keys.map((key) => namedKey(find(name), key)));

  let bytes = 0;
  const responses: Record<string, Record<string, unknown>[]> = {};
  const unprocessed: Record<string, { Keys: object[] }> = {};
  for (const [name, { Keys: keys, ...options }] of entries) {
    const table = find(name);
    const found: Record<string, unknown>[] = [];
    const left: object[] = [];
    for (const key of keys) {
      bytes += table.rows.find(namedKey(table, key))?.size ?? 0;
      if (bytes > answerBytesMax) left.push({ ...key });
      else found.push(...Object.values(get(table, { ...options, Key: key })));
    }
    responses[name] = found;
    if (left.length > 0) unprocessed[name] = { ...options, Keys: left };
  }
  return { Responses: responses, UnprocessedKeys: unprocessed };
};

/** One write of a batch, checked and not yet done. */
interface Planned {
  readonly key: Key;
  carryOut(): void;
}

const plan = (table: Table, request: BatchWriteRequest["RequestItems"][string][number]): Planned => {
  const { PutRequest: put, DeleteRequest: remove } = request;
  if (put !== undefined && remove === undefined) {
    const prepared = table.prepare(toAttributes(put.Item));
    return { key: prepared.row.key, carryOut: () => table.store(prepared) };
  }
  if (remove === undefined || put !== undefined) return refuse("A write request is either a put or a delete");
  const key = namedKey(table, remove.Key);
  const carryOut = () => {
    const row = table.rows.find(key);
    if (row !== undefined) table.remove(row);
  };
  return { key, carryOut };
};

/** A batch is no transaction, but one with a write that can never be is refused as a whole. */
export const batchWrite = (find: FindTable, { RequestItems: requests }: BatchWriteRequest) => {
  checkCount("RequestItems", Object.values(requests), writesMax);
  const planned = Object.entries(requests).map(([name, writes]) => {
    const table = find(name);
    return writes.map((write) => plan(table, write));
  });
  for (const writes of planned) checkDistinct(writes.map(({ key }) => key));
  for (const { carryOut } of planned.flat()) carryOut();
  return { UnprocessedItems: {} };
};
