import { gapBelief, type ProductGapModel } from "./product-gap.ts";
import type { SampledCustomer } from "./sampled-customer.ts";
import type { ShopReport } from "./shop-report.ts";

type Product = ShopReport["products"][number];

/** More than fit on a page. */
const productsShown = 100;

interface Bought {
  readonly productId: string;
  name?: string;
  category?: string;
  readonly buyers: Set<string>;
}

/** The products with most buyers in the sample, and how soon one piece of each is bought again. */
export const productReport = (buyers: readonly SampledCustomer[], gaps: ProductGapModel): readonly Product[] =>
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

const reported = ({ buyers, ...product }: Bought, gaps: ProductGapModel): Product => {
  const { mean, from } = gapBelief(gaps, { ...product, quantity: 1 }, []);
  return {
    ...product,
    buyers: buyers.size,
    gaps: gaps.products.get(product.productId)?.count ?? 0,
    gapDays: Math.exp(mean),
    from: from === "customer" ? "product" : from,
  };
};
