import type { MessageCoupon } from "../../channels/coupon-variables.ts";
import type { Coupon } from "../../domain/coupon.ts";
import { type CouponClaim, issuedEvent } from "../../domain/coupon-claim.ts";
import { codeOf, expiryOf } from "../../domain/coupon-code.ts";
import { couponOfOccurrence } from "../../domain/coupon-expiry.ts";
import type { CustomerEvent } from "../../domain/event.ts";
import type { Message, MessageStatus, Reservation } from "../../domain/message.ts";
import { versionOf } from "../../domain/place.ts";
import type { Profile } from "../../domain/profile.ts";
import type { Rules } from "../../domain/rules.ts";
import type { Logger } from "../../shared/logger.ts";
import type { CouponStore } from "../../store/coupon-store.ts";
import type { PoolMark } from "../../store/pool-mark.ts";

export interface CouponTools {
  readonly logger: Logger;
  readonly coupons: Pick<CouponStore, "take" | "release" | "find" | "stock">;
  readonly pools: PoolMark;
}

interface CouponQuestion {
  readonly profile: Profile;
  readonly reservation: Reservation;
  readonly rules: Rules;
  readonly now: number;
}

export type CouponAnswer =
  /** Without a coupon, the message needs none. `claim` is a code of a pool that the profile does not know of yet. */
  | { readonly ok: true; readonly coupon?: MessageCoupon; readonly claim?: CouponClaim }
  /** It must carry a code and there is none. */
  | { readonly ok: false };

const shown = ({ value, minimumSpend }: Coupon, code: string, expiresAt: number | undefined): CouponAnswer => ({
  ok: true,
  coupon: { code, value, minimumSpend, expiresAt },
});

/** The code that a message must carry. One from a pool is claimed here, after the message was and before it is composed. */
export const couponFor = async (tools: CouponTools, q: CouponQuestion): Promise<CouponAnswer> => {
  const { reservation, rules } = q;
  if (reservation.couponId === undefined) return remindedOf(q);
  const coupon = rules.coupons.get(reservation.couponId);
  if (coupon === undefined) return { ok: false };
  return coupon.kind === "pool" ? fromPool(tools, q, coupon) : fromRules(q, coupon);
};

/** A reminder of a coupon that runs out is about a code that the customer holds; once it was used there is none. */
const remindedOf = ({ profile, reservation, rules }: CouponQuestion): CouponAnswer => {
  if (versionOf(reservation, rules)?.trigger.kind !== "coupon-expiring") return { ok: true };
  const held = couponOfOccurrence(profile, reservation.occurrence);
  const coupon = held && rules.coupons.get(held.couponId);
  return held === undefined || coupon === undefined ? { ok: false } : shown(coupon, held.code, held.expiresAt);
};

const fromRules = ({ profile, reservation }: CouponQuestion, coupon: Coupon): CouponAnswer => {
  const { campaignId, occurrence, reservedAt } = reservation;
  const code = codeOf(coupon, { customerId: profile.customerId, campaignId, occurrence });
  if (code === undefined) return { ok: false };
  const held = profile.coupons?.find((one) => one.code === code && one.campaignId === campaignId);
  return shown(coupon, code, held === undefined ? expiryOf(coupon, reservedAt) : held.expiresAt);
};

const fromPool = async (tools: CouponTools, q: CouponQuestion, coupon: Coupon): Promise<CouponAnswer> => {
  const { profile, reservation, now } = q;
  const { campaignId, occurrence, messageKey, attempt } = reservation;
  const isOfCampaign = profile.coupons?.some((one) => one.couponId === coupon.id && one.campaignId === campaignId);
  const claim = await tools.coupons.take({
    ...{ couponId: coupon.id, customerId: profile.customerId, campaignId, occurrence, now },
    carrier: { messageKey, attempt },
    expiresAt: expiryOf(coupon, now),
    mayHave: attempt > 1 || isOfCampaign === true,
  });
  if (claim === undefined) {
    await tellEmpty(tools, coupon.id);
    return { ok: false };
  }
  const isKnown = profile.coupons?.some((one) => one.code === claim.code && one.campaignId === campaignId);
  return { ...shown(coupon, claim.code, claim.expiresAt), ok: true, ...(isKnown !== true && { claim }) };
};

/**
 * Who decides hears of it with the rules. Somebody may fill the pool meanwhile:
 *
 *     send     finds it empty ─────────────── marks it empty ── reads the stock: codes are there, takes the mark off
 *     upload             puts codes in, takes the mark off (there was none)
 */
const tellEmpty = async ({ coupons, pools, logger }: CouponTools, couponId: string): Promise<void> => {
  const isNew = await pools.mark(couponId, true);
  if ((await coupons.stock(couponId)).left > 0) await pools.mark(couponId, false);
  else if (isNew) logger.error("A pool of coupon codes is empty: messages that need one wait", { couponId });
};

const poolOf = ({ couponId }: Pick<Reservation, "couponId">, rules: Rules): string | undefined =>
  couponId !== undefined && rules.coupons.get(couponId)?.kind === "pool" ? couponId : undefined;

interface Ended {
  readonly customerId: string;
  readonly reservation: Reservation;
  readonly rules: Rules;
}

/** The message told nobody its code. */
export const releaseCode = async (tools: CouponTools, { customerId, reservation, rules }: Ended): Promise<void> => {
  const couponId = poolOf(reservation, rules);
  if (couponId === undefined) return;
  const { campaignId, occurrence, messageKey, attempt } = reservation;
  const carrier = { messageKey, attempt };
  const isFree = await tools.coupons.release({ couponId, customerId, campaignId, occurrence, carrier });
  const coupon = rules.coupons.get(couponId);
  if (isFree && coupon?.kind === "pool" && coupon.empty) await tools.pools.mark(couponId, false);
};

/** Told nobody: proved by the provider, or by us before it was called. */
export const isUnsent = (status: MessageStatus): boolean =>
  status === "failed" || status === "expired" || status === "withdrawn";

/** What the profile has to hear of the code of a message whose record came again; nobody knows whether it was told. */
export const issuedAgain = async (
  tools: CouponTools,
  { customerId, reservation, rules }: Ended,
  { status }: Message,
): Promise<readonly CustomerEvent[]> => {
  const couponId = isUnsent(status) || status === "released" ? undefined : poolOf(reservation, rules);
  if (couponId === undefined) return [];
  const { campaignId, occurrence } = reservation;
  const claim = await tools.coupons.find({ couponId, customerId, campaignId, occurrence });
  return claim === undefined ? [] : [issuedEvent(claim)];
};
