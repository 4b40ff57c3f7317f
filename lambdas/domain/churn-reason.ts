import type { ChurnReason } from "./event.ts";
import type { Profile } from "./profile.ts";

/** The name of the attribute that holds a guess, so that nobody takes one for what the customer said. */
export const inferredReasonName = "churnReasonInferred";

/** At least so many orders, and so large a share of them with a discount: the price decides. */
const ordersForPrice = 2;
const discountedForPrice = 0.5;
/** Of the few categories that a profile remembers. */
const categoriesForVariety = 4;

/**
 * Why a customer may have stayed away, for want of their own word: a complaint weighs more than a price, a price more than
 * curiosity, and most people who had no reason simply forgot. It follows from the profile alone, so only an event changes
 * it. Undefined where the customer told a reason, and for who never bought: they did not leave.
 */
export const inferredReason = (profile: Profile): Exclude<ChurnReason, "other"> | undefined => {
  const { orders, cases = [], closedCases = [], categories = [], attributes } = profile;
  if (orders.count === 0 || attributes?.churnReason !== undefined) return undefined;
  if (cases.length + closedCases.length > 0) return "dissatisfied";
  const discountedShare = (orders.discounted ?? 0) / orders.count;
  if (orders.count >= ordersForPrice && discountedShare >= discountedForPrice) return "price";
  return categories.length >= categoriesForVariety ? "variety" : "forgot";
};
