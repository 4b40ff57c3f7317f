import { expectedGapMs } from "./cadence.ts";
import type { Campaign, Trigger } from "./campaign.ts";
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
  const at = thresholdAt(campaign.trigger, profile.orders, now, rules);
  return at <= notAfter && hasEntered(campaign, profile) ? never : at;
};

const hasEntered = ({ id }: Campaign, { entries, orders }: Profile): boolean =>
  entries[id]?.occurrence === orders.lastOrderId;

const thresholdAt = (trigger: Trigger, orders: OrderFigures, now: number, rules: Rules): number => {
  const { lastAt } = orders;
  if (lastAt === undefined || orders.lastOrderId === undefined) return never;
  switch (trigger.kind) {
    case "since-last-order":
      return lastAt + trigger.days * dayMs;
    case "before-next-order":
      return orders.count < trigger.minOrders ? never : reminderAt(trigger, orders, lastAt, now, rules);
    case "after-delivery":
      return never; // Entered by events, see enter-journeys.ts.
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

/** What a customer who enters by `entranceAt` enters for: the order after which nothing came. */
export const currentOccurrence = ({ orders }: Profile): string => orders.lastOrderId ?? "";

/** True while the order that made the customer enter is still the last one; only then does the journey go on. */
export const isCurrentOccurrence = (trigger: Trigger, profile: Profile, occurrence: string): boolean =>
  trigger.kind === "after-delivery" || profile.orders.lastOrderId === occurrence;
