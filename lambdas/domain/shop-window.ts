// What everything that the shop sends brings together: customers against those whom the shop's own hold-out keeps out of all
// campaigns. Why a customer counts once for each drawing: decision 100.
import type { Addition, Counts } from "./funnel-counts.ts";
import { changedCounts, openedCounts } from "./goal-counts.ts";
import { cancelledWithinDays, cents, type GoalWindow, isWithinDays, type OrderChange, ordered } from "./goal-window.ts";
import { hashOf, numberOf } from "./hash.ts";
import { isInHoldOut } from "./hold-out.ts";
import { dayMs } from "./limits.ts";
import type { Profile } from "./profile.ts";
import type { Rules } from "./rules.ts";
import type { Settings } from "./settings.ts";

/** How long a customer is watched after any campaign first wanted to write to them. */
export const shopWindowDays = 60;

/** Under which drawing a customer has been counted, once. `window` is absent when nothing can happen in it any more. */
export interface ShopWindow {
  readonly drawing: string;
  /** Its goal is an order, and it knows no messages. */
  readonly window?: GoalWindow;
}

const drawings = 36 ** 4;

/**
 * A short name for share and name of the draw: with either of them the groups change, and with the length of the windows what
 * is compared. It is stored with every customer. Undefined while nobody is held out.
 */
export const drawingOf = ({ percent, salt }: Settings["holdOut"]): string | undefined =>
  percent > 0
    ? (numberOf(hashOf("drawing", salt, String(percent), String(shopWindowDays))) % drawings).toString(36)
    : undefined;

/** Where the windows of a drawing are counted. No campaign has such an id: there is no slash in one. */
export const shopWindowCounters = (drawing: string): string => `shop/${drawing}`;

/** Before anything happened in it. Money in whole cents, instants in epoch milliseconds. */
export const freshWindow = (q: Pick<GoalWindow, "at" | "heldOut" | "spentCents">): GoalWindow => ({
  ...{ at: q.at, days: shopWindowDays, heldOut: q.heldOut, spentCents: q.spentCents },
  ...{ touches: [], orders: 0, revenueCents: 0, converted: false },
});

interface Asked {
  readonly profile: Profile;
  readonly now: number;
  readonly rules: Rules;
}

type Began = Required<ShopWindow>;

/**
 * The window that begins when a campaign's hold-out is asked for; undefined when the customer has had theirs under this drawing.
 * A campaign's own hold-out changes nothing: whom it alone keeps out, the shop may write to.
 */
export const openedShopWindow = (before: ShopWindow | undefined, asked: Asked): Began | undefined => {
  const { profile, now, rules } = asked;
  const { drawing } = rules;
  if (drawing === undefined || before?.drawing === drawing) return undefined;
  const heldOut = isInHoldOut(profile.customerId, rules.settings.holdOut);
  return { drawing, window: freshWindow({ at: now, heldOut, spentCents: cents(profile.orders.revenue) }) };
};

const counted = ({ drawing, window }: Began, counts: Counts, rules: Rules): Addition => ({
  ...{ campaignId: shopWindowCounters(drawing), day: rules.dayOf(window.at) },
  counts,
});

/** A window that began, for the counters. */
export const shopWindowOpened = (began: Began, rules: Rules): Addition =>
  counted(began, openedCounts(began.window), rules);

/** An order, or one that is cancelled: with the last one the goal is gone too. Undefined where it changes nothing. */
export const orderedInShopWindow = (
  { drawing, window }: ShopWindow,
  change: OrderChange,
  rules: Rules,
): { readonly shopWindow: ShopWindow; readonly counted: Addition } | undefined => {
  if (window === undefined || !isWithinDays(change.at, window.at, window.days)) return undefined;
  const changed = ordered(window, change, window.orders + change.orders > 0);
  if (changed === window) return undefined;
  const shopWindow = { drawing, window: changed };
  return { shopWindow, counted: counted(shopWindow, changedCounts(window, changed), rules) };
};

/** That the customer was counted is kept; what they did is not, once no order of the window can be cancelled any more. */
export const keptShopWindow = (shopWindow: ShopWindow | undefined, now: number): ShopWindow | undefined => {
  const { drawing, window } = shopWindow ?? {};
  if (drawing === undefined || window === undefined) return shopWindow;
  return now > window.at + (window.days + cancelledWithinDays) * dayMs ? { drawing } : shopWindow;
};
