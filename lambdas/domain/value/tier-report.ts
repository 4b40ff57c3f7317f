import { dayMs } from "../limits.ts";
import { type Tier, tierOf, tiers } from "../tier.ts";
import type { TierBands } from "../tier-bands.ts";
import { jackknife } from "./jackknife.ts";
import { groupsOfSums } from "./sample-figures.ts";
import type { Sample, SampledCustomer } from "./sampled-customer.ts";
import { figuresAt } from "./sampled-history.ts";
import type { ShopReport } from "./shop-report.ts";

interface Bands {
  /** Epoch milliseconds. */
  readonly now: number;
  readonly bands: TierBands;
}

/** How many of all customers are in each tier, as a share. */
export const tierShares = ({ customers, of }: Sample, { now, bands }: Bands): ShopReport["tiers"] => {
  const ofTiers = customers.map(({ profile }) => tierOf(profile.orders, now, bands));
  const shares = jackknife({ sample: ofTiers, of, groups: groupsOfSums, estimate: sharesOf });
  return tiers.map((tier) => ({ tier, share: shares[tier] }));
};

const sharesOf = (ofTiers: readonly Tier[]): Readonly<Record<Tier, number>> => {
  const counts = Object.fromEntries(tiers.map((tier) => [tier, 0])) as Record<Tier, number>;
  for (const tier of ofTiers) counts[tier] += 1 / ofTiers.length;
  return counts;
};

/** How long ago customers are compared with now. */
const movementDays = 30;

/** Whoever's figures of then are not known is left out. */
export const tierMovement = (customers: readonly SampledCustomer[], { now, bands }: Bands): ShopReport["movement"] => {
  const then = now - movementDays * dayMs;
  const moves = new Map<string, { readonly from: Tier; readonly to: Tier; customers: number }>();
  for (const customer of customers) {
    const orders = figuresAt(customer, then);
    if (orders === undefined) continue;
    const from = tierOf(orders, then, bands);
    const to = tierOf(customer.profile.orders, now, bands);
    const known = moves.get(`${from} ${to}`) ?? { from, to, customers: 0 };
    known.customers += 1;
    moves.set(`${from} ${to}`, known);
  }
  const place = ({ from, to }: { readonly from: Tier; readonly to: Tier }) =>
    tiers.indexOf(from) * tiers.length + tiers.indexOf(to);
  return { days: movementDays, moves: [...moves.values()].sort((a, b) => place(a) - place(b)) };
};
