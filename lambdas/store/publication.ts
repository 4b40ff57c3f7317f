import type { Snapshot } from "../domain/rules.ts";
import { checkedSnapshot, snapshotItemOf } from "./campaign-item.ts";

/**
 * The next snapshot, and the write that publishes it if `current` still stands. The breaker stays as it is, whatever the change
 * says of it: see `breaker-store.ts`. A snapshot that is not valid is refused here, before anything is written.
 */
export const publication = (table: string, current: Snapshot | undefined, change: Omit<Snapshot, "revision">) => {
  const { breaker: _, ...changed } = change;
  const kept = current?.breaker === undefined ? {} : { breaker: current.breaker };
  const next = checkedSnapshot({ ...changed, ...kept, revision: (current?.revision ?? 0) + 1 });
  const item = { TableName: table, Item: snapshotItemOf(next) };
  const put =
    current === undefined
      ? { ...item, ConditionExpression: "attribute_not_exists(id)" }
      : {
          ...item,
          ConditionExpression: "revision = :revision",
          ExpressionAttributeValues: { ":revision": current.revision },
        };
  return { next, put };
};
