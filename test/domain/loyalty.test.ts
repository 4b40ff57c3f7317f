import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { loyaltyEdges, loyaltyOf } from "../../lambdas/domain/loyalty.ts";
import { emptyProfile, type Profile } from "../../lambdas/domain/profile.ts";
import { anyProfile } from "../support/arbitraries.ts";

const dayMs = 86_400_000;
const now = Date.parse("2026-03-02T10:00:00Z");

const profile = (orders: Partial<Profile["orders"]>, change: Partial<Profile> = {}): Profile => ({
  ...emptyProfile("customer-1"),
  orders: { count: 0, revenue: 0, recent: [], ...orders },
  ...change,
});
const regular = { count: 5, revenue: 200, firstAt: now - 430 * dayMs, lastAt: now - 10 * dayMs };

describe("the loyalty score", () => {
  it("can be read: five orders, the last one lately, rarely at a discount, over fourteen months", () => {
    expect(loyaltyOf(profile(regular), now)).toEqual({
      score: 79,
      parts: [
        { fact: "orders", points: 30, value: 5 },
        { fact: "latest", points: 20, value: 10 },
        { fact: "discounts", points: 15, value: 0 },
        { fact: "time", points: 14, value: 420 },
      ],
    });
  });

  it("gives little for one order, and nothing before it", () => {
    const once = { count: 1, revenue: 30, firstAt: now - 200 * dayMs, lastAt: now - 200 * dayMs };

    expect(loyaltyOf(profile(once), now)).toEqual({ score: 6, parts: [{ fact: "orders", points: 6, value: 1 }] });
    expect(loyaltyOf(profile({}), now)).toEqual({ score: 0, parts: [] });
  });

  it("gives less to who waits for discounts", () => {
    const half = loyaltyOf(profile({ ...regular, discounted: 2 }), now).parts;
    const most = loyaltyOf(profile({ ...regular, discounted: 4 }), now).parts;

    expect(half).toContainEqual({ fact: "discounts", points: 8, value: 0.4 });
    expect(most.map(({ fact }) => fact)).not.toContain("discounts");
  });

  it("honours who came back after a complaint, and waits while one is open", () => {
    const closed = profile(regular, { closedCases: [{ caseId: "1", at: now - 30 * dayMs }] });
    const open = profile(regular, { cases: [{ caseId: "2", subject: "complaint", at: now - dayMs }] });

    expect(loyaltyOf(closed, now).parts).toContainEqual({ fact: "forgiving", points: 10 });
    expect(loyaltyOf(open, now)).toMatchObject({ score: 69 });
  });

  it("knows who orders within a day of first looking", () => {
    const recent = [{ orderId: "o-1", at: now - 10 * dayMs }];
    const looked = (...hoursBefore: number[]) =>
      hoursBefore.map((hours) => ({ name: "product-viewed", at: now - 10 * dayMs - hours * 3_600_000 }));
    const factsWith = (activities: Profile["activities"]) =>
      loyaltyOf(profile({ ...regular, recent }, { activities: activities ?? [] }), now).parts.map(({ fact }) => fact);

    expect(factsWith(looked(3))).toContain("quick");
    expect(factsWith(looked(3, 100))).not.toContain("quick");
    expect(factsWith(looked(30))).not.toContain("quick");
  });

  it("lies between 0 and 100, comes to its parts, and falls by time alone only where it says so", () => {
    void fc.assert(
      fc.property(anyProfile, fc.integer({ min: 0, max: 400 * dayMs }), (one, later) => {
        const at = one.orders.lastAt ?? now;
        const { score, parts } = loyaltyOf(one, at);
        const sum = parts.reduce((total, { points }) => total + points, 0);
        const next = Math.min(...loyaltyEdges(one).filter((edge) => edge > at), Number.POSITIVE_INFINITY);

        expect(score).toBe(Math.min(100, Math.max(0, sum)));
        expect(loyaltyOf(one, Math.min(at + later, next - 1)).score).toBe(score);
        expect(loyaltyOf(one, at + later).score).toBeLessThanOrEqual(score);
      }),
    );
  });
});
