import { TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import { TransactWriteCommand, type TransactWriteCommandInput } from "@aws-sdk/lib-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import type { Runtime } from "../shared/runtime.ts";
import type { Item } from "./attributes.ts";
import { togetherTriesMax } from "./limits.ts";

export type TransactItems = NonNullable<TransactWriteCommandInput["TransactItems"]>;

/** `refused`: the condition of the first write did not hold; with what stood there, when it was asked for. */
export type Together = "written" | { readonly refused: Item | undefined };

/**
 * Writes all of it or nothing. Only the first write has a condition. Undefined when others wrote the same items at every try.
 */
export const writeTogether = async (dynamo: Runtime["dynamo"], items: TransactItems): Promise<Together | undefined> => {
  for (let tries = 1; tries <= togetherTriesMax; tries += 1) {
    const result = await tryTogether(dynamo, items);
    if (result !== "in-the-way") return result;
  }
  return undefined;
};

/** `refused`: the places of the writes whose own conditions did not hold. */
export type Guarded = "written" | { readonly refused: readonly number[] };

/** As `writeTogether`, when several of the writes have conditions. */
export const writeGuarded = async (dynamo: Runtime["dynamo"], items: TransactItems): Promise<Guarded | undefined> => {
  for (let tries = 1; tries <= togetherTriesMax; tries += 1) {
    const result = await tryGuarded(dynamo, items);
    if (result !== "in-the-way") return result;
  }
  return undefined;
};

const tryGuarded = async (dynamo: Runtime["dynamo"], items: TransactItems): Promise<Guarded | "in-the-way"> => {
  try {
    await dynamo.send(new TransactWriteCommand({ TransactItems: items }));
    return "written";
  } catch (error) {
    if (!(error instanceof TransactionCanceledException)) throw error;
    const codes = (error.CancellationReasons ?? []).map(({ Code }) => Code);
    const refused = codes.flatMap((code, place) => (code === "ConditionalCheckFailed" ? [place] : []));
    if (refused.length > 0) return { refused };
    if (codes.includes("TransactionConflict")) return "in-the-way";
    throw error;
  }
};

const tryTogether = async (dynamo: Runtime["dynamo"], items: TransactItems): Promise<Together | "in-the-way"> => {
  try {
    await dynamo.send(new TransactWriteCommand({ TransactItems: items }));
    return "written";
  } catch (error) {
    if (!(error instanceof TransactionCanceledException)) throw error;
    const reasons = error.CancellationReasons ?? [];
    const [first] = reasons;
    if (first?.Code === "ConditionalCheckFailed")
      return { refused: first.Item === undefined ? undefined : unmarshall(first.Item) };
    if (reasons.some((reason) => reason.Code === "TransactionConflict")) return "in-the-way";
    throw error;
  }
};
