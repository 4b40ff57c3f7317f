/**
 * Why a campaign that was due sent nothing at a look. The codes are fixed: they are counted, shown and translated.
 * A `final` reason ends the step; every other one keeps the customer due until the step's send-by deadline.
 */
export const skipReasons = {
  "no-consent": { final: true },
  suppressed: { final: true },
  "no-address": { final: true },
  /** Push is paused for this customer, and no other channel of the step is allowed. */
  "push-paused": { final: true },
  "quiet-hours": { final: false },
  "closed-day": { final: false },
  capped: { final: false },
  outranked: { final: false },
  paced: { final: false },
  "breaker-open": { final: false },
  "no-coupon": { final: false },
  "case-open": { final: false },
  /** So many journeys of the campaign lay ahead already that a further one did not begin. */
  crowded: { final: true },
  expired: { final: true },
} as const;
export type SkipReason = keyof typeof skipReasons;

/** Why a reserved message was taken back at the moment of submission. */
export const withdrawalReasons = [
  "no-consent",
  "suppressed",
  "no-address",
  "goal-reached",
  "campaign-paused",
  "account-paused",
  "customer-unknown",
] as const;
export type WithdrawalReason = (typeof withdrawalReasons)[number];
