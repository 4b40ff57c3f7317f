import { describe, expect, it } from "vitest";
import { type AudienceQuestion, estimateAudience } from "../../lambdas/domain/audience-estimate.ts";
import type { Predicate } from "../../lambdas/domain/predicate.ts";
import type { Profile } from "../../lambdas/domain/profile.ts";
import { at, rulesWith } from "../support/campaigns.ts";
import { aProfile } from "../support/factories.ts";

const now = at("2026-03-02T10:00:00Z");
const rules = rulesWith({ campaigns: [] });
const ask = (q: Partial<AudienceQuestion> = {}): AudienceQuestion => ({
  channels: ["email", "sms"],
  category: "promotion",
  now,
  rules,
  ...q,
});

/** Two hundred customers: each tenth has ordered five times, and each twentieth of all agreed to nothing. */
const customers: readonly Profile[] = Array.from({ length: 200 }, (_, index) =>
  aProfile({
    customerId: `customer-${index}`,
    orders: { count: index % 10 === 0 ? 5 : 1, revenue: 100, recent: [], lastAt: now - 1 },
    ...(index % 20 === 0 && { consents: {} }),
  }),
);
const often = { figure: "orders.count", atLeast: 3 } as const;

describe("the estimate of an audience", () => {
  it("counts exactly when the whole shop was read, and says so", () => {
    const estimate = estimateAudience({ profiles: customers, of: 200, whole: true }, ask({ audience: often }));

    expect(estimate).toMatchObject({ about: 20, plusMinus: 0, of: 200, sampleSize: 200, exact: true });
  });

  it("tells whom a message could reach: with an address, consent and no suppression, by channel and by any", () => {
    const { reachable } = estimateAudience({ profiles: customers, of: 200, whole: true }, ask({ audience: often }));

    expect(reachable.email?.about).toBe(10);
    expect(reachable.sms?.about).toBe(0);
    expect(reachable.any?.about).toBe(10);
  });

  it("of a sample speaks of all customers, give or take", () => {
    const estimate = estimateAudience({ profiles: customers, of: 18_000, whole: false }, ask({ audience: often }));

    expect(estimate.exact).toBe(false);
    expect(estimate.least).toBeLessThan(1_800);
    expect(estimate.most).toBeGreaterThan(1_800);
    expect(estimate.plusMinus).toBeGreaterThan(400);
  });

  it("leaves out whom the exclusion holds", () => {
    const exclusion = { consent: "email", about: "promotion" } as const;

    const { about } = estimateAudience(
      { profiles: customers, of: 200, whole: true },
      ask({ audience: often, exclusion }),
    );

    expect(about).toBe(10);
  });

  it("without a predicate is everybody", () => {
    expect(estimateAudience({ profiles: customers, of: 200, whole: true }, ask()).about).toBe(200);
  });

  it("names ten people, and what makes them belong", () => {
    const audience: Predicate = {
      all: [often, { any: [{ figure: "age", atLeast: 60 }, { tier: ["core", "potential"] }] }],
    };

    const shown = estimateAudience({ profiles: customers, of: 200, whole: true }, ask({ audience })).examples;

    expect(shown).toHaveLength(10);
    expect(shown[0]).toEqual({
      customerId: "customer-0",
      name: "Ada",
      reasons: [
        { test: often, value: 5 },
        { test: { tier: ["core", "potential"] }, value: expect.any(String) },
      ],
    });
  });
});
