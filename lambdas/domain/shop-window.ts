// What everything that the shop sends brings together: customers against those whom the shop's own hold-out keeps out of all
// campaigns. Why a customer counts once for each drawing: decision 100.
import type { Addition } from "./funnel-counts.ts";
import { changedCounts, openedCounts } from "./goal-counts.ts";
import { cents, type GoalWindow, isWithinDays, type OrderChange, ordered } from "./goal-window.ts";
import { hashOf, numberOf } from "./hash.ts";
import { isInHoldOut } from "./hold-out.ts";
import type { Profile } from "./profile.ts";
import type { Rules } from "./rules.ts";
import type { Settings } from "./settings.ts";

/** How long a customer is watched after any campaign first wanted to write to them. */
export const shopWindowDays = 60;

/** The one goal window of a customer under one drawing of the shop's hold-out. Its goal is an order; it knows no messages. */
export interface ShopWindow extends GoalWindow {
  readonly drawing: string;
}

/** Share and name of the draw: with either of them the groups change. Undefined while nobody is held out. */
export const drawingOf = ({ percent, salt }: Settings["holdOut"]): string | undefined =>
  percent > 0 ? numberOf(hashOf("drawing", salt, String(percent))).toString(36) : undefined;

/** Where the windows of a drawing are counted. No campaign has such an id: there is no slash in one. */
export const shopWindowCounters = (drawing: string): string => `shop/${drawing}`;

interface Asked {
  readonly profile: Profile;
  readonly now: number;
  readonly rules: Rules;
}

/**
 * The window that begins when a campaign's hold-out is asked for; undefined when the customer has had theirs under this drawing.
 * A campaign's own hold-out changes nothing: whom it alone keeps out, the shop may write to.
 */
export const openedShopWindow = (before: ShopWindow | undefined, asked: Asked): ShopWindow | undefined => {
  const { profile, now, rules } = asked;
  const { drawing } = rules;
  if (drawing === undefined || before?.drawing === drawing) return undefined;
  return {
    ...{ drawing, at: now, days: shopWindowDays },
    heldOut: isInHoldOut(profile.customerId, rules.settings.holdOut),
    spentCents: cents(profile.orders.revenue),
    ...{ touches: [], orders: 0, revenueCents: 0, converted: false },
  };
};

/** A window that began, for the counters. */
export const shopWindowOpened = (window: ShopWindow, rules: Rules): Addition => ({
  campaignId: shopWindowCounters(window.drawing),
  day: rules.dayOf(window.at),
  counts: openedCounts(window),
});

/** An order, or one that is cancelled: with the last one the goal is gone too. */
export const orderedInShopWindow = (
  window: ShopWindow,
  change: OrderChange,
  rules: Rules,
): { readonly window: ShopWindow; readonly counted: Addition } | undefined => {
  if (!isWithinDays(change.at, window.at, window.days)) return undefined;
  const changed = ordered(window, change, window.orders + change.orders > 0);
  if (changed === window) return undefined;
  const counted = { ...shopWindowOpened(window, rules), counts: changedCounts(window, changed) };
  return { window: { ...changed, drawing: window.drawing }, counted };
};
