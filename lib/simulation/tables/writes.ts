import type { Attributes } from "./attribute.ts";
import { checkItem } from "./check-item.ts";
import { compileCondition } from "./condition.ts";
import { keyOfRequest, partsOf } from "./keys.ts";
import { toAttributes, toPlain } from "./marshal.ts";
import type { Row } from "./ordered-rows.ts";
import { refuseCondition } from "./refusal.ts";
import { type DeleteRequest, oneOf, type PutRequest, type UpdateRequest } from "./requests.ts";
import { scopeOf, type Used } from "./scope.ts";
import type { Table } from "./table.ts";
import { applyUpdate, compileUpdate, touchedBy } from "./update.ts";

type Output = { readonly Attributes?: Record<string, unknown> };
type Conditional = Pick<
  PutRequest,
  | "ConditionExpression"
  | "ExpressionAttributeNames"
  | "ExpressionAttributeValues"
  | "ReturnValuesOnConditionCheckFailure"
>;

const attributesOf = (item: Attributes | undefined): Output =>
  item === undefined || Object.keys(item).length === 0 ? {} : { Attributes: toPlain(item) };

/** Everything about a request that can be wrong whatever is stored, checked before anything is looked at. */
const readCondition = (q: Conditional, others: readonly Used[] = []) => {
  const condition =
    q.ConditionExpression === undefined ? undefined : compileCondition(q.ConditionExpression, "ConditionExpression");
  const scope = scopeOf(q, [condition, ...others]);
  condition?.check(scope);
  const returns = oneOf("ReturnValuesOnConditionCheckFailure", q.ReturnValuesOnConditionCheckFailure, [
    "NONE",
    "ALL_OLD",
  ]);
  const enforce = (before: Row | undefined): void => {
    if (condition === undefined || condition.holds({ ...scope, item: before?.item ?? {} })) return;
    refuseCondition(returns === "ALL_OLD" ? before?.item : undefined);
  };
  return { scope, enforce };
};

export const put = (table: Table, q: PutRequest): Output => {
  const returns = oneOf("ReturnValues", q.ReturnValues, ["NONE", "ALL_OLD"]);
  const { enforce } = readCondition(q);
  const prepared = table.prepare(toAttributes(q.Item));
  const before = table.rows.find(prepared.row.key);

  enforce(before);
  table.store(prepared);
  return returns === "ALL_OLD" ? attributesOf(before?.item) : {};
};

export const remove = (table: Table, q: DeleteRequest): Output => {
  const returns = oneOf("ReturnValues", q.ReturnValues, ["NONE", "ALL_OLD"]);
  const { enforce } = readCondition(q);
  const { item } = checkItem(toAttributes(q.Key));
  const before = table.rows.find(keyOfRequest(table.schema, item));

  enforce(before);
  if (before !== undefined) table.remove(before);
  return returns === "ALL_OLD" ? attributesOf(before?.item) : {};
};

const updateReturns = ["NONE", "ALL_OLD", "UPDATED_OLD", "ALL_NEW", "UPDATED_NEW"] as const;

export const update = (table: Table, q: UpdateRequest): Output => {
  const returns = oneOf("ReturnValues", q.ReturnValues, updateReturns);
  const changes = q.UpdateExpression === undefined ? undefined : compileUpdate(q.UpdateExpression, "UpdateExpression");
  const { scope, enforce } = readCondition(q, changes === undefined ? [] : [changes]);
  changes?.check(scope);
  const keyNames = partsOf(table.schema).map(({ name }) => name);
  const touched = changes === undefined ? [] : touchedBy(changes, scope, keyNames);
  const { item: key } = checkItem(toAttributes(q.Key));
  const before = table.rows.find(keyOfRequest(table.schema, key));

  enforce(before);
  const next = { ...key, ...before?.item };
  if (changes !== undefined) applyUpdate(changes, { ...scope, item: before?.item ?? {} }, next);
  table.store(table.prepare(next));
  return returned(returns, { before: before?.item, next, touched });
};

const returned = (
  returns: (typeof updateReturns)[number],
  q: { readonly before: Attributes | undefined; readonly next: Attributes; readonly touched: readonly string[] },
): Output => {
  const ofTouched = (item: Attributes = {}): Attributes =>
    Object.fromEntries(Object.entries(item).filter(([name]) => q.touched.includes(name)));
  switch (returns) {
    case "NONE":
      return {};
    case "ALL_OLD":
      return attributesOf(q.before);
    case "UPDATED_OLD":
      return attributesOf(ofTouched(q.before));
    case "ALL_NEW":
      return attributesOf(q.next);
    case "UPDATED_NEW":
      return attributesOf(ofTouched(q.next));
  }
};
