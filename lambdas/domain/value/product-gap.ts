// When somebody needs a product again.
//
// What is predicted is the gap from a purchase of a product to the next one by the same customer. Gaps are compared as logarithms:
// twice as long and half as long are equally far off. Few people buy one product often, so the customer's own gaps are drawn toward
// the product's, those toward the kind's, and those toward the shop's, each as far as its numbers are few and scattered.
//
// Somebody who orders often needs everything sooner, because a product is bought when an order is placed: the customer's own cadence of
// ordering counts as far as it turned out to matter.
//
// Two packs last twice as long as one, in a shop that sells what is used up; elsewhere a larger purchase says little. How much a
// quantity lengthens the gap is learned from those who bought different quantities of the same product, and believed to be
// "in proportion" until they show otherwise.
import {
  doubtOf,
  type LogFigures,
  meanOf,
  noFigures,
  type Spread,
  shrunkMean,
  weightOf,
  withValue,
} from "./gap-levels.ts";
import { normalBeyond, normalQuantileBeyond } from "./special-functions.ts";

/** Somebody bought a product, and bought it again `gapDays` later. */
export interface ProductGap {
  readonly customerId: string;
  readonly productId: string;
  readonly category?: string;
  /** At least 1: purchases of one day are one purchase. */
  readonly gapDays: number;
  /** Pieces bought at the beginning of the gap. */
  readonly quantity: number;
  /** How far apart the customer's orders were to be expected then, in days; see `expectedGapMs`. Absent when nobody looked. */
  readonly cadenceDays?: number;
}

export interface ProductGapModel {
  readonly shop: LogFigures;
  readonly categories: ReadonlyMap<string, LogFigures>;
  readonly products: ReadonlyMap<string, LogFigures>;
  readonly categoryOf: ReadonlyMap<string, string>;
  /** The mean logarithm of the quantities of each product. */
  readonly usualQuantity: ReadonlyMap<string, LogFigures>;
  /** Of kinds in the shop, of products in a kind, of customers with a product. */
  readonly spreads: { readonly categories: Spread; readonly products: Spread; readonly customers: Spread };
  /** 1: twice as much lasts twice as long; 0: just as long. */
  readonly perQuantity: number;
  /** The logarithms of the customers' cadences. */
  readonly cadences: LogFigures;
  /** 1: who orders half as often buys every product half as often; 0: just as often. */
  readonly perCadence: number;
}

/** What a shop is like before it has shown anything: a gap of six weeks, within a factor of three in two cases of three. */
const usualGapDays = 42;
export const usualSpread: Spread = { within: 0.8, between: 0.4 };
const usualShopWeight = 5;

export const logGap = ({ gapDays }: { readonly gapDays: number }): number => Math.log(Math.max(1, gapDays));
export const logPieces = (quantity: number): number => Math.log(Math.max(1, quantity));
export const logCadence = ({ cadenceDays = 1 }: { readonly cadenceDays?: number }): number =>
  Math.log(Math.max(1, cadenceDays));

export type Effects = Pick<ProductGapModel, "usualQuantity" | "perQuantity" | "cadences" | "perCadence">;

/** By how much a gap is longer than usual, as a logarithm, for what is known at its beginning. */
export const lengthening = (
  { usualQuantity, perQuantity, cadences, perCadence }: Effects,
  latest: LatestPurchase,
): number => {
  const { productId, quantity, cadenceDays } = latest;
  const usual = usualQuantity.get(productId);
  const more = usual === undefined ? 0 : logPieces(quantity) - meanOf(usual);
  const slower = cadenceDays === undefined || cadences.count === 0 ? 0 : logCadence({ cadenceDays }) - meanOf(cadences);
  return perQuantity * more + perCadence * slower;
};

/** One purchase of the product by the customer after another, oldest first. */
export type OwnGaps = readonly Pick<ProductGap, "gapDays" | "quantity" | "cadenceDays">[];

/** What is believed of the next gap: its logarithm is normal. Days. */
export interface GapBelief {
  readonly mean: number;
  readonly variance: number;
  /** Where most of the belief comes from. */
  readonly from: "customer" | "product" | "category" | "shop";
}

