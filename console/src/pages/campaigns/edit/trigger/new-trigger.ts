import type { Trigger } from "../../../../../../lambdas/domain/campaign.ts";

/** A trigger of a kind as it begins, with values that most shops keep. `day` is a civil day for what happens once. */
export const newTrigger = (kind: Trigger["kind"], day: string): Trigger => {
  switch (kind) {
    case "since-last-order":
      return { kind, days: 180 };
    case "since-last-visit":
      return { kind, days: 30 };
    case "before-next-order":
      return { kind, leadDays: 7, minOrders: 2, priorGapDays: 60, priorWeight: 3 };
    case "before-next-purchase":
      return { kind, leadDays: 7, minPurchases: 2 };
    case "silent-for-own-gaps":
      return { kind, gaps: 3, minOrders: 3, minDays: 30, assumedDays: 180 };
    case "alive-below":
      return { kind, probability: 0.3, minDays: 30, assumedDays: 180 };
    case "after-delivery":
      return { kind, days: 2, assumedDeliveryDays: 5, freshnessDays: 14 };
    case "date":
      return {
        kind,
        attribute: "birthday",
        every: "year",
        offsetDays: 0,
        at: "09:00",
        leapDay: "feb-28",
        lateHours: 12,
      };
    case "calendar":
      return { kind, day: { festival: "spring-festival" }, offsetDays: -1, at: "10:00", lateHours: 24 };
    case "broadcast":
      return { kind, at: `${day}T10:00`, clock: "local", lateHours: 8 };
    case "event":
      return { kind, on: { event: "order-placed" }, delayMinutes: 0, freshnessHours: 24 };
    case "tier":
      return { kind, change: "entered", tiers: ["at-risk"] };
    case "coupon-expiring":
      return { kind, daysBefore: 3 };
    case "segment":
      return { kind, segment: "segment", change: "entered" };
  }
};

export const triggerKinds = [
  "since-last-order",
  "since-last-visit",
  "before-next-order",
  "before-next-purchase",
  "silent-for-own-gaps",
  "alive-below",
  "after-delivery",
  "event",
  "date",
  "calendar",
  "broadcast",
  "tier",
  "coupon-expiring",
  "segment",
] as const satisfies readonly Trigger["kind"][];
