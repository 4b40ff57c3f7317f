import { UpdateCommand } from "@aws-sdk/lib-dynamodb";
import type { Trip } from "../domain/breaker.ts";
import { required } from "../shared/environment.ts";
import type { Runtime } from "../shared/runtime.ts";
import { conditionHeld, type Item } from "./attributes.ts";
import { snapshotKey } from "./keys.ts";

/** Who did it and when, epoch milliseconds. */
export interface Doing {
  readonly by: string;
  readonly now: number;
}

export interface BreakerStore {
  /** False when it was open already, or nothing was published yet. */
  open(q: Trip & Doing): Promise<boolean>;
  /** For the engine itself; a person's closing also leaves an audit entry, see `close-breaker.ts`. False when it was closed already. */
  close(q: Doing): Promise<boolean>;
}

/** A change of the breaker: a write of the snapshot with its condition. */
const change = (table: string, set: string, condition: string, values: Item) => ({
  TableName: table,
  Key: snapshotKey,
  UpdateExpression: `SET ${set}, revision = revision + :one`,
  ConditionExpression: condition,
  ExpressionAttributeValues: { ...values, ":one": 1 },
});

export const closing = (table: string, { by, now }: Doing) =>
  change(
    table,
    "breaker.closedAt = :now, breaker.closedBy = :by",
    "attribute_exists(breaker) AND attribute_not_exists(breaker.closedAt)",
    { ":now": now, ":by": by },
  );

const opening = (table: string, { cause, detail, by, now }: Trip & Doing) => {
  const isPublished = "attribute_exists(id)";
  const isClosed = "(attribute_not_exists(breaker) OR attribute_exists(breaker.closedAt))";
  return change(table, "breaker = :breaker", `${isPublished} AND ${isClosed}`, {
    ":breaker": { cause, detail, openedAt: now, openedBy: by },
  });
};

/**
 * The breaker is part of what is published, so that whoever reads the rules reads it with them; it is changed in place, because
 * who opens it need not be able to publish. The new revision makes a publication that read the one before read again:
 *
 *     person   reads revision 4 ── edits ──────────────── writes 5 if it is 4: refused, reads 5 with its open breaker
 *     send               opens the breaker, revision 5
 */
export const createBreakerStore = (runtime: Runtime): BreakerStore => {
  const table = required(runtime.environment, "CAMPAIGNS_TABLE");
  const changed = (update: ReturnType<typeof change>) => conditionHeld(runtime.dynamo.send(new UpdateCommand(update)));
  return {
    open: (q) => changed(opening(table, q)),
    close: (q) => changed(closing(table, q)),
  };
};
