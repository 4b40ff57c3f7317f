import { dayMs } from "../limits.ts";
import type { SampledCustomer, SampledOrder } from "./sampled-customer.ts";

/** What a sample of customers did with one product. */
export interface ProductSales {
  readonly productId: string;
  readonly name?: string;
  readonly buyers: number;
  /** Buyers who have a first order that is known, and had the product in it. */
  readonly firstBuyers: number;
  /** Buyers who ordered nothing else since: one order in all. */
  readonly oneTimeBuyers: number;
  /** Buyers who ordered it on two days at least. */
  readonly againBuyers: number;
  /** Buyers with so many orders that they count as loyal. */
  readonly loyalBuyers: number;
  readonly revenue: number;
  readonly pieces: number;
  /** Of lines in the last `trendDays` and in as many days before: customers who bought it in them. */
  readonly lately: number;
  readonly before: number;
  /** Of its orders, those at a discount. */
  readonly orders: number;
  readonly discounted: number;
}

export const trendDays = 90;
export const loyalOrders = 3;

type Counts = { -readonly [Name in keyof Omit<ProductSales, "productId" | "name">]: number } & { name?: string };

/** By product id, in the order of the ids. */
export const salesByProduct = (customers: readonly SampledCustomer[], now: number): readonly ProductSales[] => {
  const all = new Map<string, Counts>();
  for (const customer of customers) countCustomer(all, customer, now);
  return [...all]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([productId, counts]) => ({ productId, ...counts, revenue: Math.round(counts.revenue * 100) / 100 }));
};

const noCounts: Counts = {
  ...{ buyers: 0, firstBuyers: 0, oneTimeBuyers: 0, againBuyers: 0, loyalBuyers: 0 },
  ...{ revenue: 0, pieces: 0, lately: 0, before: 0, orders: 0, discounted: 0 },
};

const countCustomer = (all: Map<string, Counts>, customer: SampledCustomer, now: number): void => {
  const { profile, orders } = customer;
  const first = orders[0];
  const isWhole = orders.length >= profile.orders.count;
  for (const [productId, bought] of ordersByProduct(orders)) {
    const counts = all.get(productId) ?? { ...noCounts };
    all.set(productId, counts);
    const days = new Set(bought.map(({ at }) => Math.floor(at / dayMs)));
    counts.buyers += 1;
    counts.firstBuyers += isWhole && first !== undefined && bought.includes(first) ? 1 : 0;
    counts.oneTimeBuyers += profile.orders.count <= 1 ? 1 : 0;
    counts.againBuyers += days.size > 1 ? 1 : 0;
    counts.loyalBuyers += profile.orders.count >= loyalOrders ? 1 : 0;
    counts.lately += bought.some(({ at }) => isWithin(at, now, 0)) ? 1 : 0;
    counts.before += bought.some(({ at }) => isWithin(at, now, 1)) ? 1 : 0;
    counts.orders += bought.length;
    counts.discounted += bought.filter(({ discounted }) => discounted).length;
    addLines(counts, productId, bought);
  }
};

const isWithin = (at: number, now: number, periodsAgo: number): boolean =>
  at <= now - periodsAgo * trendDays * dayMs && at > now - (periodsAgo + 1) * trendDays * dayMs;

const addLines = (counts: Counts, productId: string, orders: readonly SampledOrder[]): void => {
  for (const line of orders.flatMap(({ lines }) => lines)) {
    if (line.productId !== productId) continue;
    counts.pieces += line.quantity;
    counts.revenue += line.quantity * line.unitPrice;
    // Of several names the first in the alphabet, so that the order of customers makes no difference.
    if (line.name !== undefined && (counts.name === undefined || line.name < counts.name)) counts.name = line.name;
  }
};

const ordersByProduct = (orders: readonly SampledOrder[]): ReadonlyMap<string, readonly SampledOrder[]> => {
  const all = new Map<string, SampledOrder[]>();
  for (const order of orders)
    for (const productId of new Set(order.lines.map((line) => line.productId))) {
      const known = all.get(productId);
      if (known === undefined) all.set(productId, [order]);
      else known.push(order);
    }
  return all;
};
