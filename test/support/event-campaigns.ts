// Campaigns that wait for an event, and what events make of them.
import type { Campaign, Trigger } from "../../lambdas/domain/campaign.ts";
import type { CustomerEvent } from "../../lambdas/domain/event.ts";
import type { Profile } from "../../lambdas/domain/profile.ts";
import { dormantCampaign, rulesWith } from "./campaigns.ts";
import { happened, reachable } from "./happenings.ts";
import { live } from "./live-profile.ts";

export type EventTrigger = Extract<Trigger, { kind: "event" }>;

export const minuteMs = 60_000;
export const noon = "2026-03-02T12:00:00Z";
export const reached = reachable("2026-01-01T10:00:00Z");

export const on = (trigger: Partial<EventTrigger>, change: Partial<Campaign> = {}): Campaign =>
  dormantCampaign({
    id: "answer",
    trigger: { kind: "event", on: { event: "cart-updated" }, delayMinutes: 60, freshnessHours: 24, ...trigger },
    ...change,
    policy: { leaveOnOrder: false, ...change.policy },
  });

export const custom = (iso: string, name: string, properties: Readonly<Record<string, unknown>> = {}): CustomerEvent =>
  ({ ...happened(iso, { kind: "custom", name, properties }), eventId: `${name}-${iso}` }) as CustomerEvent;

export const viewed = (iso: string, category: string, productId = "mat"): CustomerEvent =>
  happened(iso, { kind: "product-viewed", productId, category });

export const cart = (iso: string, cartId?: string): CustomerEvent =>
  happened(iso, { kind: "cart-updated", items: 1, products: ["tea"], ...(cartId !== undefined && { cartId }) });

export const journeysOf = (events: readonly CustomerEvent[], campaign: Campaign): Profile["journeys"] =>
  live([...reached, ...events], rulesWith({ campaigns: [campaign] })).journeys;
