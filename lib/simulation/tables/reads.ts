import type { Attributes } from "./attribute.ts";
import { checkItem } from "./check-item.ts";
import { compileCondition } from "./condition.ts";
import { compileKeyCondition, rangeOf } from "./key-condition.ts";
import { type Key, type KeySchema, keyInIndex, keyOfItem, keyOfRequest, partsOf } from "./keys.ts";
import { toAttributes, toPlain } from "./marshal.ts";
import { type Entry, type OrderedRows, segmentOf } from "./ordered-rows.ts";
import { compileProjection, project } from "./projection.ts";
import { refuse } from "./refusal.ts";
import { type GetRequest, oneOf, type QueryRequest, type ScanRequest } from "./requests.ts";
import { scopeOf, type Used } from "./scope.ts";
import type { Table } from "./table.ts";

/** A page ends before it holds more bytes. */
const pageBytesMax = 1_048_576;

const projectionOf = (expression: string | undefined) =>
  expression === undefined ? undefined : compileProjection(expression, "ProjectionExpression");

export const get = (table: Table, q: Omit<GetRequest, "TableName">): { readonly Item?: Record<string, unknown> } => {
  const projection = projectionOf(q.ProjectionExpression);
  const scope = scopeOf(q, [projection]);
  const { item: key } = checkItem(toAttributes(q.Key));
  const row = table.rows.find(keyOfRequest(table.schema, key));
  if (row === undefined) return {};
  return { Item: toPlain(projection === undefined ? row.item : project(projection, scope, row.item)) };
};

/** Where a page is read from: the table itself or one of its indexes. */
interface Place {
  readonly schema: KeySchema;
  readonly rows: OrderedRows;
  readonly isIndex: boolean;
  show(item: Attributes): Attributes;
  /** The position that an ExclusiveStartKey names. */
  position(start: object): Key;
}

const placeOf = (table: Table, q: QueryRequest | ScanRequest): Place => {
  if (q.IndexName === undefined) {
    const position = (start: object) => startAt(table.schema, [table.schema], start, (_item, base) => base);
    return { schema: table.schema, rows: table.rows, isIndex: false, show: (item) => item, position };
  }
  const index = table.indexes.get(q.IndexName);
  if (index === undefined) return refuse(`The table does not have the specified index: ${q.IndexName}`);
  if (q.ConsistentRead === true) refuse("Consistent reads are not supported on global secondary indexes");
  const position = (start: object) =>
    startAt(table.schema, [table.schema, index.schema], start, (item, base) =>
      keyInIndex(index.name, index.schema, item, base),
    );
  return { schema: index.schema, rows: index.rows, isIndex: true, show: index.project, position };
};

const startAt = (
  base: KeySchema,
  schemas: readonly KeySchema[],
  start: object,
  find: (item: Attributes, base: Key) => Key | undefined,
): Key => {
  const { item } = checkItem(toAttributes(start));
  const names = new Set(schemas.flatMap(partsOf).map(({ name }) => name));
  const isWhole = Object.keys(item).length === names.size && Object.keys(item).every((name) => names.has(name));
  return (isWhole ? find(item, keyOfItem(base, item)) : undefined) ?? refuse("The provided starting key is invalid");
};

export interface Page {
  readonly Items?: readonly Record<string, unknown>[];
  readonly Count: number;
  readonly ScannedCount: number;
  readonly LastEvaluatedKey?: Record<string, unknown>;
}

export const query = (table: Table, q: QueryRequest): Page => {
  const place = placeOf(table, q);
  if (q.KeyConditionExpression === undefined)
    return refuse("Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.");
  const condition = compileKeyCondition(q.KeyConditionExpression, "KeyConditionExpression");
  const reader = readerOf(table, place, q, [condition]);
  if (reader.filtersBy(partsOf(place.schema).map(({ name }) => name)))
    return refuse("Filter Expression can only contain non-primary key attributes");

  const range = rangeOf(condition, place.schema, reader.scope);
  const entries = place.rows.partition(range.partition).filter(({ key }) => range.passes(key.sort[0] ?? ""));
  const isForward = q.ScanIndexForward ?? true;
  const compare = (a: Key, b: Key) => (isForward ? place.rows.compare(a, b) : place.rows.compare(b, a));
  const start = q.ExclusiveStartKey && place.position(q.ExclusiveStartKey);
  if (start !== undefined && start.partition !== range.partition)
    return refuse("The provided starting key is outside query boundaries based on provided conditions");
  return reader.page(after(isForward ? entries : entries.toReversed(), start, compare));
};

