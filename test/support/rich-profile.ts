import { journeysPerCampaign, productsKept, recentOrdersKept } from "../../lambdas/domain/limits.ts";
import type { Profile } from "../../lambdas/domain/profile.ts";
import { aProfile } from "./factories.ts";

const dayMs = 86_400_000;
const since = Date.parse("2026-01-05T09:13:27.123Z");
const times = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index);
const after = (days: number): number => since + days * dayMs;
const campaigns = ["dormant-wake-up", "repurchase-reminder", "post-delivery-care"];
const orderId = (index: number): string => `gb-2026-00${1_000 + index}`;

/** A busy customer, remembered to every bound of the profile, with ten messages in the last 31 days. */
export const aRichProfile = (change: Partial<Profile> = {}): Profile =>
  aProfile({
    customerId: "customer-8f14e45f-ceea-467f",
    watermark: "495832759812347509812",
    since,
    traits: {
      email: "margaret.hamilton-jones@example.com",
      phone: "+447700900123",
      firstName: "Margaret",
      lastName: "Hamilton-Jones",
      timeZone: "Europe/London",
      language: "en",
      country: "GB",
    },
    traitsAt: after(1),
    consents: {
      email: {
        all: { granted: true, at: after(1), source: "checkout" },
        promotion: { granted: true, at: after(2), source: "checkout" },
      },
      sms: { all: { granted: true, at: after(1), source: "checkout" } },
    },
    suppressions: { push: [{ address: "+447700900123", cause: "manual", at: after(3) }] },
    orders: {
      count: 48,
      revenue: 2_391.37,
      byYear: { year: 2026, revenue: 1_391.37, before: 1_000.5 },
      firstAt: since,
      lastAt: after(55),
      lastOrderId: orderId(recentOrdersKept),
      recent: times(recentOrdersKept).map((index) => ({
        orderId: orderId(recentOrdersKept - index),
        at: after(55 - index),
      })),
    },
    products: times(productsKept).map((index) => ({
      ...{ productId: `sku-9${index}81A`, lastAt: after(index), count: 3 },
      ...{ firstAt: since, pieces: 12 },
    })),
    engagement: {
      email: { delivered: 61, clicked: 12, lastClickAt: after(50) },
      sms: { delivered: 9, clicked: 1, lastClickAt: after(40) },
    },
    contacts: times(10).map((index) => ({
      messageKey: `abcdefghijklmnopqrstuvwx${10 + index}`,
      channel: "email",
      category: "promotion",
      at: after(30 + 3 * index),
    })),
    journeys: [
      ...campaigns.slice(0, 2).map((campaignId) => journey(campaignId, 0)),
      ...times(journeysPerCampaign - 1).map((index) => journey("post-delivery-care", index)),
    ],
    shopWindow: {
      drawing: "q9x3",
      window: {
        ...{ at: after(3), days: 60, heldOut: false, spentCents: 139_137, touches: [] },
        ...{ orders: 2, revenueCents: 9_998, converted: true },
      },
    },
    entries: Object.fromEntries(
      campaigns.map((campaignId) => [campaignId, { occurrence: orderId(5), at: after(55), count: 7 }]),
    ),
    dueAt: after(60),
    ...change,
  });

const journey = (campaignId: string, index: number): Profile["journeys"][number] => ({
  campaignId,
  occurrence: orderId(index),
  version: 3,
  enteredAt: after(55),
  stepIndex: 1,
  stepAt: after(60),
  lookAt: after(60),
});
