import { UpdateCommand } from "@aws-sdk/lib-dynamodb";
import type { Trip } from "../domain/breaker.ts";
import { required } from "../shared/environment.ts";
import type { Runtime } from "../shared/runtime.ts";
import { conditionHeld } from "./attributes.ts";
import { snapshotKey } from "./keys.ts";

/** Who did it and when, epoch milliseconds. */
interface Doing {
  readonly by: string;
  readonly now: number;
}

export interface BreakerStore {
  /** False when it was open already, or nothing was published yet. */
  open(q: Trip & Doing): Promise<boolean>;
  /** False when it was closed already. */
  close(q: Doing): Promise<boolean>;
}

/**
 * The breaker is part of what is published, so that whoever reads the rules reads it with them; it is changed in place, because
 * who opens it need not be able to publish. The new revision makes a publication that read the one before read again:
 *
 *     person   reads revision 4 ── edits ──────────────── writes 5 if it is 4: refused, reads 5 with its open breaker
 *     send               opens the breaker, revision 5
 */
export const createBreakerStore = (runtime: Runtime): BreakerStore => {
  const table = required(runtime.environment, "CAMPAIGNS_TABLE");
  const change = (set: string, condition: string, values: object) =>
    conditionHeld(
      runtime.dynamo.send(
        new UpdateCommand({
          TableName: table,
          Key: snapshotKey,
          UpdateExpression: `SET ${set}, revision = revision + :one`,
          ConditionExpression: condition,
          ExpressionAttributeValues: { ...values, ":one": 1 },
        }),
      ),
    );
  const isPublished = "attribute_exists(id)";
  const isClosed = "(attribute_not_exists(breaker) OR attribute_exists(breaker.closedAt))";
  const isOpen = "attribute_exists(breaker) AND attribute_not_exists(breaker.closedAt)";
  return {
    open: ({ cause, detail, by, now }) =>
      change("breaker = :breaker", `${isPublished} AND ${isClosed}`, {
        ":breaker": { cause, detail, openedAt: now, openedBy: by },
      }),
    close: ({ by, now }) =>
      change("breaker.closedAt = :now, breaker.closedBy = :by", isOpen, { ":now": now, ":by": by }),
  };
};
