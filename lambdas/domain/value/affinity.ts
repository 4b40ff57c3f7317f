// What is bought together, and what goes with what somebody bought.
//
// Of a million pairs, thousands look like affinity by chance. A pair is shown only when that many customers (not orders: one who always
// orders the same says it once) had both in an order as chance would bring in one shop of twenty for any pair at all: the chance of a
// count that high, were nothing to go with anything, times the number of pairs compared, is at most 5 %. What chance would bring takes
// the sizes of the baskets into account.
import { countPairs, livesAsBaskets, ordersAsBaskets, type PairCounts } from "./baskets.ts";
import { poissonBeyond } from "./poisson.ts";
import type { SampledCustomer } from "./sampled-customer.ts";
import { type Estimate, normal95, type Sampled, sampledOf } from "./sampling.ts";

export const pairsShown = 100;
/** Fewer customers who had both are an anecdote, however improbable. */
export const pairCustomersMin = 5;
/** For any pair at all; for any companion of one product. */
const falseAlarms = 0.05;

export interface ProductPair {
  readonly products: readonly [string, string];
  /** Orders with both, and different customers who placed them. */
  readonly orders: number;
  readonly customers: number;
  /** Of all orders with products, those with both. */
  readonly support: number;
  /** Of the orders with the first product, those with the second as well; and the other way round. */
  readonly confidence: readonly [number, number];
  /** How many times as often they are together as orders of that size would bring by chance. */
  readonly lift: Estimate;
}

/** What else was bought by those who bought a product. */
export interface Companion {
  readonly productId: string;
  /** Customers who bought both, at any time. */
  readonly customers: number;
  /** Likeness of the two products' buyers (cosine, drawn to 0 where they are few); 0 to 1. */
  readonly likeness: number;
}

export interface Affinity {
  readonly sampled: Sampled;
  readonly productsCompared: number;
  readonly pairsCompared: number;
  /** The highest lift that is certain first. */
  readonly pairs: readonly ProductPair[];
  /** By product id; the likest first. Products that nothing goes with are absent. */
  readonly companions: Readonly<Record<string, readonly Companion[]>>;
}

export const affinityOf = (customers: readonly SampledCustomer[]): Affinity => {
  const orders = countPairs(ordersAsBaskets(customers));
  return {
    sampled: sampledOf(customers),
    productsCompared: orders.products.length,
    pairsCompared: pairsIn(orders),
    pairs: pairsOf(orders),
    companions: companionsOf(countPairs(livesAsBaskets(customers))),
  };
};

const pairsIn = ({ products }: PairCounts): number => (products.length * Math.max(0, products.length - 1)) / 2;

const pairsOf = (counts: PairCounts): readonly ProductPair[] => {
  const size = counts.products.length;
  const most = falseAlarms / Math.max(1, pairsIn(counts));
  const found: ProductPair[] = [];
  for (let a = 0; a < size; a += 1)
    for (let b = a + 1; b < size; b += 1) if (isBeyondChance(counts, a, b, most)) found.push(pairAt(counts, a, b));
  return found.sort(surestFirst).slice(0, pairsShown);
};

const surestFirst = (a: ProductPair, b: ProductPair): number =>
  b.lift.low - a.lift.low || (a.products.join("\n") < b.products.join("\n") ? -1 : 1);

const expectedTogether = ({ holding, chance }: PairCounts, a: number, b: number): number =>
  chance * (holding[a] ?? 0) * (holding[b] ?? 0);

const isBeyondChance = (counts: PairCounts, a: number, b: number, most: number): boolean => {
  const customers = counts.customers[a * counts.products.length + b] ?? 0;
  if (customers < pairCustomersMin) return false;
  const expected = expectedTogether(counts, a, b);
  return customers > expected && poissonBeyond(customers, expected) <= most;
};

const pairAt = (counts: PairCounts, first: number, second: number): ProductPair => {
  const { products, baskets, holding, together, customers } = counts;
  const [a, b] = [first, second].sort((x, y) => ((products[x] ?? "") < (products[y] ?? "") ? -1 : 1)) as [
    number,
    number,
  ];
  const cell = a * products.length + b;
  const orders = together[cell] ?? 0;
  const lift = orders / expectedTogether(counts, a, b);
  // Customers are what is independent: their number tells how far the count is chance.
  const factor = Math.exp(normal95 / Math.sqrt(customers[cell] ?? 1));
  return {
    products: [products[a] ?? "", products[b] ?? ""],
    orders,
    customers: customers[cell] ?? 0,
    support: orders / baskets,
    confidence: [orders / (holding[a] ?? 1), orders / (holding[b] ?? 1)],
    lift: { value: lift, low: lift / factor, high: lift * factor },
  };
};

/** Companions kept of a product: more than a message shows, since some are sold out or were bought already. */
export const companionsKept = 8;
/** So many buyers more, of whom none bought both: likeness of rare goods is not believed at once. */
const doubt = 10;

const companionsOf = (counts: PairCounts): Affinity["companions"] => {
  const { products } = counts;
  const most = falseAlarms / Math.max(1, products.length - 1);
  const all: Record<string, readonly Companion[]> = {};
  for (const [a, productId] of products.entries()) {
    const companions = products
      .flatMap((_, b) => (a !== b && isBeyondChance(counts, a, b, most) ? [companionAt(counts, a, b)] : []))
      .sort((x, y) => y.likeness - x.likeness || (x.productId < y.productId ? -1 : 1))
      .slice(0, companionsKept);
    if (companions.length > 0) all[productId] = companions;
  }
  return all;
};

const companionAt = ({ products, holding, customers }: PairCounts, a: number, b: number): Companion => {
  const both = customers[a * products.length + b] ?? 0;
  return {
    productId: products[b] ?? "",
    customers: both,
    likeness: both / (Math.sqrt((holding[a] ?? 0) * (holding[b] ?? 0)) + doubt),
  };
};
