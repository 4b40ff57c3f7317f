import { TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import { GetCommand, QueryCommand, TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import type { CouponClaim } from "../domain/coupon-claim.ts";
import { RekindleError } from "../shared/errors.ts";
import type { Runtime } from "../shared/runtime.ts";
import { expectItem, type Item } from "./attributes.ts";
import { poolKey, sheetKey, sheetPrefix } from "./keys.ts";
import { poolTriesMax, sheetsKept } from "./limits.ts";
import type { TransactItems } from "./write-together.ts";

/*
 * A pool is a head and sheets. Codes have numbers, in the order of upload; a sheet holds the codes from its first number on
 * and never changes. The head says which number is given next and where the numbers end, so the stock is always their
 * difference, and giving a code is one small conditional write.
 *
 * Whoever draws a number leaves a note of it in the head, in the same write, and takes the note out once the claim is
 * written. A sender that broke off in between leaves its note, and anybody may finish for it: no code is lost.
 */

/** A draw that is not settled yet: everything of the claim but the code, which its number tells. */
export type DrawNote = Omit<CouponClaim, "code" | "number">;

/** Names of attributes beside `next` and `end`: the number that was drawn, and for whom. */
export const numberName = (draw: string): string => `n#${draw}`;
export const noteName = (draw: string): string => `d#${draw}`;

export interface PoolHead {
  /** The number of the code that is given next. */
  readonly next: number;
  /** The number after the last one. */
  readonly end: number;
  /** Codes that came back and got another number. */
  readonly returned: number;
  readonly draws: readonly OpenDraw[];
}

export interface OpenDraw {
  readonly draw: string;
  readonly number: number;
  readonly note: DrawNote;
}

export const poolHeadOf = (stored: Item): PoolHead => {
  const item = expectItem<Item>(stored, "pool", { next: "number", end: "number" });
  const draws = Object.keys(item)
    .filter((name) => name.startsWith("n#"))
    .map((name) => name.slice(2))
    .map((draw) => ({ draw, number: Number(item[numberName(draw)]), note: item[noteName(draw)] as DrawNote }));
  return { next: Number(item.next), end: Number(item.end), returned: Number(item.returned ?? 0), draws };
};

export interface PoolTable {
  readonly dynamo: Runtime["dynamo"];
  readonly name: string;
}

/** Undefined when no code was ever uploaded. */
export const readHead = async ({ dynamo, name }: PoolTable, couponId: string): Promise<PoolHead | undefined> => {
  const { Item: item } = await dynamo.send(
    new GetCommand({ TableName: name, Key: poolKey(couponId), ConsistentRead: true }),
  );
  return item === undefined ? undefined : poolHeadOf(item);
};

interface Sheet {
  readonly first: number;
  readonly codes: readonly string[];
}

/** Finds the code of a number. Sheets never change, so those that were read are kept. */
export const createSheetReader = (table: PoolTable): ((couponId: string, number: number) => Promise<string>) => {
  const kept = new Map<string, Sheet[]>();
  return async (couponId, number) => {
    const sheets = kept.get(couponId) ?? [];
    const known = sheets.find((sheet) => codeIn(sheet, number) !== undefined);
    const sheet = known ?? (await readSheet(table, couponId, number));
    const code = codeIn(sheet, number);
    if (code === undefined)
      throw new RekindleError("pool-damaged", "A pool has a number without a code.", { data: { couponId, number } });
    if (known === undefined) kept.set(couponId, [...sheets.slice(1 - sheetsKept), sheet]);
    return code;
  };
};

const codeIn = ({ first, codes }: Sheet, number: number): string | undefined => codes[number - first];

/** The last sheet that begins at or before the number. */
const readSheet = async ({ dynamo, name }: PoolTable, couponId: string, number: number): Promise<Sheet> => {
  const { id, kind } = sheetKey(couponId, number);
  const { Items: items = [] } = await dynamo.send(
    new QueryCommand({
      TableName: name,
      KeyConditionExpression: "id = :id AND kind BETWEEN :from AND :to",
      ExpressionAttributeValues: { ":id": id, ":from": sheetPrefix, ":to": kind },
      ScanIndexForward: false,
      Limit: 1,
      ConsistentRead: true,
    }),
  );
  const [item] = items;
  return { first: Number(item?.first ?? number), codes: (item?.codes ?? []) as string[] };
};

/** A new sheet at the end of a pool, in one transaction with the head that counts it. */
export const sheetItems = (
  { name }: PoolTable,
  q: { readonly couponId: string; readonly end: number; readonly codes: readonly string[]; readonly isNew: boolean },
): { readonly head: NonNullable<TransactItems[number]["Update"]>; readonly sheet: TransactItems[number] } => {
  const { couponId, end, codes, isNew } = q;
  return {
    head: {
      TableName: name,
      Key: poolKey(couponId),
      UpdateExpression: "SET #end = :newEnd, #next = if_not_exists(#next, :none)",
      ConditionExpression: isNew ? "attribute_not_exists(id)" : "#end = :end",
      ExpressionAttributeNames: { "#end": "end", "#next": "next" },
      ExpressionAttributeValues: { ":newEnd": end + codes.length, ":none": 0, ...(!isNew && { ":end": end }) },
    },
    sheet: { Put: { TableName: name, Item: { ...sheetKey(couponId, end), first: end, codes } } },
  };
};

/** `refused`: the numbers of the writes whose condition did not hold. Nothing was written then. */
export type Transacted = "written" | { readonly refused: readonly number[] };

/** Writes all of it or nothing; another writer in the way is waited for by trying again. */
export const transact = async ({ dynamo }: PoolTable, items: TransactItems): Promise<Transacted> => {
  for (let tries = 1; tries <= poolTriesMax; tries += 1) {
    try {
      await dynamo.send(new TransactWriteCommand({ TransactItems: items }));
      return "written";
    } catch (error) {
      if (!(error instanceof TransactionCanceledException)) throw error;
      const codes = (error.CancellationReasons ?? []).map(({ Code: code }) => code);
      const refused = codes.flatMap((code, index) => (code === "ConditionalCheckFailed" ? [index] : []));
      if (refused.length > 0) return { refused };
      if (!codes.includes("TransactionConflict")) throw error;
    }
  }
  throw new RekindleError("pool-contended", "A pool was written by others at every try.");
};
