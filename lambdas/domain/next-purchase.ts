// When a customer needs a product again, and when to speak of it.
//
// The day is expected once the product was bought: half of all gaps that may come are shorter. When it has passed, by as much as it
// was to be announced ahead, and nobody bought, it is expected anew, from the gaps that are then still possible. So the date moves,
// and each date has a window in which there is something to remind of:
//
//   bought ······ [lead | day | lead] ······· [lead | next day | lead] ····
//
// The days follow from the purchase alone, never from the instant at which somebody asks: so it can be planned.
import { expectedGapMs, usualPrior } from "./cadence.ts";
import { hashOf, numberOf } from "./hash.ts";
import { dayMs } from "./limits.ts";
import type { Entry, ProductFigures, Profile } from "./profile.ts";
import type { Rules } from "./rules.ts";
import type { Trigger } from "./trigger-schema.ts";
import { learnProductGaps } from "./value/learn-product-gaps.ts";
import { type GapBelief, meanGapBelief, medianAfter, type ProductGapModel } from "./value/product-gap.ts";

type PurchaseTrigger = Extract<Trigger, { kind: "before-next-purchase" }>;

/** What is believed before the shop's customers have shown anything. */
const unlearned: ProductGapModel = learnProductGaps([]);

interface Known {
  readonly model: ProductGapModel;
  readonly cadenceDays: number;
  readonly belief: GapBelief;
}

/** Goes with the profile's product: one decision asks several times. */
const memory = new WeakMap<ProductFigures, Known>();

/** What is believed of the gap that began when the customer bought the product last. */
export const purchaseBelief = (
  product: ProductFigures,
  { orders }: Pick<Profile, "orders">,
  rules: PurchaseRules,
): GapBelief => {
  const model = rules.learned.gaps ?? unlearned;
  const cadenceDays = expectedGapMs(orders, rules.figures, usualPrior) / dayMs;
  const known = memory.get(product);
  if (known?.model === model && known.cadenceDays === cadenceDays) return known.belief;
  const belief = believed(product, model, cadenceDays);
  memory.set(product, { model, cadenceDays, belief });
  return belief;
};

const believed = (product: ProductFigures, model: ProductGapModel, cadenceDays: number): GapBelief => {
  const { productId, count, firstAt, lastAt, pieces = 1, category } = product;
  const latest = { productId, quantity: pieces, cadenceDays, ...(category !== undefined && { category }) };
  const gaps = firstAt === undefined ? 0 : count - 1;
  const meanDays = firstAt === undefined || gaps === 0 ? 0 : (lastAt - firstAt) / gaps / dayMs;
  return meanGapBelief(model, latest, { count: gaps, meanDays });
};

export type PurchaseRules = Pick<Rules, "learned" | "figures">;

/** After so many dates at which nobody bought, some thirty in thirty-one gaps would have ended: nothing is expected any more. */
const datesMax = 5;

/** In days after the purchase. */
export interface ExpectedDate {
  readonly day: number;
  /** Whole days, so that the time of day of the purchase is kept. */
  readonly remindFrom: number;
  readonly remindUntil: number;
}

/** The dates at which the next purchase is expected, one after the other as they pass. */
export function* expectedDates(belief: GapBelief, leadDays: number): Generator<ExpectedDate> {
  let [day, after] = [medianAfter(belief, 0), 0];
  for (let date = 0; date < datesMax; date += 1) {
    // A rhythm shorter than twice the lead would remind right after the purchase; a later date begins when the one before is over.
    const ahead = date === 0 ? Math.max(day - leadDays, day / 2) : day - leadDays;
    const remindFrom = Math.max(1, Math.round(ahead), Math.ceil(after));
    after = Math.max(day + leadDays, remindFrom + 1);
    yield { day, remindFrom, remindUntil: after };
    day = medianAfter(belief, after);
  }
}

