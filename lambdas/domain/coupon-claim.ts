import { type CouponOwner, claimIdOf } from "./coupon-code.ts";
import type { CustomerEvent } from "./event.ts";

/** A message that carries a claimed code, by its latest attempt. */
export interface Carrier {
  readonly messageKey: string;
  readonly attempt: number;
}

/** A code of a pool that was given to one journey of one customer. Instants are epoch milliseconds. */
export interface CouponClaim extends CouponOwner {
  readonly couponId: string;
  readonly code: string;
  /** The code's number in its pool when it was given. */
  readonly number: number;
  /** When it was given; its validity counts from here. */
  readonly at: number;
  readonly expiresAt?: number;
  /** The messages that carry it or are about to; once the last one turns out to have told nobody, the code is free again. */
  readonly carriers: readonly Carrier[];
}

/** With this message among those that carry it; the same list when it is already. */
export const carriedBy = (carriers: readonly Carrier[], carrier: Carrier): readonly Carrier[] => {
  const known = carriers.find(({ messageKey }) => messageKey === carrier.messageKey);
  if (known === undefined) return [...carriers, carrier];
  if (known.attempt >= carrier.attempt) return carriers;
  return carriers.map((one) => (one === known ? carrier : one));
};

/** Without this message; a later attempt of it stays, because it may have carried the code further. */
export const notCarriedBy = (carriers: readonly Carrier[], { messageKey, attempt }: Carrier): readonly Carrier[] =>
  carriers.filter((one) => one.messageKey !== messageKey || one.attempt > attempt);

/** Tells the customer's profile of a code that went out. The id and the instant are the claim's, so saying it twice is harmless. */
export const issuedEvent = (claim: CouponClaim): CustomerEvent => {
  const { customerId, couponId, code, campaignId, at, expiresAt } = claim;
  return {
    customerId,
    eventId: `coupon-${claimIdOf(couponId, claim)}`,
    occurredAt: at,
    receivedAt: at,
    kind: "coupon-issued",
    couponId,
    code,
    campaignId,
    ...(expiresAt !== undefined && { validUntil: expiresAt }),
  };
};
