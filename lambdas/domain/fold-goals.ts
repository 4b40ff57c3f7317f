// What an event adds to the counters of campaigns: orders and goals after messages, clicks, and customers who leave. The
// profile is the witness: an event that was folded before is never asked again, so each counts once.
import type { Campaign } from "./campaign.ts";
import type { CustomerEvent } from "./event.ts";
import { isMatch } from "./event-match.ts";
import type { Addition, Counts } from "./funnel-counts.ts";
import { changedCounts } from "./goal-counts.ts";
import {
  cents,
  type Entries,
  type GoalWindow,
  goalDaysOf,
  isTouchOf,
  isWithinDays,
  type OrderChange,
  ordered,
  type Touch,
  touched,
  untouched,
  withWindow,
} from "./goal-window.ts";
import type { Profile } from "./profile.ts";
import { profileWith } from "./profile-with.ts";
import type { Rules } from "./rules.ts";
import { orderedInShopWindow } from "./shop-window.ts";

/** What belongs to no campaign is counted for the shop. */
export const shopCounters = "shop";

export interface Goals {
  readonly profile: Profile;
  readonly counted: readonly Addition[];
}

interface Fold {
  readonly before: Profile;
  readonly after: Profile;
  readonly event: CustomerEvent;
  readonly rules: Rules;
}

export const foldGoals = (q: Fold): Goals => {
  const { event, after } = q;
  switch (event.kind) {
    case "order-placed":
      return isRepeat(q.before, event.orderId) ? none(after) : placed(q, event.amount);
    case "order-cancelled":
      return cancelled(q, event.orderId, event.amount);
    case "message-released":
    case "message-dropped":
      return unsent(q, event.reservation);
    case "message-proved":
      return proved(q, event.reservation);
    case "consent-withdrawn":
      return left(q, event.channel, event.topic);
    case "message-clicked":
      return reached(q, told(q, event.message, "clicked"));
    case "message-opened":
      return reached(q, event.message.channel === "push" ? told(q, event.message, "opened") : []);
    default:
      return reached(q, []);
  }
};

const none = (profile: Profile, counted: readonly Addition[] = []): Goals => ({ profile, counted });

const isRepeat = ({ orders }: Profile, orderId: string): boolean =>
  orders.recent.some((order) => order.orderId === orderId);

const told = (
  { event, rules }: Fold,
  { campaignId, channel }: { readonly campaignId: string; readonly channel: string },
  name: "clicked" | "opened",
): readonly Addition[] => [{ campaignId, day: rules.dayOf(event.occurredAt), counts: { [`${channel}:${name}`]: 1 } }];

type Windows = readonly (readonly [campaignId: string, window: GoalWindow])[];

const windowsOf = (entries: Entries): Windows => {
  const windows: (readonly [string, GoalWindow])[] = [];
  for (const campaignId of Object.keys(entries)) {
    const window = entries[campaignId]?.window;
    if (window !== undefined) windows.push([campaignId, window]);
  }
  return windows;
};

/** The goal of a campaign as it stands now, or an order where it has none. */
const isGoal = ({ event, after, rules }: Fold, campaignId: string): boolean => {
  const goal = campaignOf(rules, campaignId)?.goal;
  if (goal === undefined) return event.kind === "order-placed";
  return isMatch(event, goal.on, after.entries[campaignId]?.occurrence);
};

/** A goal that is no order. */
const reached = (q: Fold, counted: readonly Addition[]): Goals => {
  const { event, after, rules } = q;
  let { entries } = after;
  const reachedNow: Addition[] = [];
  for (const [campaignId, window] of windowsOf(entries)) {
    if (window.converted || !isWithinDays(event.occurredAt, window.at, window.days) || !isGoal(q, campaignId)) continue;
    const next = { ...window, converted: true };
    entries = withWindow(entries, campaignId, next);
    reachedNow.push(inArm(rules, campaignId, window, next));
  }
  const profile = entries === after.entries ? after : profileWith(after, { entries });
  return none(profile, [...counted, ...reachedNow]);
};

/** Of the day on which the window began, so that customers and conversions of a day belong together. */
const inArm = (rules: Rules, campaignId: string, before: GoalWindow, after: GoalWindow): Addition => ({
  campaignId,
  day: rules.dayOf(after.at),
  counts: changedCounts(before, after),
});

const placed = (q: Fold, amount: number): Goals =>
  changeAll(
    q,
    { at: q.event.occurredAt, orders: 1, money: cents(amount) },
    (window, campaignId) => window.converted || isGoal(q, campaignId),
  );

/**
 * The order that is named, where the profile remembers it. With the last order of a window an order's goal is gone too. A
 * credit note that names no order changes nothing here: nobody knows which window its order fell into.
 */
const cancelled = (q: Fold, orderId: string, amount: number): Goals => {
  const order = q.before.orders.recent.find((one) => one.orderId === orderId);
  if (order === undefined) return reached(q, []);
  const goals = reached(q, []);
  const isOrderGoal = (campaignId: string): boolean => {
    const goal = campaignOf(q.rules, campaignId)?.goal;
    return goal === undefined || goal.on.event === "order-placed";
  };
  const taken = changeAll(
    { ...q, after: goals.profile },
    { at: order.at, orders: -1, money: -cents(amount) },
    (window, campaignId) => window.converted && !(window.orders <= 1 && isOrderGoal(campaignId)),
  );
  return none(taken.profile, [...goals.counted, ...taken.counted]);
};

type IsConverted = (window: GoalWindow, campaignId: string) => boolean;

