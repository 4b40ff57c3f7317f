import { TransactionConflictException } from "@aws-sdk/client-dynamodb";
import { UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { RekindleError } from "../shared/errors.ts";
import { conditionFailure, type Item } from "./attributes.ts";
import { poolKey } from "./keys.ts";
import { poolTriesMax } from "./limits.ts";
import {
  type DrawNote,
  noteName,
  numberName,
  type PoolHead,
  type PoolTable,
  poolHeadOf,
  readHead,
  sheetItems,
  transact,
} from "./pool-item.ts";

/** A plain write meets a transaction (an upload, a return) as an error; it has changed nothing then. */
const afterConflicts = async <Value>(write: () => Promise<Value>): Promise<Value> => {
  for (let tries = 1; ; tries += 1) {
    try {
      return await write();
    } catch (error) {
      if (!(error instanceof TransactionConflictException) || tries === poolTriesMax) throw error;
    }
  }
};

/**
 * Draws the next number, and notes for whom in the same write; undefined when the pool is empty. The SDK repeats a write
 * whose answer was lost: it then meets its own note, and the number is the same.
 */
export const drawNumber = async (
  { dynamo, name }: PoolTable,
  { couponId, draw, note }: { readonly couponId: string; readonly draw: string; readonly note: DrawNote },
): Promise<{ readonly number: number; readonly head: PoolHead } | undefined> => {
  const drawnBefore = (item: Item | undefined) => {
    const number = item?.[numberName(draw)];
    return item === undefined || typeof number !== "number" ? undefined : { number, head: poolHeadOf(item) };
  };
  try {
    const { Attributes: item } = await afterConflicts(() =>
      dynamo.send(
        new UpdateCommand({
          TableName: name,
          Key: poolKey(couponId),
          UpdateExpression: "SET #number = #next, #note = :note, #next = #next + :one",
          ConditionExpression: "attribute_not_exists(#number) AND #next < #end",
          ExpressionAttributeNames: {
            "#number": numberName(draw),
            "#note": noteName(draw),
            "#next": "next",
            "#end": "end",
          },
          ExpressionAttributeValues: { ":note": note, ":one": 1 },
          ReturnValues: "ALL_NEW",
          ReturnValuesOnConditionCheckFailure: "ALL_OLD",
        }),
      ),
    );
    return drawnBefore(item);
  } catch (error) {
    const failure = conditionFailure(error);
    if (failure === undefined) throw error;
    return drawnBefore(failure.existing);
  }
};

/** The claim is written: the note has served. */
export const forgetDraw = async ({ dynamo, name }: PoolTable, couponId: string, draw: string): Promise<void> => {
  await afterConflicts(() =>
    dynamo.send(new UpdateCommand({ TableName: name, Key: poolKey(couponId), ...removal(draw) })),
  );
};

const removal = (draw: string) => ({
  UpdateExpression: "REMOVE #number, #note",
  ExpressionAttributeNames: { "#number": numberName(draw), "#note": noteName(draw) },
});

/** The same as a part of a transaction, as long as the note stands. */
export const forgetting = (
  { name }: PoolTable,
  { couponId, draw, number }: { readonly couponId: string; readonly draw: string; readonly number: number },
) => ({
  TableName: name,
  Key: poolKey(couponId),
  ...removal(draw),
  ConditionExpression: "#number = :number",
  ExpressionAttributeValues: { ":number": number },
});

/** A number was drawn for a journey that had a code already: the code gets a new number, and the note goes with it. */
export const returnDraw = async (
  table: PoolTable,
  q: { readonly couponId: string; readonly draw: string; readonly number: number; readonly code: string },
): Promise<void> => {
  const { couponId, draw, number, code } = q;
  for (let tries = 1; tries <= poolTriesMax; tries += 1) {
    const head = await readHead(table, couponId);
    // Somebody else has finished this draw.
    if (head?.draws.some((one) => one.draw === draw && one.number === number) !== true) return;
    const items = sheetItems(table, { couponId, end: head.end, codes: [code], isNew: false });
    const result = await transact(table, [
      {
        Update: {
          ...items.head,
          UpdateExpression: `${items.head.UpdateExpression}, returned = :returned REMOVE #number, #note`,
          ConditionExpression: `${items.head.ConditionExpression} AND #number = :number`,
          ExpressionAttributeNames: {
            ...items.head.ExpressionAttributeNames,
            "#number": numberName(draw),
            "#note": noteName(draw),
          },
          ExpressionAttributeValues: {
            ...items.head.ExpressionAttributeValues,
            ":number": number,
            ":returned": head.returned + 1,
          },
        },
      },
      items.sheet,
    ]);
    if (result === "written") return;
  }
  throw new RekindleError("pool-contended", "A code could not be put back: its pool was written by others.", {
    data: { couponId },
  });
};
