import { dayMs } from "./limits.ts";
import type { OrderFigures } from "./profile.ts";
import type { ShopFigures } from "./rules.ts";

/**
 * How far apart this customer's orders are, in milliseconds. A personal mean over few gaps is mostly chance, so it is
 * shrunk toward the shop's typical gap: the shop counts as `priorWeight` more gaps of its own length. The shop's gap is
 * itself shrunk toward `priorGapDays` until its customers have shown enough.
 */
export const expectedGapMs = (
  orders: OrderFigures,
  shop: ShopFigures,
  prior: { readonly priorGapDays: number; readonly priorWeight: number },
): number => {
  const own = gapsOf(orders);
  const shopGapMs = shopGap(shop, prior.priorGapDays * dayMs);
  const weight = own.gapCount + prior.priorWeight;
  return weight === 0 ? shopGapMs : (own.gapMsTotal + prior.priorWeight * shopGapMs) / weight;
};

/** What is assumed of a shop's gaps where no campaign says otherwise, when gaps are learned and when they are asked for alike. */
export const usualPrior = { priorGapDays: 60, priorWeight: 3 } as const;

/**
 * The customer's own gap in milliseconds, shrunk as above. Nothing before the second order: what would be said of the customer
 * would be the shop's.
 */
export const ownGapMs = (orders: OrderFigures, shop: ShopFigures): number | undefined =>
  gapsOf(orders).gapCount === 0 ? undefined : Math.max(1, Math.round(expectedGapMs(orders, shop, usualPrior)));

/** Gaps that must be seen before the shop's own mean weighs as much as the assumed one. */
const shopPriorWeight = 20;

const shopGap = ({ gapCount, gapMsTotal }: ShopFigures, assumedMs: number): number =>
  (gapMsTotal + shopPriorWeight * assumedMs) / (gapCount + shopPriorWeight);

/** The gaps between a customer's orders: their sum is last minus first, so no single gap need be remembered. */
export const gapsOf = ({ count, firstAt, lastAt }: OrderFigures): ShopFigures =>
  firstAt === undefined || lastAt === undefined || count < 2
    ? { gapCount: 0, gapMsTotal: 0 }
    : { gapCount: count - 1, gapMsTotal: lastAt - firstAt };
