import { gapBelief, nextPurchase, type ProductGapModel } from "./product-gap.ts";
import type { SampledCustomer } from "./sampled-customer.ts";

/** How soon a product is bought again. */
export interface ProductGapReport {
  readonly productId: string;
  readonly name?: string;
  readonly category?: string;
  /** Of the sample. */
  readonly buyers: number;
  /** Times that somebody of the sample bought it again. */
  readonly gaps: number;
  /** Half of them buy one piece of it again sooner, one in ten before the early day, one in ten after the late one. */
  readonly gapDays: number;
  readonly earlyDays: number;
  readonly lateDays: number;
  /** What that mostly rests on. */
  readonly from: "product" | "category" | "shop";
}

/** More than fit on a page. */
const productsShown = 100;

interface Bought {
  readonly productId: string;
  name?: string;
  category?: string;
  readonly buyers: Set<string>;
}

/** The products with most buyers in the sample, and how soon one piece of each is bought again. */
export const productReport = (buyers: readonly SampledCustomer[], gaps: ProductGapModel): readonly ProductGapReport[] =>
  [...boughtBy(buyers).values()]
    .sort((a, b) => b.buyers.size - a.buyers.size || (a.productId < b.productId ? -1 : 1))
    .slice(0, productsShown)
    .map((bought) => reported(bought, gaps));

const boughtBy = (customers: readonly SampledCustomer[]): ReadonlyMap<string, Bought> => {
  const products = new Map<string, Bought>();
  for (const { profile, orders } of customers)
    for (const { productId, name, category } of orders.flatMap(({ lines }) => lines)) {
      const known: Bought = products.get(productId) ?? { productId, buyers: new Set() };
      products.set(productId, known);
      known.buyers.add(profile.customerId);
      if (name !== undefined) known.name = name;
      if (category !== undefined) known.category = category;
    }
  return products;
};

const reported = ({ buyers, ...product }: Bought, gaps: ProductGapModel): ProductGapReport => {
  const belief = gapBelief(gaps, { ...product, quantity: 1 }, []);
  const { early, median, late } = nextPurchase(belief, 0);
  const { from } = belief;
  return {
    ...product,
    buyers: buyers.size,
    gaps: gaps.products.get(product.productId)?.count ?? 0,
    gapDays: median,
    earlyDays: early,
    lateDays: late,
    from: from === "customer" ? "product" : from,
  };
};