export const scan = (table: Table, q: ScanRequest): Page => {
  const place = placeOf(table, q);
  const reader = readerOf(table, place, q, []);
  const { Segment: segment, TotalSegments: segments } = q;
  if ((segment === undefined) !== (segments === undefined))
    return refuse("The Segment and TotalSegments parameters are required together");
  if (segment !== undefined && segments !== undefined && (segment < 0 || segment >= segments))
    return refuse("The Segment parameter is zero-based and must be less than parameter TotalSegments");
  const start = q.ExclusiveStartKey && place.position(q.ExclusiveStartKey);
  const isMine = ({ key }: Entry) => segments === undefined || segmentOf(key.partition, segments) === segment;
  return reader.page(after(place.rows.scanned().filter(isMine), start, place.rows.compareScan));
};

const after = (
  entries: readonly Entry[],
  start: Key | undefined,
  compare: (a: Key, b: Key) => number,
): readonly Entry[] => (start === undefined ? entries : entries.filter(({ key }) => compare(key, start) > 0));

/** Filters, projects and cuts a page, the same way for a query and a scan. */
const readerOf = (table: Table, place: Place, q: QueryRequest | ScanRequest, others: readonly Used[]) => {
  const filter =
    q.FilterExpression === undefined ? undefined : compileCondition(q.FilterExpression, "FilterExpression");
  const projection = projectionOf(q.ProjectionExpression);
  const select = oneOf("Select", q.Select, [
    "ANY",
    "ALL_ATTRIBUTES",
    "ALL_PROJECTED_ATTRIBUTES",
    "SPECIFIC_ATTRIBUTES",
    "COUNT",
  ]);
  if (place.isIndex && select === "ALL_ATTRIBUTES")
    refuse("Select type ALL_ATTRIBUTES is not supported for this index");
  if (q.Limit !== undefined && q.Limit < 1) refuse("Limit must have value greater than or equal to 1");
  const scope = scopeOf(q, [filter, projection, ...others]);
  filter?.check(scope);

  const keyNames = [...new Set([place.schema, table.schema].flatMap(partsOf).map(({ name }) => name))];
  const keyOf = ({ row }: Entry) =>
    toPlain(Object.fromEntries(Object.entries(row.item).filter(([name]) => keyNames.includes(name))));
  const page = (entries: readonly Entry[]): Page => {
    const taken = cut(entries, q.Limit);
    const items = taken.entries.map(({ row }) => place.show(row.item));
    const kept = filter === undefined ? items : items.filter((item) => filter.holds({ ...scope, item }));
    const shown = projection === undefined ? kept : kept.map((item) => project(projection, scope, item));
    return {
      ...(select !== "COUNT" && { Items: shown.map(toPlain) }),
      Count: kept.length,
      ScannedCount: items.length,
      ...(taken.last !== undefined && { LastEvaluatedKey: keyOf(taken.last) }),
    };
  };
  const filtersBy = (names: readonly string[]) =>
    [...(filter?.attributes ?? [])].some((name) => names.includes(scope.names[name] ?? name));
  return { scope, page, filtersBy };
};

/** `last` is where the next page goes on: after a full page also when nothing follows, as the tables do. */
const cut = (entries: readonly Entry[], limit = Number.POSITIVE_INFINITY) => {
  let bytes = 0;
  for (const [index, entry] of entries.entries()) {
    if (index === limit) return { entries: entries.slice(0, index), last: entries[index - 1] };
    bytes += entry.row.size;
    if (bytes > pageBytesMax) return { entries: entries.slice(0, index), last: entries[index - 1] };
  }
  return { entries, last: entries.length === limit ? entries.at(-1) : undefined };
};
