// Counts of pairs of products. What is compared is bounded: the products that most customers bought, and of a large basket no more
// than a person could oversee, so that one trader's order of everything does not outweigh the shop.
import type { SampledCustomer } from "./sampled-customer.ts";

/** Products compared with each other: a million pairs, four megabytes per count. */
export const productsCompared = 1_000;
/** Products of one basket; of a larger one those that most customers bought. */
export const basketMax = 60;
/** A product that fewer customers bought is compared with none. */
export const productCustomersMin = 5;

export interface PairCounts {
  readonly products: readonly string[];
  readonly baskets: number;
  /** By place in `products`: baskets that hold it. */
  readonly holding: Float64Array;
  /** By `place · products.length + other place`: baskets that hold both. */
  readonly together: Uint32Array;
  /** As `together`, but customers: each counts once, however often they had both. */
  readonly customers: Uint32Array;
  /**
   * How often two products would be together if nothing went with anything and baskets were as large as they are:
   * `chance · holding[a] · holding[b]`. Who buys much has many pairs; that is no affinity.
   */
  readonly chance: number;
}

/** Of each customer, baskets of product ids. */
export const countPairs = (sample: readonly (readonly (readonly string[])[])[]): PairCounts => {
  const products = comparedProducts(sample);
  const size = products.length;
  const placeOf = new Map(products.map((productId, place) => [productId, place]));
  const counts = {
    holding: new Float64Array(size),
    together: new Uint32Array(size * size),
    customers: new Uint32Array(size * size),
  };
  const seenBy = new Uint32Array(size * size);
  let baskets = 0;
  let pairs = 0;
  for (const [customer, ownBaskets] of sample.entries())
    for (const basket of ownBaskets) {
      const places = placesIn(basket, placeOf);
      baskets += 1;
      pairs += places.length * (places.length - 1);
      addBasket({ ...counts, seenBy }, places, customer + 1);
    }
  return { products, baskets, ...counts, chance: chanceOf(counts.holding, pairs) };
};

/** The places ascend by popularity, so the first are the ones to keep. */
const placesIn = (basket: readonly string[], placeOf: ReadonlyMap<string, number>): readonly number[] =>
  [...new Set(basket)]
    .flatMap((productId) => placeOf.get(productId) ?? [])
    .sort((a, b) => a - b)
    .slice(0, basketMax);

interface Sums {
  readonly holding: Float64Array;
  readonly together: Uint32Array;
  readonly customers: Uint32Array;
  /** The customer, counted from 1, who was counted last. */
  readonly seenBy: Uint32Array;
}

const addBasket = ({ holding, together, customers, seenBy }: Sums, places: readonly number[], customer: number) => {
  const size = holding.length;
  for (const a of places) {
    holding[a] = (holding[a] ?? 0) + 1;
    for (const b of places) {
      if (a === b) continue;
      const cell = a * size + b;
      together[cell] = (together[cell] ?? 0) + 1;
      if (seenBy[cell] === customer) continue;
      seenBy[cell] = customer;
      customers[cell] = (customers[cell] ?? 0) + 1;
    }
  }
};

/** So that the pairs to be expected come to the pairs there are. */
const chanceOf = (holding: Float64Array, pairs: number): number => {
  const sum = holding.reduce((total, count) => total + count, 0);
  const squares = holding.reduce((total, count) => total + count * count, 0);
  return sum * sum > squares ? pairs / (sum * sum - squares) : 0;
};

/** By how many customers bought them, the most first; ties by id. */
const comparedProducts = (sample: readonly (readonly (readonly string[])[])[]): readonly string[] => {
  const buyers = new Map<string, number>();
  for (const baskets of sample)
    for (const productId of new Set(baskets.flat())) buyers.set(productId, (buyers.get(productId) ?? 0) + 1);
  return [...buyers]
    .filter(([, count]) => count >= productCustomersMin)
    .sort(([a, countA], [b, countB]) => countB - countA || (a < b ? -1 : 1))
    .slice(0, productsCompared)
    .map(([productId]) => productId);
};

/** Of each customer, what each order held. */
export const ordersAsBaskets = (customers: readonly SampledCustomer[]): readonly (readonly (readonly string[])[])[] =>
  customers.map(({ orders }) => orders.map(({ lines }) => lines.map(({ productId }) => productId)));

/** Of each customer one basket: all they ever bought, as far as it was read. */
export const livesAsBaskets = (customers: readonly SampledCustomer[]): readonly (readonly (readonly string[])[])[] =>
  customers.map(({ orders }) => [orders.flatMap(({ lines }) => lines.map(({ productId }) => productId))]);
