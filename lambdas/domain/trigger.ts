import { expectedGapMs } from "./cadence.ts";
import type { Campaign, Trigger } from "./campaign.ts";
import { dayMs, hourMs } from "./limits.ts";
import type { Profile } from "./profile.ts";
import type { Rules } from "./rules.ts";

/**
 * When a campaign would take the customer in, told from the profile alone, epoch milliseconds. Nothing when it waits for
 * an event, has nothing to go by, or took the customer in for this occurrence already.
 */
export const entranceAt = (campaign: Campaign, profile: Profile, now: number, rules: Rules): number | undefined => {
  const { lastAt, lastOrderId } = profile.orders;
  if (lastAt === undefined || lastOrderId === undefined) return undefined;
  if (profile.entries[campaign.id]?.occurrence === lastOrderId) return undefined;
  const { trigger } = campaign;
  switch (trigger.kind) {
    case "since-last-order":
      return lastAt + trigger.days * dayMs;
    case "before-next-order":
      return profile.orders.count < trigger.minOrders ? undefined : reminderAt(trigger, profile, lastAt, now, rules);
    case "after-delivery":
      return undefined; // Entered by events, see enter-journeys.ts.
  }
};

type Reminder = Extract<Trigger, { kind: "before-next-order" }>;

const reminderAt = (trigger: Reminder, { orders }: Profile, lastAt: number, now: number, rules: Rules) => {
  const gapMs = Math.round(expectedGapMs(orders, rules.figures, trigger));
  const leadMs = trigger.leadDays * dayMs;
  // Once the expected day is as far behind as the reminder should have been ahead, there is nothing to remind of.
  if (now > lastAt + gapMs + leadMs) return undefined;
  // A rhythm shorter than twice the lead would remind right after the order.
  const at = lastAt + Math.max(gapMs - leadMs, gapMs / 2);
  // A prediction is no finer than an hour; whole hours let one tick serve many.
  return Math.ceil(at / hourMs) * hourMs;
};

/** What a customer who enters by `entranceAt` enters for: the order after which nothing came. */
export const currentOccurrence = ({ orders }: Profile): string => orders.lastOrderId ?? "";

/** True while the order that made the customer enter is still the last one; only then does the journey go on. */
export const isCurrentOccurrence = (trigger: Trigger, profile: Profile, occurrence: string): boolean =>
  trigger.kind === "after-delivery" || profile.orders.lastOrderId === occurrence;
