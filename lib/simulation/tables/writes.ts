import type { Attributes } from "./attribute.ts";
import { checkItem } from "./check-item.ts";
import { compileCondition } from "./condition.ts";
import { type Key, keyOfRequest, partsOf } from "./keys.ts";
import { toAttributes, toPlain } from "./marshal.ts";
import type { Row } from "./ordered-rows.ts";
import { refuseCondition } from "./refusal.ts";
import { type ConditionCheck, type DeleteRequest, oneOf, type PutRequest, type UpdateRequest } from "./requests.ts";
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

/** A write whose expressions are understood, and nothing else is looked at yet. */
export interface PlannedWrite {
  /** Of the item it means; refuses one that the table cannot have. */
  key(): Key;
  /** Enforces the condition and makes what is to be stored; refuses what cannot be. Nothing is written yet. */
  ready(): ReadyWrite;
}

export interface ReadyWrite {
  readonly before: Attributes | undefined;
  carryOut(): void;
}

export const planPut = (table: Table, q: Omit<PutRequest, "ReturnValues">): PlannedWrite => {
  const { enforce } = readCondition(q);
  const prepare = () => table.prepare(toAttributes(q.Item));
  const ready = () => {
    const prepared = prepare();
    const before = table.rows.find(prepared.row.key);
    enforce(before);
    return { before: before?.item, carryOut: () => table.store(prepared) };
  };
  return { key: () => prepare().row.key, ready };
};

export const planRemove = (table: Table, q: Omit<DeleteRequest, "ReturnValues">): PlannedWrite => {
  const { enforce } = readCondition(q);
  const key = () => keyOfRequest(table.schema, checkItem(toAttributes(q.Key)).item);
  const ready = () => {
    const before = table.rows.find(key());
    enforce(before);
    const carryOut = () => {
      if (before !== undefined) table.remove(before);
    };
    return { before: before?.item, carryOut };
  };
  return { key, ready };
};

/** A look at an item that writes nothing; only transactions have it. */
export const planCheck = (table: Table, q: ConditionCheck): PlannedWrite => {
  const { enforce } = readCondition(q);
  const key = () => keyOfRequest(table.schema, checkItem(toAttributes(q.Key)).item);
  const ready = () => {
    const before = table.rows.find(key());
    enforce(before);
    return { before: before?.item, carryOut: () => {} };
  };
  return { key, ready };
};

interface PlannedUpdate extends PlannedWrite {
  readonly touched: readonly string[];
  ready(): ReadyWrite & { readonly next: Attributes };
}

export const planUpdate = (table: Table, q: Omit<UpdateRequest, "ReturnValues">): PlannedUpdate => {
  const changes = q.UpdateExpression === undefined ? undefined : compileUpdate(q.UpdateExpression, "UpdateExpression");
  const { scope, enforce } = readCondition(q, changes === undefined ? [] : [changes]);
  changes?.check(scope);
  const keyNames = partsOf(table.schema).map(({ name }) => name);
  const touched = changes === undefined ? [] : touchedBy(changes, scope, keyNames);
  const named = () => checkItem(toAttributes(q.Key)).item;
  const key = () => keyOfRequest(table.schema, named());
  const ready = () => {
    const before = table.rows.find(key());
    enforce(before);
    const next = { ...named(), ...before?.item };
    if (changes !== undefined) applyUpdate(changes, { ...scope, item: before?.item ?? {} }, next);
    const prepared = table.prepare(next);
    return { before: before?.item, next, carryOut: () => table.store(prepared) };
  };
  return { key, touched, ready };
};

export const put = (table: Table, q: PutRequest): Output => {
  const returns = oneOf("ReturnValues", q.ReturnValues, ["NONE", "ALL_OLD"]);
  const { before, carryOut } = planPut(table, q).ready();
  carryOut();
  return returns === "ALL_OLD" ? attributesOf(before) : {};
};

export const remove = (table: Table, q: DeleteRequest): Output => {
  const returns = oneOf("ReturnValues", q.ReturnValues, ["NONE", "ALL_OLD"]);
  const { before, carryOut } = planRemove(table, q).ready();
  carryOut();
  return returns === "ALL_OLD" ? attributesOf(before) : {};
};

const updateReturns = ["NONE", "ALL_OLD", "UPDATED_OLD", "ALL_NEW", "UPDATED_NEW"] as const;

export const update = (table: Table, q: UpdateRequest): Output => {
  const returns = oneOf("ReturnValues", q.ReturnValues, updateReturns);
  const { touched, ready } = planUpdate(table, q);
  const { before, next, carryOut } = ready();
  carryOut();
  return returned(returns, { before, next, touched });
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
