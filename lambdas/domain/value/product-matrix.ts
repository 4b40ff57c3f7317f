// What a product does for the shop, from its sales:
//
//   potential  bought by more customers lately than before, beyond what the whole shop grew and chance explain
//   profit     bought again, or by loyal customers, more than the shop's products are
//   traffic    brings new customers, or those who order once, more than the shop's products do
//   edge       sells less than half as much as the usual product, and is nothing of the above
//
// The first that applies counts. Whatever is not clearly different from the shop's products is `unclear`, and a product with too few
// buyers is `thin`: a class that rests on a handful of orders would send the wrong goods to everybody. There are no costs in an
// order, so "profit" says who buys, not what is earned.

import { type ProductSales, salesByProduct } from "./product-sales.ts";
import type { SampledCustomer } from "./sampled-customer.ts";
import { type Estimate, type Sampled, sampledOf, shareOf } from "./sampling.ts";

export const productClasses = ["traffic", "profit", "potential", "edge", "unclear", "thin"] as const;
export type ProductClass = (typeof productClasses)[number];

/** Fewer buyers in the sample say nothing of who they are. */
export const productBuyersMin = 20;
export const matrixProductsMax = 200;

export interface ClassReason {
  readonly fact: "new-buyers" | "one-time-buyers" | "bought-again" | "loyal-buyers" | "rising" | "slow" | "few-buyers";
  /** Of the product: a share from 0 to 1; of `rising` times as much as before; of `slow` and `few-buyers` customers. */
  readonly value: number;
  /** The same of the shop's products together; of `slow`, of the usual product. */
  readonly usual: number;
}

export interface ClassifiedProduct {
  readonly productId: string;
  readonly name?: string;
  readonly class: ProductClass;
  readonly reasons: readonly ClassReason[];
  /** Customers of the sample who bought it, and what they paid for it. */
  readonly buyers: number;
  readonly revenue: number;
  readonly newShare: Estimate;
  readonly againShare: Estimate;
  readonly loyalShare: Estimate;
  /** Of its orders, those at a discount; 0 to 1. */
  readonly discountedShare: number;
}

export interface ProductMatrix {
  readonly sampled: Sampled;
  readonly products: number;
  readonly classes: Readonly<Record<ProductClass, number>>;
  /** Those that brought most money, the most first. */
  readonly best: readonly ClassifiedProduct[];
}

export const productMatrix = (customers: readonly SampledCustomer[], now: number): ProductMatrix => {
  const sales = salesByProduct(customers, now);
  const shop = usualOf(sales);
  const all = sales.map((product) => classified(product, shop));
  all.sort((a, b) => b.revenue - a.revenue || (a.productId < b.productId ? -1 : 1));
  const classes = Object.fromEntries(productClasses.map((name) => [name, 0])) as Record<ProductClass, number>;
  for (const one of all) classes[one.class] += 1;
  return { sampled: sampledOf(customers), products: all.length, classes, best: all.slice(0, matrixProductsMax) };
};

/** What holds for a buyer of any product: shares over all pairs of a product and its buyer. */
interface Usual {
  readonly newShare: number;
  readonly oneTimeShare: number;
  readonly againShare: number;
  readonly loyalShare: number;
  /** Buyers lately for each buyer before; 1 where nothing was sold before. */
  readonly growth: number;
  /** Of the usual product, among those with enough of them. */
  readonly buyers: number;
}

const usualOf = (sales: readonly ProductSales[]): Usual => {
  const total = (name: "buyers" | Counted): number => sales.reduce((sum, product) => sum + product[name], 0);
  const buyers = total("buyers");
  const share = (name: Counted): number => (buyers === 0 ? 0 : total(name) / buyers);
  const enough = sales.map((one) => one.buyers).filter((count) => count >= productBuyersMin);
  enough.sort((a, b) => a - b);
  return {
    newShare: share("firstBuyers"),
    oneTimeShare: share("oneTimeBuyers"),
    againShare: share("againBuyers"),
    loyalShare: share("loyalBuyers"),
    growth: total("before") === 0 ? 1 : total("lately") / total("before"),
    buyers: enough[Math.floor(enough.length / 2)] ?? 0,
  };
};

type Counted = "firstBuyers" | "oneTimeBuyers" | "againBuyers" | "loyalBuyers" | "lately" | "before";

const classified = (product: ProductSales, usual: Usual): ClassifiedProduct => {
  const { productId, name, buyers, revenue, orders, discounted } = product;
  return {
    productId,
    ...(name !== undefined && { name }),
    ...classOf(product, usual),
    buyers,
    revenue,
    newShare: shareOf(product.firstBuyers, buyers),
    againShare: shareOf(product.againBuyers, buyers),
    loyalShare: shareOf(product.loyalBuyers, buyers),
    discountedShare: orders === 0 ? 0 : discounted / orders,
  };
};

const classOf = (product: ProductSales, usual: Usual): Pick<ClassifiedProduct, "class" | "reasons"> => {
  const { buyers } = product;
  if (buyers < productBuyersMin)
    return { class: "thin", reasons: [{ fact: "few-buyers", value: buyers, usual: productBuyersMin }] };
  const found = {
    potential: risingReasons(product, usual),
    profit: aboveReasons(product, [
      ["bought-again", product.againBuyers, usual.againShare],
      ["loyal-buyers", product.loyalBuyers, usual.loyalShare],
    ]),
    traffic: aboveReasons(product, [
      ["new-buyers", product.firstBuyers, usual.newShare],
      ["one-time-buyers", product.oneTimeBuyers, usual.oneTimeShare],
    ]),
  };
  for (const name of ["potential", "profit", "traffic"] as const)
    if (found[name].length > 0) return { class: name, reasons: found[name] };
  return buyers * 2 < usual.buyers
    ? { class: "edge", reasons: [{ fact: "slow", value: buyers, usual: usual.buyers }] }
    : { class: "unclear", reasons: [] };
};

/** Beyond what one product in two hundred does by chance: a shop has hundreds of them. */
const clearly = 2.576;

const aboveReasons = (
  { buyers }: ProductSales,
  facts: readonly (readonly [ClassReason["fact"], number, number])[],
): readonly ClassReason[] =>
  facts
    .filter(([, count, usual]) => count - buyers * usual > clearly * Math.sqrt(buyers * usual * (1 - usual)) + 0.5)
    .map(([fact, count, usual]) => ({ fact, value: count / buyers, usual }));

/** Two counts of customers, each scattered as counts are. */
const risingReasons = ({ lately, before }: ProductSales, { growth }: Usual): readonly ClassReason[] => {
  const isRising = lately - growth * before > clearly * Math.sqrt(lately + growth ** 2 * before) + 0.5;
  return isRising ? [{ fact: "rising", value: lately / Math.max(1, before), usual: growth }] : [];
};
