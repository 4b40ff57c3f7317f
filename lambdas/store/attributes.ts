import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import type { AttributeValue } from "aws-lambda";
import { RekindleError } from "../shared/errors.ts";

/** An item as a stream record carries it. */
export type StreamImage = Readonly<Record<string, AttributeValue>>;

/** An item as the document client gives and takes it. */
export type Item = Readonly<Record<string, unknown>>;

type Marshalled = Parameters<typeof unmarshall>[0];

/** Lambda's attribute values are those of the SDK, typed once more. */
export const itemOfImage = (image: StreamImage): Item => unmarshall(image as unknown as Marshalled);

/** What stood in the way of a conditional write; undefined when the failure was another one. */
export const conditionFailure = (error: unknown): { readonly existing: Item | undefined } | undefined =>
  error instanceof ConditionalCheckFailedException
    ? { existing: error.Item === undefined ? undefined : unmarshall(error.Item) }
    : undefined;

/** Runs a conditional write: true when it was done, false when its condition did not hold. */
export const conditionHeld = async (write: Promise<unknown>): Promise<boolean> => {
  try {
    await write;
    return true;
  } catch (error) {
    if (conditionFailure(error) !== undefined) return false;
    throw error;
  }
};

/** Checks after reading what the writer promised: the attributes without which the item means nothing. */
export const expectItem = <Known extends object>(
  item: Item,
  what: string,
  expected: Readonly<Record<string, "string" | "number" | "object">>,
): Known => {
  const wrong = Object.entries(expected).filter(([name, type]) => typeof item[name] !== type);
  if (wrong.length > 0)
    throw new RekindleError("item-invalid", `A stored ${what} lacks ${wrong.map(([name]) => name).join(", ")}.`, {
      data: { what, attributes: wrong.map(([name]) => name) },
    });
  return item as Known;
};

/** Leaves out what is undefined or empty: an absent attribute costs nothing. */
export const compact = <Value extends object>(value: Value): Value =>
  Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined && !isEmpty(part))) as Value;

const isEmpty = (part: unknown): boolean => typeof part === "object" && part !== null && Object.keys(part).length === 0;
