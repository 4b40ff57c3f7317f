import { isOpen } from "../domain/breaker.ts";
import { required } from "../shared/environment.ts";
import { RekindleError } from "../shared/errors.ts";
import type { Runtime } from "../shared/runtime.ts";
import { auditItemOf } from "./audit-item.ts";
import { closing, type Doing } from "./breaker-store.ts";
import { createCampaignStore } from "./campaign-store.ts";
import { writeTogether } from "./write-together.ts";

export type Closing = "closed" | "closed-already" | "nothing-published";

/**
 * A person closes the breaker: the snapshot and the audit entry, which keeps what had opened it, in one transaction. It
 * closes the opening that was read and no later one, of which the person knows nothing yet.
 */
export const closeBreaker = async (runtime: Runtime, { by, now }: Doing): Promise<Closing> => {
  const table = required(runtime.environment, "CAMPAIGNS_TABLE");
  const snapshot = await createCampaignStore(runtime).snapshot({ consistent: true });
  if (snapshot === undefined) return "nothing-published";
  const { breaker } = snapshot;
  if (!isOpen(breaker)) return "closed-already";
  const { cause, detail, openedAt, openedBy } = breaker;
  const entry = { at: now, by, action: "close-breaker", subject: "breaker" };
  const update = closing(table, { by, now });
  const isThisOne = "breaker.openedAt = :openedAt";
  const result = await writeTogether(runtime.dynamo, [
    {
      Update: {
        ...update,
        ConditionExpression: `${update.ConditionExpression} AND ${isThisOne}`,
        ExpressionAttributeValues: { ...update.ExpressionAttributeValues, ":openedAt": openedAt },
      },
    },
    { Put: { TableName: table, Item: auditItemOf({ ...entry, details: { cause, detail, openedAt, openedBy } }) } },
  ]);
  if (result === undefined)
    throw new RekindleError("campaigns-contended", "The breaker was written by others at every try to close it.");
  return result === "written" ? "closed" : "closed-already";
};
