import type { Rules } from "../../domain/rules.ts";
import type { Logger } from "../../shared/logger.ts";
import type { Metrics } from "../../shared/metrics.ts";
import type { CouponStore } from "../../store/coupon-store.ts";

export interface PoolWatch {
  readonly coupons: Pick<CouponStore, "stock" | "settleDraws">;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly rules: Rules;
}

/**
 * Says how many pools have fewer codes left than their shop wants to have, and finishes what senders that broke off have
 * left in them. A read for each pool; trouble with one of them delays nobody's messages.
 */
export const watchPools = async ({ coupons, logger, metrics, rules }: PoolWatch): Promise<void> => {
  const pools = [...rules.coupons.values()].flatMap((coupon) => (coupon.kind === "pool" ? [coupon] : []));
  if (pools.length === 0) return;
  let low = 0;
  for (const { id: couponId, lowAt } of pools) {
    try {
      await coupons.settleDraws(couponId);
      const { left } = await coupons.stock(couponId);
      if (left > lowAt) continue;
      low += 1;
      logger.warn("A pool of coupon codes runs low", { couponId, left, lowAt });
    } catch (error) {
      logger.error("A pool of coupon codes could not be looked at", { error, couponId });
    }
  }
  metrics.add("CouponPoolsLow", low);
};
