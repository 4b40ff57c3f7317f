import { tiers } from "../../../../lambdas/domain/tier.ts";
import type { ShopReport } from "./report.ts";

type Distributions = ShopReport["distributions"]["of"];
export type DistributionId = keyof Distributions;
export type Group = Distributions[DistributionId][number];

/** In the order in which people ask. */
export const shownDistributions: readonly DistributionId[] = [
  ...(["reach", "orders", "value", "tier", "discounts"] as const),
  ...(["country", "region", "age", "gender"] as const),
];

/** Steps that have an order of their own, whatever their sizes. */
const steps: Partial<Record<DistributionId, readonly string[]>> = {
  age: ["0-17", "18-24", "25-34", "35-44", "45-54", "55-64", "65+"],
  tier: tiers,
  value: ["5", "4", "3", "2", "1", "no-order"],
  orders: ["0", "1", "2", "3-4", "5-9", "10+"],
  discounts: ["never", "seldom", "often", "nearly-always", "no-order"],
};

/** Groups in which somebody is, by their own order or the largest first; what is not known comes last. */
export const groupsInOrder = (id: DistributionId, groups: readonly Group[]): readonly Group[] => {
  const order = steps[id];
  const there = groups.filter(({ customers }) => customers > 0);
  if (order === undefined) return there;
  const place = ({ group }: Group): number => (order.includes(group) ? order.indexOf(group) : order.length);
  return there.toSorted((a, b) => place(a) - place(b));
};
