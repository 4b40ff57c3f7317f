import { ConditionalCheckFailedException, DynamoDBServiceException } from "@aws-sdk/client-dynamodb";
import { type CancellationReason, refuse, refuseTransaction } from "./refusal.ts";
import type { TransactPart, TransactWriteRequest } from "./requests.ts";
import type { Table } from "./table.ts";
import { type PlannedWrite, planCheck, planPut, planRemove, planUpdate, type ReadyWrite } from "./writes.ts";

/** The most that AWS takes in one transaction. */
const partsMax = 100;

interface Planned {
  readonly table: string;
  readonly write: PlannedWrite;
}

const plan = (find: (name: string) => Table, part: TransactPart): Planned => {
  const { ConditionCheck: check, Put: put, Update: update, Delete: remove } = part;
  const [named, ...others] = [check, put, update, remove].filter((each) => each !== undefined);
  if (named === undefined || others.length > 0)
    return refuse("TransactItems can only contain one of Check, Put, Update or Delete");
  const table = find(named.TableName);
  if (put !== undefined) return { table: table.name, write: planPut(table, put) };
  if (update !== undefined) return { table: table.name, write: planUpdate(table, update) };
  if (remove !== undefined) return { table: table.name, write: planRemove(table, remove) };
  return { table: table.name, write: planCheck(table, required(check)) };
};

const required = (check: TransactPart["ConditionCheck"]): NonNullable<TransactPart["ConditionCheck"]> =>
  check?.ConditionExpression === undefined
    ? refuse("The expression can not be empty; expression: ConditionExpression of ConditionCheck")
    : check;

/** None for a part whose key is wrong: that is a reason of its own. */
const placesOf = ({ table, write }: Planned): readonly string[] => {
  try {
    const { partition, sort } = write.key();
    return [JSON.stringify([table, partition, ...sort])];
  } catch (error) {
    reasonOf(error);
    return [];
  }
};

const checkDistinct = (planned: readonly Planned[]): void => {
  const places = planned.flatMap(placesOf);
  if (new Set(places).size < places.length)
    refuse("Transaction request cannot include multiple operations on one item");
};

const reasonOf = (error: unknown): CancellationReason => {
  if (error instanceof ConditionalCheckFailedException) {
    const { message, Item: item } = error;
    return { Code: "ConditionalCheckFailed", Message: message, ...(item !== undefined && { Item: item }) };
  }
  if (error instanceof DynamoDBServiceException) return { Code: "ValidationError", Message: error.message };
  throw error;
};

const attempted = ({ write }: Planned): ReadyWrite | { readonly reason: CancellationReason } => {
  try {
    return write.ready();
  } catch (error) {
    return { reason: reasonOf(error) };
  }
};

/** All of it or nothing: every part is looked at before the first is carried out, so that each one's obstacle is told. */
export const transactWrite = (
  find: (name: string) => Table,
  { TransactItems: parts }: TransactWriteRequest,
): object => {
  if (parts.length === 0 || parts.length > partsMax)
    return refuse(`Member must have length between 1 and ${partsMax}, got ${parts.length}`);
  const planned = parts.map((part) => plan(find, part));
  checkDistinct(planned);
  const ready = planned.map(attempted);
  const writes = ready.flatMap((each) => ("reason" in each ? [] : [each]));
  if (writes.length < ready.length)
    refuseTransaction(ready.map((each) => ("reason" in each ? each.reason : { Code: "None" })));
  for (const { carryOut } of writes) carryOut();
  return {};
};
