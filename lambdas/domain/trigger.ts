import { expectedGapMs } from "./cadence.ts";
import { broadcastOf, nextOfCalendar } from "./calendar-occurrence.ts";
import type { Campaign, Trigger } from "./campaign.ts";
import { couponOfOccurrence, reminderDueAt, reminderOccurrence } from "./coupon-expiry.ts";
import { nextDated } from "./dated-occurrence.ts";
import { dayMs } from "./limits.ts";
import { type LocalOccurrence, lateMsOf, minuteOf } from "./local-occurrence.ts";
import { hasRoom, isAdmitted, nextAdmissionAt, reentryAt } from "./may-enter.ts";
import { nextPurchaseReminder, productOfOccurrence, purchaseOccurrence } from "./next-purchase.ts";
import type { Details, Entry, OrderFigures, Profile } from "./profile.ts";
import type { Rules } from "./rules.ts";
import { ownSilenceAt, unlikelyAliveAt } from "./silence.ts";
import { nextStandingAt } from "./standing.ts";
import { zoneCalendar } from "./zone-calendar.ts";

const never = Number.POSITIVE_INFINITY;

/**
 * When a campaign would take the customer in, told from the profile alone, epoch milliseconds. Infinity when it waits for
 * an event, has nothing to go by, or took the customer in for this occurrence already. What costs the most is not asked
 * when the instant is later than `notAfter` and so of no interest; the answer then is some instant after `notAfter`.
 *
 * With a tier or a segment it is when the customer's standing may change: to come in, or only to be remembered.
 */
export const entranceAt = (
  campaign: Campaign,
  profile: Profile,
  now: number,
  rules: Rules,
  notAfter: number,
): number => {
  const { trigger } = campaign;
  if (trigger.kind === "tier" || trigger.kind === "segment")
    return nextStandingAt(campaign, trigger, profile, now, rules);
  if (trigger.kind === "event" || trigger.kind === "after-delivery") return never;
  return timedEntranceAt(campaign, profile, now, rules, notAfter);
};

/** How often an audience that changes with time is followed before the customer is looked at for nothing. */
const changesFollowed = 24;

/**
 * The first instant at which an occurrence has come and is not missed, the audience holds the customer, and enough time has
 * passed since the entry before.
 */
const timedEntranceAt = (campaign: Campaign, profile: Profile, now: number, rules: Rules, notAfter: number): number => {
  const entry = profile.entries[campaign.id];
  const mayFrom = reentryAt(campaign, entry);
  let from = Math.max(now, mayFrom);
  for (let change = 0; from !== never && change < changesFollowed; change += 1) {
    const at = thresholdAt({ campaign, profile, entry, from, rules, notAfter });
    const start = Math.max(at, from);
    if (at > notAfter || start === never || start > Math.max(notAfter, now)) return start;
    if (change === 0 && !isOpenTo(campaign, profile, { at, from, rules })) return never;
    // What was planned for an earlier instant stays planned for it, as long as nothing but time can have decided on it.
    if (campaign.audience === undefined && campaign.exclusion === undefined) return Math.max(at, mayFrom);
    if (isAdmitted(campaign, profile, start, rules)) return start;
    from = nextAdmissionAt(campaign, profile, start, rules);
  }
  return from;
};

interface Opening {
  /** The threshold of the occurrence. */
  readonly at: number;
  readonly from: number;
  readonly rules: Rules;
}

/** Not in it for this order or visit already, and not in too many journeys. Other occurrences were asked before. */
const isOpenTo = (campaign: Campaign, profile: Profile, { at, from, rules }: Opening): boolean =>
  hasRoom(campaign, profile) &&
  (isLocal(campaign.trigger) || isNew(profile.entries[campaign.id], occurrenceOf(campaign, profile, from, rules), at));

/**
 * An order that is cancelled makes the one before it the last again. What that one led to lies behind the entry for the
 * cancelled one, and does not come a second time.
 */
const isNew = (entry: Entry | undefined, occurrence: string, at: number): boolean =>
  entry === undefined || (entry.occurrence !== occurrence && at > entry.at);

type LocalTrigger = Extract<Trigger, { kind: "date" | "calendar" | "broadcast" }>;

const isLocal = (trigger: Trigger): trigger is LocalTrigger =>
  trigger.kind === "date" || trigger.kind === "calendar" || trigger.kind === "broadcast";

interface Search {
  readonly campaign: Campaign;
  readonly profile: Profile;
  /** The customer's latest into the campaign. */
  readonly entry: Entry | undefined;
  readonly from: number;
  readonly rules: Rules;
  readonly notAfter: number;
}

