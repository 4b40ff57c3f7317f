// Triggers by the customer's own rhythm against a search through the days after the last order.
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { advance } from "../../lambdas/domain/advance.ts";
import { aliveAt } from "../../lambdas/domain/alive.ts";
import type { Campaign, Trigger } from "../../lambdas/domain/campaign.ts";
import { nextDue, nextDueAt } from "../../lambdas/domain/plan.ts";
import type { OrderFigures, Profile } from "../../lambdas/domain/profile.ts";
import type { DropoutModel } from "../../lambdas/domain/value/dropout-model.ts";
import { anyDropoutModel } from "../support/any-dropout-model.ts";
import { at, dayMs, dormantCampaign, rulesWith } from "../support/campaigns.ts";
import { aProfile } from "../support/factories.ts";

const start = at("2026-01-05T09:13:27.123Z");
const anyOrders: fc.Arbitrary<OrderFigures> = fc
  .tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 0, max: 400 * dayMs }))
  .map(([count, ms]) => ({
    ...{ count, revenue: 9, recent: [], firstAt: start, lastOrderId: "last" },
    lastAt: start + (count === 1 ? 0 : ms),
  }));
const figures = { gapCount: 80, gapMsTotal: 80 * 40 * dayMs };
const minDays = fc.constantFrom(0, 10, 45);

const anyTrigger: fc.Arbitrary<Trigger> = fc.oneof(
  fc
    .record(
      {
        ...{ gaps: fc.double({ min: 0.5, max: 6, noNaN: true }), minOrders: fc.integer({ min: 2, max: 4 }), minDays },
        assumedDays: fc.constant(90),
      },
      { requiredKeys: ["gaps", "minOrders", "minDays"] },
    )
    .map((rest): Trigger => ({ kind: "silent-for-own-gaps", ...rest })),
  fc
    .record({ probability: fc.double({ min: 0.05, max: 0.9, noNaN: true }), minDays, assumedDays: fc.constant(180) })
    .map((rest): Trigger => ({ kind: "alive-below", ...rest })),
);

/** The shop's typical gap is drawn toward 60 days as by 20 gaps, a customer's toward the shop's as by 3. */
const gapDays = ({ count, firstAt = 0, lastAt = 0 }: OrderFigures): number => {
  const shop = (80 * 40 + 20 * 60) / 100;
  return ((lastAt - firstAt) / dayMs + 3 * shop) / (count - 1 + 3);
};

const mayBegin = (trigger: Trigger, orders: OrderFigures, days: number, model: DropoutModel | undefined): boolean => {
  if (trigger.kind === "silent-for-own-gaps") {
    const assumed = trigger.assumedDays ?? Number.POSITIVE_INFINITY;
    const silence = orders.count >= trigger.minOrders ? trigger.gaps * gapDays(orders) : assumed;
    return days >= Math.max(trigger.minDays, silence);
  }
  if (trigger.kind !== "alive-below" || days < trigger.minDays) return false;
  const alive = aliveAt(model, orders, (orders.lastAt ?? 0) + days * dayMs);
  const neverGone = (aliveAt(model, orders, (orders.lastAt ?? 0) + 36_525 * dayMs) ?? 1) >= trigger.probability;
  return model === undefined || neverGone ? days >= trigger.assumedDays : (alive ?? 1) < trigger.probability;
};

const worldOf = (trigger: Trigger, orders: OrderFigures, customers: DropoutModel | undefined) => {
  const campaign: Campaign = dormantCampaign({ trigger });
  const learned = customers && { learned: { at: start, customers } };
  const rules = rulesWith({ campaigns: [campaign], figures, ...learned });
  const profile: Profile = aProfile({ orders });
  return { campaign, rules, profile };
};
const anyWorld = fc.tuple(anyTrigger, anyOrders, fc.option(anyDropoutModel, { nil: undefined, freq: 4 }));

/** Within some milliseconds of a whole day, that day and the one after are both right. */
const isHardToTell = (trigger: Trigger, orders: OrderFigures): boolean => {
  const days = trigger.kind === "silent-for-own-gaps" ? trigger.gaps * gapDays(orders) : 0.5;
  return Math.abs(days - Math.round(days)) * dayMs < 10;
};

const searchedDays = 1_500;
const firstDay = (holds: (day: number) => boolean): number | undefined => {
  for (let day = 1; day <= searchedDays; day += 1) if (holds(day)) return day;
  return undefined;
};

describe("a silence by the customer's own rhythm", () => {
  it("is due on the first whole day after the last order on which it is long enough", async () => {
    let found = 0;
    await fc.assert(
      fc.property(anyWorld, ([trigger, orders, model]) => {
        const { campaign, rules, profile } = worldOf(trigger, orders, model);
        const { lastAt = 0 } = orders;
        fc.pre(!isHardToTell(trigger, orders));

        const due = nextDue(campaign, profile, lastAt + 1, rules);

        const day = firstDay((days) => mayBegin(trigger, orders, days, model));
        if (day === undefined) expect(due).toBeGreaterThan(lastAt + searchedDays * dayMs);
        else expect((due - lastAt) / dayMs).toBe(day);
        if (day !== undefined) found += 1;
        expect(nextDueAt(profile, lastAt + 1, rules) ?? Number.POSITIVE_INFINITY).toBe(due);
      }),
      { numRuns: 500 },
    );
    expect(found).toBeGreaterThan(250);
  });

  it("never moves back as time passes", async () => {
    await fc.assert(
      fc.property(anyWorld, fc.nat({ max: 400 }), fc.nat({ max: 400 }), ([trigger, orders, model], early, more) => {
        const { campaign, rules, profile } = worldOf(trigger, orders, model);
        const now = (orders.lastAt ?? 0) + early * dayMs;

        const before = nextDue(campaign, profile, now, rules);
        const after = nextDue(campaign, profile, now + more * dayMs, rules);

        expect(after).toBeGreaterThanOrEqual(before);
      }),
    );
  });

  it("comes once for a last order, and again after the next", () => {
    const trigger: Trigger = { kind: "silent-for-own-gaps", gaps: 2, minOrders: 2, minDays: 0 };
    const orders: OrderFigures = {
      ...{ count: 4, revenue: 9, recent: [], lastOrderId: "o4" },
      ...{ firstAt: start, lastAt: start + 90 * dayMs },
    };
    const { rules, profile, campaign } = worldOf(trigger, orders, undefined);
    const due = nextDue(campaign, profile, start + 91 * dayMs, rules);

    const looked = advance({ profile, events: [], now: due, rules }).profile;

    expect(looked.entries[campaign.id]).toMatchObject({ occurrence: "o4", count: 1 });
    expect(nextDue(campaign, looked, due + 1, rules)).toBe(Number.POSITIVE_INFINITY);
    const again = { ...looked, orders: { ...orders, count: 5, lastAt: due + dayMs, lastOrderId: "o5" } };
    expect(nextDue(campaign, again, due + 2 * dayMs, rules)).toBeLessThan(Number.POSITIVE_INFINITY);
  });
});
