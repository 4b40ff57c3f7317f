import { dayMs } from "../limits.ts";
import { type Tier, tierOf, tiers } from "../tier.ts";
import type { TierBands } from "../tier-bands.ts";
import { ordersUntil } from "./orders-until.ts";
import type { SampledCustomer } from "./sampled-customer.ts";
import { type Estimate, type Sampled, sampledOf, shareOf } from "./sampling.ts";

export interface TierMovement {
  readonly sampled: Sampled;
  /** How long ago the earlier tiers were, in days. */
  readonly days: number;
  /** Of all customers, in every tier now. The shares come to 1. */
  readonly tiers: readonly { readonly tier: Tier; readonly customers: number; readonly share: Estimate }[];
  /** Who was in which tier then and now; pairs without anybody are left out. */
  readonly moves: readonly { readonly from: Tier; readonly to: Tier; readonly customers: number }[];
}

/** By the same bands then and now: what moved is the customers, not the bands. */
export const tierMovement = (
  customers: readonly SampledCustomer[],
  { now, days, bands }: { readonly now: number; readonly days: number; readonly bands: TierBands },
): TierMovement => {
  const then = now - days * dayMs;
  const moves = customers.map((customer) => ({
    from: tierOf(ordersUntil(customer, then), then, bands),
    to: tierOf(customer.profile.orders, now, bands),
  }));
  const count = (isMeant: (move: { readonly from: Tier; readonly to: Tier }) => boolean): number =>
    moves.filter(isMeant).length;
  return {
    sampled: sampledOf(customers),
    days,
    tiers: tiers.map((tier) => {
      const there = count(({ to }) => to === tier);
      return { tier, customers: there, share: shareOf(there, customers.length) };
    }),
    moves: tiers
      .flatMap((from) => tiers.map((to) => ({ from, to, customers: count((m) => m.from === from && m.to === to) })))
      .filter(({ customers: there }) => there > 0),
  };
};
