import { describe, expect, it } from "vitest";
import type { Campaign, Trigger } from "../../lambdas/domain/campaign.ts";
import type { Learned } from "../../lambdas/domain/learned.ts";
import type { OrderFigures, Profile } from "../../lambdas/domain/profile.ts";
import { rhythmOf, rhythmSentence } from "../../lambdas/domain/rhythm.ts";
import { whyOf } from "../../lambdas/domain/why.ts";
import { at, dayMs, dormantCampaign, rulesWith } from "../support/campaigns.ts";
import { aProfile } from "../support/factories.ts";

const start = at("2026-01-05T09:00:00Z");
/** A shop whose customers order every 34 days, and somebody who did nine times. */
const figures = { gapCount: 1e9, gapMsTotal: 34e9 * dayMs };
const orders: OrderFigures = {
  ...{ count: 10, revenue: 90, recent: [], lastOrderId: "o10" },
  ...{ firstAt: start, lastAt: start + 9 * 34 * dayMs },
};
const now = start + 9 * 34 * dayMs + 110 * dayMs;
const customers = { dropsAtFirst: true, regularity: 2, parameters: { r: 2, alpha: 4, a: 0.5, b: 2 } };
const rulesOf = (campaign: Campaign, learned?: Learned) =>
  rulesWith({ campaigns: [campaign], figures, ...(learned && { learned }) });
const whyWith = (change: Partial<Campaign>, learned?: Learned, profile: Profile = aProfile({ orders })) => {
  const campaign = dormantCampaign(change);
  return whyOf(profile, campaign, now, rulesOf(campaign, learned));
};

describe("why a campaign goes by a customer's own rhythm", () => {
  const rules = rulesOf(dormantCampaign());

  it("is said as people say it, in both languages", () => {
    const rhythm = rhythmOf(orders, now, rules);

    expect(rhythm && rhythmSentence(rhythm)).toEqual({
      en: "usually orders every 34 days, silent for 110: 3.2 times",
      zh: "平时约每 34 天下单，已 110 天未下单，为平时的 3.2 倍",
    });
  });

  it("with the probability where something was learned, and without a gap after one order", () => {
    const one = { ...orders, count: 1, firstAt: start, lastAt: start };
    const learned = rulesOf(dormantCampaign(), { at: start, customers });
    const sentences = [
      rhythmOf(orders, now, learned),
      rhythmOf(one, start + 3.25 * dayMs, rules),
      rhythmOf({ ...orders, count: 0, lastAt: undefined } as never, now, rules),
    ].map((rhythm) => rhythm && rhythmSentence(rhythm).en);

    expect(sentences[0]).toMatch(/^usually orders .* 3\.2 times; still a customer with a probability of \d+%$/);
    expect(sentences.slice(1)).toEqual(["ordered once, silent for 3.3 days", undefined]);
  });

  it("stands with every campaign that goes by it, in its trigger or its audience, and with no other", () => {
    const silent: Trigger = { kind: "silent-for-own-gaps", gaps: 3, minOrders: 2, minDays: 0 };
    const alive: Trigger = { kind: "alive-below", probability: 0.3, minDays: 0, assumedDays: 180 };
    const audience = { not: { any: [{ figure: "orders.silentGaps" as const, atMost: 2 }] } };

    expect(whyWith({ trigger: silent })).toMatchObject({ state: "due", rhythm: { silentDays: 110 } });
    expect(whyWith({ trigger: alive }, { at: start, customers }).rhythm?.alive).toBeLessThan(1);
    expect(whyWith({ audience }).rhythm).toBeDefined();
    expect(whyWith({}).rhythm).toBeUndefined();
  });
});

it("why a campaign speaks of a product says of which, when it is expected, and by whose gaps", () => {
  const trigger: Trigger = { kind: "before-next-purchase", leadDays: 7, minPurchases: 2 };
  const tea = { productId: "tea", lastAt: now - 10 * dayMs, count: 12, firstAt: now - 340 * dayMs };
  const profile = aProfile({ orders, products: [tea] });

  const { state, purchase, nextAt = 0 } = whyWith({ trigger }, undefined, profile);

  expect(state).toBe("later");
  expect(purchase).toMatchObject({ productId: "tea", from: "customer" });
  expect(Math.round(((purchase?.expectedAt ?? 0) - nextAt) / dayMs)).toBe(7);
  expect(whyWith({ trigger }).purchase).toBeUndefined();
});
