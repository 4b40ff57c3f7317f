// The gaps between purchases of one product, as a sample shows them: what product-gap.ts is learned from.
import { expectedGapMs, gapsOf, usualPrior } from "../cadence.ts";
import { dayMs } from "../limits.ts";
import type { ShopFigures } from "../rules.ts";
import { ordersUntil } from "./orders-until.ts";
import type { ProductGap } from "./product-gap.ts";
import type { SampledCustomer } from "./sampled-customer.ts";

interface Purchases {
  readonly productId: string;
  category?: string;
  /** By day: the pieces, and the instant of the first order. */
  readonly days: Map<number, { quantity: number; readonly at: number }>;
}

/** `dayOf` tells the shop's local day of an instant: purchases of one day are one purchase. */
export const gapsOfSample = (
  customers: readonly SampledCustomer[],
  dayOf: (at: number) => number,
): readonly ProductGap[] => {
  const shop = shopFiguresOf(customers);
  return customers.flatMap((customer) => gapsOfCustomer(customer, shop, dayOf));
};

export const shopFiguresOf = (customers: readonly SampledCustomer[]): ShopFigures =>
  customers.reduce(
    (sum, { profile }) => {
      const { gapCount, gapMsTotal } = gapsOf(profile.orders);
      return { gapCount: sum.gapCount + gapCount, gapMsTotal: sum.gapMsTotal + gapMsTotal };
    },
    { gapCount: 0, gapMsTotal: 0 },
  );

const gapsOfCustomer = (
  customer: SampledCustomer,
  shop: ShopFigures,
  dayOf: (at: number) => number,
): readonly ProductGap[] => {
  const { customerId } = customer.profile;
  // As somebody who asked on that day would have reckoned it: see next-purchase.ts.
  const cadenceDaysAt = (at: number): number => expectedGapMs(ordersUntil(customer, at), shop, usualPrior) / dayMs;
  return [...purchasesOf(customer, dayOf).values()].flatMap(({ productId, category, days }) => {
    const sorted = [...days].sort(([a], [b]) => a - b);
    return sorted.slice(1).flatMap(([day], index) => {
      const [begin, bought] = sorted[index] ?? [];
      if (begin === undefined || bought === undefined) return [];
      const { quantity, at } = bought;
      const gap = { customerId, productId, gapDays: day - begin, quantity, cadenceDays: cadenceDaysAt(at) };
      return [category === undefined ? gap : { ...gap, category }];
    });
  });
};

const purchasesOf = ({ orders }: SampledCustomer, dayOf: (at: number) => number): ReadonlyMap<string, Purchases> => {
  const products = new Map<string, Purchases>();
  for (const { at, lines } of orders) {
    const day = dayOf(at);
    for (const { productId, quantity, category } of lines) {
      const known: Purchases = products.get(productId) ?? { productId, days: new Map() };
      products.set(productId, known);
      const before = known.days.get(day);
      known.days.set(day, { quantity: (before?.quantity ?? 0) + quantity, at: before?.at ?? at });
      if (category !== undefined) known.category = category;
    }
  }
  return products;
};