/** When a product is expected to be bought next, and where most of that belief comes from. */
export interface ExpectedPurchase {
  readonly productId: string;
  /** Epoch milliseconds. */
  readonly expectedAt: number;
  readonly from: GapBelief["from"];
}

/** Of the product that a campaign speaks of next: the date that is expected now. */
export const expectedPurchase = (q: PurchaseQuestion): ExpectedPurchase | undefined => {
  const next = nextPurchaseReminder(q);
  if (next === undefined) return undefined;
  const { productId, lastAt } = next.product;
  const belief = purchaseBelief(next.product, q.profile, q.rules);
  for (const { day, remindFrom } of expectedDates(belief, q.trigger.leadDays))
    if (lastAt + remindFrom * dayMs === next.at)
      return { productId, expectedAt: Math.round(lastAt + day * dayMs), from: belief.from };
  return undefined;
};

/** Names the occurrence: one per product and purchase. A product's own name may be long, and occurrences travel in tags. */
export const purchaseOccurrence = ({ productId, lastAt }: Pick<ProductFigures, "productId" | "lastAt">): string =>
  `purchase-${numberOf(hashOf(productId, String(lastAt))).toString(36)}`;

export interface PurchaseReminder {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly product: ProductFigures;
}

export interface PurchaseQuestion {
  readonly trigger: PurchaseTrigger;
  readonly profile: Pick<Profile, "orders" | "products">;
  /** The customer's latest entry into the campaign. */
  readonly entry: Pick<Entry, "at" | "occurrence"> | undefined;
  /** Epoch milliseconds: windows that ended before are missed. */
  readonly from: number;
  readonly rules: PurchaseRules;
}

/**
 * The next product to speak of. One reminder stands for all products whose time had come when it was decided: so nobody is
 * reminded of one purchase twice, although only the latest entry is remembered.
 */
export const nextPurchaseReminder = (q: PurchaseQuestion): PurchaseReminder | undefined => {
  let next: PurchaseReminder | undefined;
  for (const product of q.profile.products) {
    const at = isMeant(product, q) ? remindAt(product, q) : undefined;
    if (at === undefined || (next !== undefined && !isSooner({ at, product }, next))) continue;
    next = { at, product };
  }
  return next;
};

const isSooner = (a: PurchaseReminder, b: PurchaseReminder): boolean =>
  a.at < b.at || (a.at === b.at && a.product.productId < b.product.productId);

const isMeant = ({ productId, category, count }: ProductFigures, { trigger, rules }: PurchaseQuestion): boolean => {
  const { products, categories, minPurchases } = trigger;
  if (count < minPurchases) return false;
  if (products === undefined && categories === undefined) return true;
  const kind = category ?? rules.learned.gaps?.categoryOf.get(productId);
  return (products?.includes(productId) ?? false) || (kind !== undefined && (categories?.includes(kind) ?? false));
};

const remindAt = (product: ProductFigures, q: PurchaseQuestion): number | undefined => {
  const { trigger, profile, entry, from, rules } = q;
  const { lastAt } = product;
  let isFirst = true;
  for (const { remindFrom, remindUntil } of expectedDates(purchaseBelief(product, profile, rules), trigger.leadDays)) {
    const at = lastAt + remindFrom * dayMs;
    if (isFirst && isOver(product, at, entry)) return undefined;
    isFirst = false;
    if (from <= lastAt + Math.floor(remindUntil * dayMs)) return at;
  }
  return undefined;
};

const isOver = (product: ProductFigures, at: number, entry: PurchaseQuestion["entry"]): boolean =>
  entry !== undefined && (at <= entry.at || entry.occurrence === purchaseOccurrence(product));

/** The product that an occurrence is about, as long as it was not bought again. */
export const productOfOccurrence = (
  { products }: Pick<Profile, "products">,
  occurrence: string,
): ProductFigures | undefined => products.find((product) => purchaseOccurrence(product) === occurrence);
