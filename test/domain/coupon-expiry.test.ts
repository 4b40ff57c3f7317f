import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { advance } from "../../lambdas/domain/advance.ts";
import { couponOccurrence, reminderDueAt } from "../../lambdas/domain/coupon-expiry.ts";
import type { HeldCoupon } from "../../lambdas/domain/profile.ts";
import { at, dayMs, dormantCampaign, rulesWith, sendStep } from "../support/campaigns.ts";
import { aProfile } from "../support/factories.ts";

const now = at("2026-03-02T10:00:00Z");
const trigger = { kind: "coupon-expiring", daysBefore: 3 } as const;
const campaign = dormantCampaign({ id: "benefit", trigger, steps: [sendStep({ id: "remind" })] });
const rules = rulesWith({ campaigns: [campaign], settings: { importing: { settleMinutes: 0 } } });

const held = (change: Partial<HeldCoupon> = {}): HeldCoupon => ({
  ...{ couponId: "gift", code: "A1", campaignId: "dormant", at: now - 20 * dayMs, expiresAt: now + 10 * dayMs },
  ...change,
});
const dueAt = (coupons: readonly HeldCoupon[], entry?: { readonly at: number }, when = now): number =>
  reminderDueAt({ trigger, profile: { coupons }, entry, now: when });

describe("a coupon that runs out", () => {
  it("is reminded of so many days before", () => {
    expect(dueAt([held()])).toBe(now + 7 * dayMs);
  });

  it("is not reminded of when it has no end, has run out, or another coupon is meant", () => {
    const { expiresAt: _, ...endless } = held();
    const other = { trigger: { ...trigger, coupon: "other" }, profile: { coupons: [held()] }, entry: undefined, now };

    expect(dueAt([endless])).toBe(Number.POSITIVE_INFINITY);
    expect(dueAt([held({ expiresAt: now })])).toBe(Number.POSITIVE_INFINITY);
    expect(reminderDueAt(other)).toBe(Number.POSITIVE_INFINITY);
    expect(dueAt([])).toBe(Number.POSITIVE_INFINITY);
  });

  it("is reminded of half way when it is good for less than twice the lead", () => {
    expect(dueAt([held({ at: now, expiresAt: now + 4 * dayMs })])).toBe(now + 2 * dayMs);
  });
});

describe("a customer who holds coupons", () => {
  /** Looks whenever somebody is due, as the tick does, and says when which coupon was reminded of. */
  const reminders = (coupons: readonly HeldCoupon[]) => {
    let profile = aProfile({ coupons, dueAt: now });
    const told: { readonly at: number; readonly occurrence: string }[] = [];
    for (let rounds = 0; profile.dueAt !== undefined && rounds < 50; rounds += 1) {
      const when = Math.max(now, profile.dueAt);
      const next = advance({ profile, events: [], now: when, rules });
      told.push(...next.reservations.map(({ occurrence }) => ({ at: when, occurrence })));
      profile = next.profile;
    }
    return { told, profile };
  };

  it("is reminded of each in its turn and of none twice", () => {
    const [first, second] = [held(), held({ code: "B2", expiresAt: now + 12 * dayMs })];

    const { told, profile } = reminders([second, first]);

    expect(told).toEqual([
      { at: now + 7 * dayMs, occurrence: couponOccurrence(first) },
      { at: now + 9 * dayMs, occurrence: couponOccurrence(second) },
    ]);
    expect(profile.dueAt).toBeUndefined();
  });

  it("is never reminded of a code twice, too early, or when it is over, whatever is held", () => {
    const days = fc.integer({ min: -30, max: 30 });
    const some = fc.uniqueArray(fc.record({ code: fc.stringMatching(/^[A-Z]{3}$/), from: days, until: days }), {
      selector: ({ code }) => code,
      maxLength: 4,
    });
    void fc.assert(
      fc.property(some, (all) => {
        const coupons = all.map(({ code, from, until }) =>
          held({ code, at: now + from * dayMs, expiresAt: now + Math.max(from + 1, until) * dayMs }),
        );

        const { told, profile } = reminders(coupons);

        expect(new Set(told.map(({ occurrence }) => occurrence)).size).toBe(told.length);
        expect(profile.dueAt).toBeUndefined();
        for (const { at: when, occurrence } of told) {
          const coupon = coupons.find((one) => couponOccurrence(one) === occurrence);
          expect(coupon?.expiresAt).toBeGreaterThan(when);
          expect(coupon?.at).toBeLessThan(when);
        }
        const open = coupons.filter(({ expiresAt = 0 }) => expiresAt > now);
        expect(told.length > 0).toBe(open.length > 0);
      }),
    );
  });

  it("is not reminded any more of a code that an order has used", () => {
    const event = {
      ...({
        kind: "order-placed",
        customerId: "customer-1",
        eventId: "o",
        orderId: "o",
        amount: 9,
        lines: [],
      } as const),
      ...{ occurredAt: now, receivedAt: now, coupons: ["a1"] },
    };

    const next = advance({ profile: aProfile({ coupons: [held()] }), events: [event], now, rules });

    expect(next.redeemed).toEqual(["dormant"]);
    expect(next.profile.coupons).toEqual([]);
    expect(next.profile.dueAt).toBeUndefined();
  });
});