const changeAll = (q: Fold, change: OrderChange, isConverted: IsConverted): Goals => {
  const { profile, counted } = changeShop(q, change);
  const ofCampaigns = changeCampaigns({ ...q, after: profile }, change, isConverted);
  return none(ofCampaigns.profile, [...counted, ...ofCampaigns.counted]);
};

const changeShop = ({ after, rules }: Fold, change: OrderChange): Goals => {
  const changed = after.shopWindow && orderedInShopWindow(after.shopWindow, change, rules);
  return changed === undefined
    ? none(after)
    : none(profileWith(after, { shopWindow: changed.shopWindow }), [changed.counted]);
};

const changeCampaigns = ({ after, rules }: Fold, change: OrderChange, isConverted: IsConverted): Goals => {
  const windows = windowsOf(after.entries);
  if (windows.length === 0) return none(after);
  const last = lastTouch(windows, change.at, rules);
  const day = rules.dayOf(change.at);
  const counted: Addition[] = [];
  let { entries } = after;
  for (const [campaignId, window] of windows) {
    const inWindow = isWithinDays(change.at, window.at, window.days)
      ? ordered(window, change, isConverted(window, campaignId))
      : window;
    if (inWindow !== window) counted.push(inArm(rules, campaignId, window, inWindow));
    const { next, counts } = followed(inWindow, change, {
      isLast: last?.campaignId === campaignId,
      days: goalDaysOf(campaignOf(rules, campaignId)),
    });
    if (counts !== undefined) counted.push({ campaignId, day, counts });
    if (next !== window) entries = withWindow(entries, campaignId, next);
  }
  return none(profileWith(after, { entries }), counted);
};

const campaignOf = ({ campaignsById, resting }: Rules, id: string): Campaign | undefined =>
  campaignsById.get(id) ?? resting.get(id);

const latestTouch = ({ touches }: GoalWindow, at: number, days: number): Touch | undefined =>
  touches.findLast((touch) => isWithinDays(at, touch.at, days));

/** The latest message of all campaigns before an instant; of two at once, that of the first campaign by name. */
const lastTouch = (
  windows: Windows,
  at: number,
  rules: Rules,
): { readonly campaignId: string; readonly at: number } | undefined => {
  const found = windows.flatMap(([campaignId, window]) => {
    const touch = latestTouch(window, at, goalDaysOf(campaignOf(rules, campaignId)));
    return touch === undefined ? [] : [{ campaignId, at: touch.at }];
  });
  return found.sort((a, b) => b.at - a.at || (a.campaignId < b.campaignId ? -1 : 1))[0];
};

const followed = (
  window: GoalWindow,
  { at, orders, money }: OrderChange,
  { isLast, days }: { readonly isLast: boolean; readonly days: number },
) => {
  const touch = latestTouch(window, at, days);
  if (touch === undefined || touch.orders + orders < 0) return { next: window };
  const takesLast = isLast && touch.lastOrders + orders >= 0;
  const by = {
    orders,
    revenueCents: money,
    lastOrders: takesLast ? orders : 0,
    lastRevenueCents: takesLast ? money : 0,
  };
  const changed: Touch = {
    ...touch,
    orders: touch.orders + by.orders,
    revenueCents: touch.revenueCents + by.revenueCents,
    lastOrders: touch.lastOrders + by.lastOrders,
    lastRevenueCents: touch.lastRevenueCents + by.lastRevenueCents,
  };
  const touches = window.touches.map((one) => (one === touch ? changed : one));
  return { next: { ...window, touches }, counts: touchCounts(by, 1) };
};

type TouchSums = Pick<Touch, "orders" | "revenueCents" | "lastOrders" | "lastRevenueCents">;

const touchCounts = (by: TouchSums, times: 1 | -1): Counts => ({
  "after:orders": times * by.orders,
  "after:revenue": times * by.revenueCents,
  "lastTouch:orders": times * by.lastOrders,
  "lastTouch:revenue": times * by.lastRevenueCents,
});

type Sent = Parameters<typeof untouched>[1];

/** The orders between its reservation and this word of it came after no message. */
const unsent = ({ after, event, rules }: Fold, sent: Sent): Goals => {
  const { entries, gone } = untouched(after.entries, sent);
  if (gone === undefined) return none(after);
  const { campaignId } = sent;
  const profile = profileWith(after, { entries });
  if (gone.orders === 0) return none(profile);
  return none(profile, [{ campaignId, day: rules.dayOf(event.occurredAt), counts: touchCounts(gone, -1) }]);
};

const proved = ({ after }: Fold, sent: Sent): Goals => {
  const isKnown = after.entries[sent.campaignId]?.window?.touches.some(isTouchOf(sent)) === true;
  return none(isKnown ? after : profileWith(after, { entries: touched(after.entries, sent, sent.reservedAt) }));
};

/** Who leaves, leaves after the latest message there was; without one, it is the shop's. Leaving twice is leaving once. */
const left = ({ before, after, event, rules }: Fold, channel: "email" | "sms" | "push", topic: string): Goals => {
  const isGranted = (profile: Profile): boolean => profile.consents[channel]?.[topic]?.granted !== false;
  if (!isGranted(before) || isGranted(after)) return none(after);
  const campaignId = lastTouch(windowsOf(before.entries), event.occurredAt, rules)?.campaignId ?? shopCounters;
  return none(after, [{ campaignId, day: rules.dayOf(event.occurredAt), counts: { [`${channel}:optedOut`]: 1 } }]);
};
