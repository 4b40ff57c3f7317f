import { describe, expect, it } from "vitest";
import { billByPart, billParts, otherEventsPerOrder, volumesOf } from "../../lambdas/domain/cost-estimate.ts";
import { monthlyBill } from "../../lambdas/domain/cost-model.ts";
import { costParts } from "../../lambdas/domain/cost-parts.ts";
import { costUnits } from "../../lambdas/domain/cost-units.ts";
import { dayMs } from "../../lambdas/domain/limits.ts";
import { emptyProfile, type Profile } from "../../lambdas/domain/profile.ts";

const now = Date.UTC(2026, 2, 31);
const buyer = (customerId: string, daysAgo: readonly number[]): Profile => {
  const recent = daysAgo.map((days) => ({ orderId: `${customerId}-${days}`, at: now - days * dayMs }));
  const profile = emptyProfile(customerId);
  return { ...profile, orders: { ...profile.orders, count: recent.length, recent } };
};
const month = { days: 30, now, retentionDays: 730, profiles: [], of: 0, counts: {} };

describe("a shop's month", () => {
  it("has as many orders as its sample has, for all customers together", () => {
    const profiles = [buyer("a", [1, 29, 31]), buyer("b", []), buyer("c", [200]), buyer("d", [10])];

    const { orders, otherEvents, customers } = volumesOf({ ...month, profiles, of: 4_000 });

    expect([customers, orders, otherEvents]).toEqual([4_000, 3_000, 3_000 * otherEventsPerOrder]);
  });

  it("takes messages, their fees and looks from the counters", () => {
    const counts = {
      ...{ lookedAt: 900, reserved: 300, "email:sent": 280, "sms:sent": 12, "push:sent": 3 },
      "sms:cost": 99_600,
    };

    expect(volumesOf({ ...month, counts })).toMatchObject({
      ...{ looks: 600, emails: 280, texts: 12, pushes: 3, textsUsd: 0.0996, monthsKept: 25, orders: 0 },
    });
  });

  it("is paid for in parts that sum to the engine's bill, to the cents that rounding takes", () => {
    const counts = { lookedAt: 5e6, reserved: 4e6, "email:sent": 4e6 };
    const bill = monthlyBill(volumesOf({ ...month, counts, of: 1e6 }), { units: costUnits, parts: costParts });
    const parts = billByPart(bill);

    expect(parts.map(({ part }) => part)).toEqual(billParts);
    expect(parts.reduce((sum, { usd }) => sum + usd, 0)).toBeCloseTo(bill.engineUsd, 1);
  });
});
