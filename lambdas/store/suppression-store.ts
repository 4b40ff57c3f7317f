import { BatchGetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import type { SuppressionCause } from "../domain/event.ts";
import { required } from "../shared/environment.ts";
import type { Runtime } from "../shared/runtime.ts";
import { conditionHeld, expectItem, type Item } from "./attributes.ts";
import { erasureKey, suppressionKey } from "./keys.ts";
import { batchGetMax } from "./limits.ts";
import { sendInChunks } from "./unprocessed.ts";

/**
 * The suppression list that outlives the people on it: keyed hashes of addresses that must not be written to, whoever
 * brings them back. An address of a customer who is still there is suppressed in the profile instead.
 */
export interface ListedSuppression {
  readonly hash: string;
  readonly cause: SuppressionCause;
  /** Epoch milliseconds. */
  readonly at: number;
}

export interface Listed {
  readonly suppressions: ReadonlyMap<string, ListedSuppression>;
  /** When the customers were erased, epoch milliseconds. */
  readonly erasedAt: ReadonlyMap<string, number>;
}

export interface SuppressionStore {
  /** An address that is listed already keeps its first cause and time. */
  add(suppression: ListedSuppression): Promise<void>;
  /**
   * What is listed of these hashes of addresses and of customers' ids, in one reading. It is consistent: an address may come
   * back the moment after it was erased.
   */
  find(q: { readonly addresses: readonly string[]; readonly customers: readonly string[] }): Promise<Listed>;
}

export const createSuppressionStore = (runtime: Pick<Runtime, "dynamo" | "environment">): SuppressionStore => {
  const { dynamo } = runtime;
  const table = required(runtime.environment, "CAMPAIGNS_TABLE");
  return {
    add: async ({ hash, cause, at }) => {
      const item = { ...suppressionKey(hash), hash, cause, at };
      const isNew = "attribute_not_exists(id)";
      await conditionHeld(dynamo.send(new PutCommand({ TableName: table, Item: item, ConditionExpression: isNew })));
    },
    find: async ({ addresses, customers }) => {
      const suppressions = new Map<string, ListedSuppression>();
      const erasedAt = new Map<string, number>();
      await sendInChunks<Item>({
        requests: [...new Set(addresses)]
          .map((hash): Item => suppressionKey(hash))
          .concat([...new Set(customers)].map((hash) => erasureKey(hash))),
        chunkMax: batchGetMax,
        send: async (keys) => {
          const answer = await dynamo.send(
            new BatchGetCommand({ RequestItems: { [table]: { Keys: [...keys], ConsistentRead: true } } }),
          );
          for (const item of answer.Responses?.[table] ?? []) {
            if (item.kind === "erasure") erasedAt.set(String(item.hash), Number(item.finishedAt ?? item.startedAt));
            else suppressions.set(String(item.hash), suppressionOfItem(item));
          }
          return answer.UnprocessedKeys?.[table]?.Keys ?? [];
        },
      });
      return { suppressions, erasedAt };
    },
  };
};

const suppressionOfItem = (stored: Item): ListedSuppression => {
  const { hash, cause, at } = expectItem<ListedSuppression>(stored, "suppression", {
    hash: "string",
    cause: "string",
    at: "number",
  });
  return { hash, cause, at };
};
