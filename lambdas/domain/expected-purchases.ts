import { dayMs } from "./limits.ts";
import { expectedDates, type PurchaseRules, purchaseBelief } from "./next-purchase.ts";
import type { ProductFigures, Profile } from "./profile.ts";
import { type GapBelief, nextPurchase } from "./value/product-gap.ts";

/** When a customer is expected to buy a product again. Instants are epoch milliseconds. */
export interface NextPurchaseOfProduct {
  readonly productId: string;
  readonly lastAt: number;
  /** Orders that had it. */
  readonly count: number;
  /** Absent when so many expected days passed without a purchase that none is expected any more. */
  readonly expected?: {
    readonly at: number;
    /** One in ten comes before the early instant, one in ten after the late one. */
    readonly early: number;
    readonly late: number;
  };
  /** Whose gaps tell the most. */
  readonly from: GapBelief["from"];
}

/** For each product that the profile remembers, the soonest first: the date that campaigns would speak of, and its span. */
export const expectedPurchases = (
  profile: Pick<Profile, "orders" | "products">,
  now: number,
  rules: PurchaseRules,
): readonly NextPurchaseOfProduct[] =>
  profile.products
    .map((product) => expectedOf(product, profile, now, rules))
    .toSorted((a, b) => instantOf(a) - instantOf(b) || (a.productId < b.productId ? -1 : 1));

const instantOf = ({ expected }: NextPurchaseOfProduct): number => expected?.at ?? Number.MAX_SAFE_INTEGER;

const expectedOf = (
  product: ProductFigures,
  profile: Pick<Profile, "orders">,
  now: number,
  rules: PurchaseRules,
): NextPurchaseOfProduct => {
  const { productId, lastAt, count } = product;
  const belief = purchaseBelief(product, profile, rules);
  const about = { productId, lastAt, count, from: belief.from };
  const instant = (days: number): number => Math.round(lastAt + days * dayMs);
  let passed = 0;
  for (const { day, remindUntil } of expectedDates(belief, 0)) {
    if (now <= instant(remindUntil)) {
      const { early, late } = nextPurchase(belief, passed);
      return { ...about, expected: { at: instant(day), early: instant(early), late: instant(late) } };
    }
    passed = remindUntil;
  }
  return about;
};