export interface LatestPurchase {
  readonly productId: string;
  /** Of a product that the model does not know. */
  readonly category?: string;
  readonly quantity: number;
  /** See `ProductGap`. */
  readonly cadenceDays?: number;
}

/** The gap that begins with this purchase. */
export const gapBelief = (model: ProductGapModel, latest: LatestPurchase, own: OwnGaps): GapBelief =>
  beliefFrom(
    model,
    latest,
    own.reduce((figures, gap) => withValue(figures, comparable(model, latest, gap)), noFigures),
  );

/** The same, of gaps of which no more is known than how many there were and how long they were on average. */
export const meanGapBelief = (
  model: ProductGapModel,
  latest: LatestPurchase,
  { count, meanDays }: { readonly count: number; readonly meanDays: number },
): GapBelief => {
  if (count === 0) return beliefFrom(model, latest, noFigures);
  // Nobody knows any more how many pieces began those gaps: as many as usual.
  const quantity = Math.exp(meanOf(model.usualQuantity.get(latest.productId) ?? noFigures));
  const value = comparable(model, latest, { gapDays: meanDays, quantity });
  return beliefFrom(model, latest, { count, sum: count * value, squares: count * value * value });
};

const comparable = (model: ProductGapModel, latest: LatestPurchase, gap: OwnGaps[number]): number =>
  logGap(gap) - lengthening(model, { ...latest, ...gap });

/** `customer`: what is comparable in the customer's own gaps. */
const beliefFrom = (model: ProductGapModel, latest: LatestPurchase, customer: LogFigures): GapBelief => {
  const { spreads } = model;
  const { productId } = latest;
  const category = model.categoryOf.get(productId) ?? latest.category;
  const kind = (category === undefined ? undefined : model.categories.get(category)) ?? noFigures;
  const product = model.products.get(productId) ?? noFigures;
  const ofShop = (model.shop.sum + usualShopWeight * Math.log(usualGapDays)) / (model.shop.count + usualShopWeight);
  const ofProduct = shrunkMean(product, shrunkMean(kind, ofShop, spreads.categories), spreads.products);
  return {
    mean: shrunkMean(customer, ofProduct, spreads.customers) + lengthening(model, latest),
    variance:
      spreads.customers.within +
      doubtOf(customer, spreads.customers) +
      (1 - weightOf(customer, spreads.customers)) ** 2 * doubtOf(product, spreads.products),
    from: levelOf([
      ["customer", customer, spreads.customers],
      ["product", product, spreads.products],
      ["category", kind, spreads.categories],
    ]),
  };
};

/** The nearest level that says more than its parent does. */
const levelOf = (
  levels: readonly (readonly [Exclude<GapBelief["from"], "shop">, LogFigures, Spread])[],
): GapBelief["from"] => levels.find(([, { count }, { within, between }]) => count * between > within)?.[0] ?? "shop";

export interface NextPurchase {
  /** Days after the latest purchase; one in ten comes before the early day, one in ten after the late one. */
  readonly early: number;
  readonly median: number;
  readonly late: number;
}

const tails = 0.1;

/**
 * When the next purchase is to be expected, by somebody who has not made it after so many days. A date that has passed moves: of all
 * gaps that are still possible, half are shorter than the median.
 */
export const nextPurchase = (belief: GapBelief, daysSince: number): NextPurchase => {
  const after = quantilesAfter(belief, daysSince);
  return { early: after(tails), median: after(0.5), late: after(1 - tails) };
};

/** The median alone: a third of the work, for whoever decides. */
export const medianAfter = (belief: GapBelief, daysSince: number): number =>
  daysSince > 0 ? quantilesAfter(belief, daysSince)(0.5) : Math.exp(belief.mean);

const quantilesAfter = ({ mean, variance }: GapBelief, daysSince: number): ((share: number) => number) => {
  const spread = Math.sqrt(variance);
  const left = daysSince > 0 ? normalBeyond((Math.log(daysSince) - mean) / spread) : 1;
  return (share) => Math.max(daysSince, Math.exp(mean + spread * normalQuantileBeyond(left * (1 - share))));
};
