import type { DynamoDBRecord } from "aws-lambda";
import type { LocalTable } from "../../local/wiring.ts";
import { type Attributes, areEqual } from "./attribute.ts";
import { checkItem } from "./check-item.ts";
import { type Key, type KeySchema, keyInIndex, keyOfItem, partsOf, readSchema } from "./keys.ts";
import { toPlain } from "./marshal.ts";
import { createOrderedRows, type OrderedRows, type Row } from "./ordered-rows.ts";
import { unsupported } from "./refusal.ts";
import { createStreamLog, type StreamLog } from "./stream-log.ts";

export interface Index {
  readonly name: string;
  readonly schema: KeySchema;
  readonly rows: OrderedRows;
  /** The item as the index holds it. */
  project(item: Attributes): Attributes;
}

/** An item that may be stored, with its place in each index. */
export interface Prepared {
  readonly row: Row;
  readonly places: readonly (Key | undefined)[];
}

export interface Table {
  readonly name: string;
  readonly schema: KeySchema;
  readonly rows: OrderedRows;
  readonly indexes: ReadonlyMap<string, Index>;
  /** Refuses an item that the table or one of its indexes cannot hold. The item must be nobody else's yet. */
  prepare(item: Attributes): Prepared;
  /** Stores a prepared item in the place of the one that is there. */
  store(prepared: Prepared): void;
  remove(row: Row): void;
  records(after: string | undefined): readonly DynamoDBRecord[];
  /** Frozen, and the same object for as long as the item is the same. */
  plainItems(): readonly Readonly<Record<string, unknown>>[];
}

export const createTable = ({ name, input }: LocalTable, now: () => number): Table => {
  const definitions = input.AttributeDefinitions;
  if (input.LocalSecondaryIndexes !== undefined) unsupported("local indexes");
  const schema = readSchema(definitions, input.KeySchema);
  const rows = createOrderedRows(typesOf(schema));
  const indexes = (input.GlobalSecondaryIndexes ?? []).map((index) =>
    createIndex(String(index.IndexName), readSchema(definitions, index.KeySchema), schema, index.Projection),
  );
  const log = createStreamLog({ table: name, schema, view: input.StreamSpecification?.StreamViewType, now });
  const plain = plainCache();
  return {
    name,
    schema,
    rows,
    indexes: new Map(indexes.map((index) => [index.name, index])),
    prepare: (item) => {
      const row: Row = { ...checkItem(item), key: keyOfItem(schema, item) };
      return { row, places: indexes.map((index) => keyInIndex(index.name, index.schema, item, row.key)) };
    },
    store: (prepared) => store({ rows, indexes, log }, prepared),
    remove: (row) => {
      rows.remove(row.key);
      moveIn(indexes, row, undefined);
      log.add(row, undefined);
    },
    records: log.records,
    plainItems: () => rows.scanned().map(({ row }) => plain(row)),
  };
};

const typesOf = ({ partition, sort }: KeySchema, base?: KeySchema) => ({
  partition: partition.type,
  sort: [...(sort === undefined ? [] : [sort]), ...(base === undefined ? [] : partsOf(base))].map(({ type }) => type),
});

const createIndex = (
  name: string,
  schema: KeySchema,
  base: KeySchema,
  projection: { readonly ProjectionType?: string | undefined } | undefined,
): Index => {
  const rows = createOrderedRows(typesOf(schema, base));
  const names = [...partsOf(schema), ...partsOf(base)].map((part) => part.name);
  const keysOnly = (item: Attributes): Attributes =>
    Object.fromEntries(names.flatMap((key) => (item[key] === undefined ? [] : [[key, item[key]]])));
  switch (projection?.ProjectionType) {
    case "KEYS_ONLY":
      return { name, schema, rows, project: keysOnly };
    case "ALL":
      return { name, schema, rows, project: (item) => item };
    default:
      return unsupported(`the projection ${projection?.ProjectionType} of an index`);
  }
};

interface Parts {
  readonly rows: OrderedRows;
  readonly indexes: readonly Index[];
  readonly log: StreamLog;
}

const store = ({ rows, indexes, log }: Parts, prepared: Prepared): void => {
  const { row } = prepared;
  const before = rows.find(row.key);
  rows.place({ key: row.key, row });
  moveIn(indexes, before, prepared);
  // AWS writes no record when nothing changed; the embedded engine writes one. See decision 10.
  if (before === undefined || !areEqual(before.item, row.item)) log.add(before, row);
};

const moveIn = (indexes: readonly Index[], before: Row | undefined, after: Prepared | undefined): void => {
  for (const [at, { name, schema, rows }] of indexes.entries()) {
    const left = before && keyInIndex(name, schema, before.item, before.key);
    if (left !== undefined) rows.remove(left);
    const entered = after?.places[at];
    if (after !== undefined && entered !== undefined) rows.place({ key: entered, row: after.row });
  }
};

const plainCache = () => {
  const kept = new WeakMap<Row, Readonly<Record<string, unknown>>>();
  return (row: Row) => {
    const known = kept.get(row);
    if (known !== undefined) return known;
    const made = frozen(toPlain(row.item)) as Readonly<Record<string, unknown>>;
    kept.set(row, made);
    return made;
  };
};

const frozen = (value: unknown): unknown => {
  if (typeof value !== "object" || value === null) return value;
  for (const part of Object.values(value)) frozen(part);
  return Object.freeze(value);
};
