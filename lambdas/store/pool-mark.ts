import { GetCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import type { Coupon } from "../domain/coupon.ts";
import { required } from "../shared/environment.ts";
import { RekindleError } from "../shared/errors.ts";
import type { Runtime } from "../shared/runtime.ts";
import { conditionHeld } from "./attributes.ts";
import { snapshotKey } from "./keys.ts";
import { publishTriesMax } from "./limits.ts";

export interface PoolMark {
  /** Says in the published rules whether a pool is empty. False when they say so already, or know no such pool. */
  mark(couponId: string, isEmpty: boolean): Promise<boolean>;
}

/**
 * The mark is part of what is published, so that a decision knows of an empty pool without asking it. It is changed in
 * place, as the breaker is, because a sender need not be able to publish; the new revision makes whoever publishes at the
 * same time read again.
 */
export const createPoolMark = (runtime: Pick<Runtime, "dynamo" | "environment">): PoolMark => {
  const { dynamo } = runtime;
  const name = required(runtime.environment, "CAMPAIGNS_TABLE");
  const tryMark = async (couponId: string, isEmpty: boolean): Promise<boolean | "again"> => {
    const { Item: item } = await dynamo.send(
      new GetCommand({ TableName: name, Key: snapshotKey, ConsistentRead: true }),
    );
    const coupons: readonly Coupon[] = item?.coupons === undefined ? [] : JSON.parse(String(item.coupons));
    const isOther = (coupon: Coupon): boolean =>
      coupon.id === couponId && coupon.kind === "pool" && coupon.empty !== isEmpty;
    if (item === undefined || !coupons.some(isOther)) return false;
    const marked = coupons.map((coupon) => (isOther(coupon) ? { ...coupon, empty: isEmpty } : coupon));
    const held = await conditionHeld(
      dynamo.send(
        new UpdateCommand({
          TableName: name,
          Key: snapshotKey,
          UpdateExpression: "SET coupons = :coupons, revision = revision + :one",
          ConditionExpression: "revision = :revision",
          ExpressionAttributeValues: { ":coupons": JSON.stringify(marked), ":one": 1, ":revision": item.revision },
        }),
      ),
    );
    return held ? true : "again";
  };
  return {
    mark: async (couponId, isEmpty) => {
      for (let tries = 1; tries <= publishTriesMax; tries += 1) {
        const result = await tryMark(couponId, isEmpty);
        if (result !== "again") return result;
      }
      throw new RekindleError("campaigns-contended", `Marking a pool lost the race ${publishTriesMax} times.`);
    },
  };
};
