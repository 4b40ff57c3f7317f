import { expectedGapMs } from "./cadence.ts";
import type { Campaign, Trigger } from "./campaign.ts";
import { couponOfOccurrence, reminderDueAt, reminderOccurrence } from "./coupon-expiry.ts";
import { dayMs } from "./limits.ts";
import type { OrderFigures, Profile } from "./profile.ts";
import type { Rules } from "./rules.ts";

const never = Number.POSITIVE_INFINITY;

/**
 * When a campaign would take the customer in, told from the profile alone, epoch milliseconds. Infinity when it waits for
 * an event, has nothing to go by, or took the customer in for this occurrence already. The last is not asked, because it
 * costs the most, when the instant is later than `notAfter` and so of no interest.
 */
export const entranceAt = (
  campaign: Campaign,
  profile: Profile,
  now: number,
  rules: Rules,
  notAfter: number,
): number => {
  const at = thresholdAt(campaign, profile, now, rules);
  return at <= notAfter && hasEntered(campaign, profile, now, rules) ? never : at;
};

const hasEntered = (campaign: Campaign, profile: Profile, now: number, rules: Rules): boolean =>
  profile.entries[campaign.id]?.occurrence === occurrenceOf(campaign, profile, now, rules);

const thresholdAt = ({ id, trigger }: Campaign, profile: Profile, now: number, rules: Rules): number => {
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
        : reminderAt(trigger, orders, lastAt, now, rules);
    case "coupon-expiring":
      return reminderDueAt({ trigger, profile, entry: profile.entries[id], now });
    default:
      return never;
  }
};

type Reminder = Extract<Trigger, { kind: "before-next-order" }>;

const reminderAt = (trigger: Reminder, orders: OrderFigures, lastAt: number, now: number, rules: Rules): number => {
  const gapMs = Math.round(expectedGapMs(orders, rules.figures, trigger));
  const leadMs = trigger.leadDays * dayMs;
  // Once the expected day is as far behind as the reminder should have been ahead, there is nothing to remind of.
  if (now > lastAt + gapMs + leadMs) return never;
  // A rhythm shorter than twice the lead would remind right after the order.
  const aheadMs = Math.max(gapMs - leadMs, gapMs / 2);
  // A prediction is no finer than a day; whole days keep the time of day at which this customer orders.
  return lastAt + Math.max(1, Math.round(aheadMs / dayMs)) * dayMs;
};

/** What a customer who enters by `entranceAt` enters for: the order, or the visit, after which nothing came, or the coupon. */
export const occurrenceOf = ({ id, trigger }: Campaign, profile: Profile, now: number, _rules: Rules): string => {
  if (trigger.kind === "coupon-expiring")
    return reminderOccurrence({ trigger, profile, entry: profile.entries[id], now });
  const { orders, visits } = profile;
  return trigger.kind === "since-last-visit" ? `visit-${visits?.lastAt ?? 0}` : (orders.lastOrderId ?? "");
};

/**
 * True while the order that made the customer enter is still the last one, or the coupon is still held; only then does the
 * journey go on.
 */
export const isCurrentOccurrence = (trigger: Trigger, profile: Profile, occurrence: string): boolean => {
  if (trigger.kind === "coupon-expiring") return couponOfOccurrence(profile, occurrence) !== undefined;
  return (
    (trigger.kind !== "since-last-order" && trigger.kind !== "before-next-order") ||
    profile.orders.lastOrderId === occurrence
  );
};