/** The first occurrence for which the customer is not too late at `from`. */
const thresholdAt = (search: Search): number => {
  const { campaign, profile, entry, from, rules, notAfter } = search;
  const { trigger } = campaign;
  const { orders, visits } = profile;
  const { lastAt } = orders;
  switch (trigger.kind) {
    case "since-last-order":
      return lastAt === undefined || orders.lastOrderId === undefined ? never : lastAt + trigger.days * dayMs;
    case "since-last-visit":
      return visits === undefined ? never : visits.lastAt + trigger.days * dayMs;
    case "before-next-order":
      return lastAt === undefined || orders.lastOrderId === undefined || orders.count < trigger.minOrders
        ? never
        : reminderAt(trigger, orders, lastAt, from, rules);
    case "silent-for-own-gaps":
      return orders.lastOrderId === undefined ? never : ownSilenceAt(trigger, orders, rules);
    case "alive-below":
      return orders.lastOrderId === undefined ? never : unlikelyAliveAt(trigger, orders, rules, notAfter);
    case "before-next-purchase":
      return nextPurchaseReminder({ trigger, profile, entry, from, rules })?.at ?? never;
    case "date":
    case "calendar":
    case "broadcast":
      return localOccurrence(trigger, search)?.at ?? never;
    case "coupon-expiring":
      return reminderDueAt({ trigger, profile, entry, now: from });
    default:
      return never;
  }
};

const localOccurrence = (
  trigger: LocalTrigger,
  { profile, entry, from, rules, notAfter }: Omit<Search, "campaign">,
): LocalOccurrence | undefined => {
  const isShopClock = trigger.kind === "broadcast" && trigger.clock === "shop";
  const calendar = zoneCalendar(isShopClock ? rules.settings.shop.timeZone : rules.zoneOf(profile.traits));
  const minuteOfDay = minuteOf(trigger.at);
  const missedBefore = from - lateMsOf(trigger);
  const search = { calendar, minuteOfDay, missedBefore, notAfter, entry };
  switch (trigger.kind) {
    case "date":
      return nextDated(trigger, profile, search);
    case "calendar":
      return nextOfCalendar(trigger, search);
    case "broadcast":
      return broadcastOf(trigger, search);
  }
};

type Reminder = Extract<Trigger, { kind: "before-next-order" }>;

const reminderAt = (trigger: Reminder, orders: OrderFigures, lastAt: number, now: number, rules: Rules): number => {
  const gapMs = Math.round(expectedGapMs(orders, rules.figures, trigger));
  const leadMs = trigger.leadDays * dayMs;
  // A rhythm shorter than twice the lead would remind right after the order.
  const aheadMs = Math.max(gapMs - leadMs, gapMs / 2);
  // A prediction is no finer than a day; whole days keep the time of day at which this customer orders.
  const at = lastAt + Math.max(1, Math.round(aheadMs / dayMs)) * dayMs;
  // Once the expected day is as far behind as the reminder should have been ahead, there is nothing to remind of.
  return now > Math.max(lastAt + gapMs + leadMs, at + dayMs) ? never : at;
};

/**
 * What a customer who enters by `entranceAt` enters for: the order or the visit after which nothing came, the day, the coupon, or the
 * product.
 */
export const occurrenceOf = (campaign: Campaign, profile: Profile, now: number, rules: Rules): string => {
  const { id, trigger } = campaign;
  if (isLocal(trigger))
    return (
      localOccurrence(trigger, { profile, entry: profile.entries[id], from: now, rules, notAfter: now })?.key ?? ""
    );
  if (trigger.kind === "coupon-expiring")
    return reminderOccurrence({ trigger, profile, entry: profile.entries[id], now });
  if (trigger.kind === "before-next-purchase") {
    const next = nextPurchaseReminder({ trigger, profile, entry: profile.entries[id], from: now, rules });
    return next === undefined ? "" : purchaseOccurrence(next.product);
  }
  return trigger.kind === "since-last-visit"
    ? `visit-${profile.visits?.lastAt ?? 0}`
    : (profile.orders.lastOrderId ?? "");
};

/** What the journey keeps of the occurrence, for branches and words. */
export const detailsOfOccurrence = (
  { trigger }: Campaign,
  profile: Profile,
  occurrence: string,
): Details | undefined => {
  const product = trigger.kind === "before-next-purchase" ? productOfOccurrence(profile, occurrence) : undefined;
  return product && { productId: product.productId };
};

/** True for a campaign that a customer can be too late for, so that waiting for open hours may miss it. */
export const canBeMissed = ({ trigger, audience, exclusion }: Campaign): boolean =>
  isLocal(trigger) ||
  trigger.kind === "before-next-order" ||
  trigger.kind === "before-next-purchase" ||
  trigger.kind === "coupon-expiring" ||
  audience !== undefined ||
  exclusion !== undefined;

/**
 * True while the order that made the customer enter is still the last one, the product was not bought again, or the coupon is
 * still held; only then does the journey go on.
 */
export const isCurrentOccurrence = (trigger: Trigger, profile: Profile, occurrence: string): boolean => {
  switch (trigger.kind) {
    case "coupon-expiring":
      return couponOfOccurrence(profile, occurrence) !== undefined;
    case "before-next-purchase":
      return productOfOccurrence(profile, occurrence) !== undefined;
    case "since-last-order":
    case "before-next-order":
    case "silent-for-own-gaps":
    case "alive-below":
      return profile.orders.lastOrderId === occurrence;
    default:
      return true;
  }
};
