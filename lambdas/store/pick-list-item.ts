import { GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import type { ProductPick } from "../domain/picks.ts";
import { required } from "../shared/environment.ts";
import { RekindleError } from "../shared/errors.ts";
import type { Runtime } from "../shared/runtime.ts";
import { conditionHeld } from "./attributes.ts";
import { pickListTriesMax } from "./limits.ts";

/** What a list of products for messages holds. */
export interface PickListItem {
  readonly picks: readonly ProductPick[];
  /** Of a product's own list: the products in whose lists it is shown. */
  readonly shownIn?: readonly string[];
  /** And how those lists show it, by `shownOf`; absent when it may not be shown. */
  readonly shown?: string;
}

export interface ListKey {
  readonly id: string;
  readonly kind: string;
}

type Stored = PickListItem & {
  /** Counts the writes of the list; a write is conditional on it. */
  readonly revision: number;
};

/** Reads, changes and writes a list until nobody came in between; what `next` leaves undefined stays. True when it was written. */
export type ChangeList = (
  key: ListKey,
  next: (known: PickListItem | undefined) => PickListItem | undefined,
) => Promise<boolean>;

export interface PickListItems {
  read(key: ListKey): Promise<PickListItem | undefined>;
  readonly change: ChangeList;
}

export const createPickListItems = ({ dynamo, environment }: Runtime): PickListItems => {
  const TableName = required(environment, "CAMPAIGNS_TABLE");

  const read = async (Key: ListKey): Promise<Stored | undefined> => {
    const { Item: item } = await dynamo.send(new GetCommand({ TableName, Key, ConsistentRead: true }));
    return item === undefined ? undefined : (item as unknown as Stored);
  };

  const write = (key: ListKey, { picks, shownIn, shown }: PickListItem, revision: number): Promise<boolean> =>
    conditionHeld(
      dynamo.send(
        new PutCommand({
          TableName,
          Item: {
            ...{ ...key, picks, revision: revision + 1 },
            ...(shownIn !== undefined && { shownIn }),
            ...(shown !== undefined && { shown }),
          },
          ConditionExpression: "attribute_not_exists(id) OR revision = :revision",
          ExpressionAttributeValues: { ":revision": revision },
        }),
      ),
    );

  return {
    read,
    change: async (key, next) => {
      for (let tries = 1; tries <= pickListTriesMax; tries += 1) {
        const known = await read(key);
        const item = next(known);
        if (item === undefined) return false;
        if (await write(key, item, known?.revision ?? 0)) return true;
      }
      throw new RekindleError("picks-contended", "A list of products could not be written: others wrote it.");
    },
  };
};

export const saysTheSame = (known: readonly ProductPick[] | undefined, picks: readonly ProductPick[]): boolean =>
  known !== undefined && known.length === picks.length && known.every((one, at) => isEqual(one, picks[at]));

const isEqual = (one: ProductPick, other: ProductPick | undefined): boolean =>
  other !== undefined &&
  (["productId", "name", "url", "price", "image"] as const).every((name) => one[name] === other[name]);
