import type { SettingsInput } from "../../lambdas/domain/settings.ts";

/**
 * The rules of the storm's shop, narrow enough that caps, hours and closed days say no often. The checks read this very
 * object, and nothing that the engine made of it.
 */
export const stormSettings = {
  shop: { name: "Storm", timeZone: "Europe/Berlin", currency: "EUR" },
  caps: [
    { id: "all-1-per-24h", scope: "all", window: { rollingHours: 24 }, max: 1 },
    { id: "all-3-per-week", scope: "all", window: { calendar: "week" }, max: 3 },
    { id: "promotion-2-per-6d", scope: { category: "promotion" }, window: { rollingDays: 6 }, max: 2 },
    { id: "sms-1-per-day", scope: { channel: "sms" }, window: { calendar: "day" }, max: 1 },
    { id: "all-10-per-month", scope: "all", window: { calendar: "month" }, max: 10 },
  ],
  quietHours: { default: { from: "21:00", to: "09:00" }, sms: { from: "20:00", to: "10:00" } },
  closedDays: ["2026-03-05", "2026-03-15"],
  holdOut: { percent: 5, salt: "storm" },
  inDoubt: { leaseMinutes: 5, evidenceHours: 6, email: "park" },
  importing: { settleMinutes: 30, historyHours: 48 },
  // A text has no tags: its link tells the record of the provider which message it was.
  senders: { smsLinks: "tracked" },
  // So many bounce and complain on purpose that the breaker would stop the storm within a day.
  pace: { breaker: { emailsMin: 100_000 } },
  campaigns: {
    "dormant-wake-up": { dormantDays: 21, secondTouchDays: 5, sendWithinHours: 72 },
    "post-delivery-care": { days: 1, assumedDeliveryDays: 2, sendWithinHours: 72 },
    "repurchase-reminder": { leadDays: 3, minOrders: 2, priorGapDays: 12, sendWithinHours: 72 },
  },
} satisfies SettingsInput;

/** A Monday. The weeks after it hold both changes to summer time: the American on the 8th, the European on the 29th. */
export const stormStart = Date.parse("2026-03-02T00:00:00Z");
