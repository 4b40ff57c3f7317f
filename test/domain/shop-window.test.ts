import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Advance, advance } from "../../lambdas/domain/advance.ts";
import type { CustomerEvent } from "../../lambdas/domain/event.ts";
import { looksCounted, sumCounts } from "../../lambdas/domain/funnel-counts.ts";
import { groupsOf } from "../../lambdas/domain/goal-counts.ts";
import { isInHoldOut } from "../../lambdas/domain/hold-out.ts";
import type { Profile } from "../../lambdas/domain/profile.ts";
import type { Rules } from "../../lambdas/domain/rules.ts";
import { drawingOf, shopWindowCounters } from "../../lambdas/domain/shop-window.ts";
import { customerItemOf, profileOfItem } from "../../lambdas/store/customer-item.ts";
import { at, dayMs, dormantCampaign, rulesWith } from "../support/campaigns.ts";
import { happened, ordered, reachable } from "../support/happenings.ts";
import { live, look } from "../support/live-profile.ts";

const lastOrder = at("2026-01-10T12:00:00Z");
const due = lastOrder + 180 * dayMs;
const inDays = (days: number): string => new Date(due + days * dayMs).toISOString();
const policy = { leaveOnOrder: false };
const campaigns = [
  dormantCampaign({ policy }),
  dormantCampaign({ id: "later", trigger: { kind: "since-last-order", days: 190 }, policy }),
];
const holdOutThat = (isHeldOut: boolean, percent = 20) => {
  const salts = Array.from({ length: 60 }, (_, index) => `salt-${index}`);
  const salt = salts.find((one) => isInHoldOut("c-1", { percent, salt: one }) === isHeldOut) ?? "none";
  return { percent, salt };
};
const rulesOf = (holdOut: { percent: number; salt: string }, change: Partial<Parameters<typeof rulesWith>[0]> = {}) =>
  rulesWith({ campaigns, settings: { holdOut }, ...change });
const treating = rulesOf(holdOutThat(false));
const holding = rulesOf(holdOutThat(true));

const start = (rules: Rules): Profile =>
  live([...reachable("2026-01-01T10:00:00Z"), ordered("2026-01-10T12:00:00Z", "o-1")], rules);

type Happening = { readonly days: number } & ({ readonly event: CustomerEvent } | { readonly rules: Rules });

/** The first look, then what happened; whatever was added to the counters. */
const story = (rules: Rules, happenings: readonly Happening[] = []) => {
  let result: Advance = look(start(rules), due, rules);
  const added = [...(result.counted ?? []), ...looksCounted({ looks: result.looks, day: rules.dayOf(due) })];
  for (const one of happenings) {
    const now = due + one.days * dayMs;
    const inForce = "rules" in one ? one.rules : rules;
    const { profile } = result;
    result = advance({ profile, events: "event" in one ? [one.event] : [], now, rules: inForce });
    added.push(...(result.counted ?? []), ...looksCounted({ looks: result.looks, day: inForce.dayOf(now) }));
  }
  const of = (campaignId: string) => added.filter((one) => one.campaignId === campaignId);
  const shop = of(shopWindowCounters(rules.drawing ?? ""));
  return {
    profile: result.profile,
    ids: [...new Set(added.map(({ campaignId }) => campaignId))].sort(),
    days: [...new Set(shop.map(({ day }) => day))],
    shop: groupsOf(sumCounts(shop.map(({ counts }) => counts))),
    campaign: groupsOf(sumCounts(of("dormant").map(({ counts }) => counts))),
  };
};
const order = (days: number, id = `o-${days}`, amount = 20): Happening => ({
  days,
  event: ordered(inDays(days), id, amount),
});
const lookAt = (days: number, rules: Rules): Happening => ({ days, rules });

describe("the window of everything that the shop sends", () => {
  it("begins when the first campaign wants to write, once for all campaigns, and counts on that day", () => {
    const told = story(treating, [lookAt(10, treating), order(12), order(40, "o-40", 10)]);

    expect(told.shop.treated).toMatchObject({ customers: 1, converted: 1, orders: 2, revenue: 3_000, spent: 3_000 });
    expect(told.shop.heldOut.customers).toBe(0);
    expect(told.days).toEqual(["2026-07-09"]);
    expect(told.ids).toEqual(["dormant", "later", shopWindowCounters(treating.drawing ?? "")]);
    // The campaign's own window is over after 14 days, this one is not.
    expect(told.campaign.treated.orders).toBe(1);
  });

  it("has the shop's hold-out as its arm", () => {
    expect(story(holding, [order(3)]).shop.heldOut).toMatchObject({ customers: 1, converted: 1, revenue: 2_000 });
  });

  it("takes whom only a campaign keeps out for treated: the shop may write to them", () => {
    const salt = Array.from({ length: 400 }, (_, index) => `own-${index}`).find(
      (one) =>
        !isInHoldOut("c-1", { percent: 10, salt: one }) && isInHoldOut("c-1", { percent: 50, salt: `${one}/dormant` }),
    );
    const kept = dormantCampaign({ policy: { holdOutPercent: 50, leaveOnOrder: false } });
    const told = story(rulesOf({ percent: 10, salt: salt ?? "" }, { campaigns: [kept] }), [order(3)]);

    expect(told.campaign.heldOut.customers).toBe(1);
    expect(told.shop.treated).toMatchObject({ customers: 1, orders: 1 });
    expect(told.shop.heldOut.customers).toBe(0);
  });

  it("takes an order that is cancelled out again, and counts none after sixty days", () => {
    const cancelled = happened(inDays(8), { kind: "order-cancelled", orderId: "o-3", amount: 20 });
    const told = story(treating, [order(3), { days: 8, event: cancelled }, order(60.5)]);

    expect(told.shop.treated).toMatchObject({ customers: 1, converted: 0, orders: 0, revenue: 0, products: 0 });
  });

  it("is not begun again when it is over: a customer counts once", () => {
    const told = story(treating, [order(3), lookAt(3 + 180, treating), order(3 + 181)]);

    expect(told.campaign.treated).toMatchObject({ customers: 2, orders: 2 });
    expect(told.shop.treated).toMatchObject({ customers: 1, orders: 1 });
    // What is kept of it is only that the customer was counted.
    expect(told.profile.shopWindow).toEqual({ drawing: treating.drawing });
  });

  it("begins anew with another name of the draw or another share, under counters of its own", () => {
    const redrawn = rulesOf(holdOutThat(true, 30));
    const told = story(treating, [lookAt(10, redrawn), order(12)]);

    expect(redrawn.drawing).not.toBe(treating.drawing);
    expect(told.shop.treated).toMatchObject({ customers: 1, orders: 0 });
    expect(told.profile.shopWindow).toMatchObject({ drawing: redrawn.drawing, window: { heldOut: true, orders: 1 } });
    expect(told.ids).toContain(shopWindowCounters(redrawn.drawing ?? ""));
  });

  it("is none where the shop holds out nobody, or the customer cannot be reached", () => {
    const nobody = story(rulesOf({ percent: 0, salt: "x" }), [order(3)]);
    const unreachable = live([ordered("2026-01-10T12:00:00Z", "o-1")], treating);

    expect(drawingOf({ percent: 0, salt: "x" })).toBeUndefined();
    expect(nobody.profile.shopWindow).toBeUndefined();
    expect(nobody.ids).toEqual(["dormant"]);
    expect(look(unreachable, due, treating).profile.shopWindow).toBeUndefined();
  });

  it("is stored in a few bytes, and a customer from before has none", () => {
    const { profile } = story(holding, [order(3)]);
    const { shop, ...item } = customerItemOf(profile);

    expect(JSON.stringify(shop).length).toBeLessThan(50);
    expect(profileOfItem(customerItemOf(profile))).toEqual(profile);
    expect(profileOfItem(item).shopWindow).toBeUndefined();
  });
});

describe("orders within the window, in whatever order they are told", () => {
  // As many as a profile remembers: only these can be recognised when they are told again or cancelled.
  const orders = fc.uniqueArray(
    fc.record({
      days: fc.integer({ min: -5, max: 75 }),
      amount: fc.integer({ min: 0, max: 500 }),
      cancelled: fc.boolean(),
    }),
    { selector: ({ days }) => days, maxLength: 4 },
  );
  const shuffled = orders.chain((all) =>
    fc.record({ all: fc.constant(all), told: fc.shuffledSubarray(all, { minLength: all.length }) }),
  );

  it("are counted once each; counters, window and orders agree", () => {
    void fc.assert(
      fc.property(shuffled, fc.boolean(), ({ all, told }, isHeldOut) => {
        const rules = isHeldOut ? holding : treating;
        const idOf = ({ days }: { days: number }) => `p-${days + 10}`;
        const twice = told.flatMap((one) => [one, one].map(({ days, amount }) => order(days, idOf(one), amount)));
        const cancelled = told
          .filter((one) => one.cancelled)
          .map((one) => happened(inDays(80), { kind: "order-cancelled", orderId: idOf(one), amount: one.amount }))
          .map((event): Happening => ({ days: 80, event: { ...event, eventId: `cancel-${event.eventId}` } }));
        const { shop, profile } = story(rules, [...twice, ...cancelled]);

        const within = all.filter(({ days, cancelled: gone }) => days > 0 && days <= 60 && !gone);
        const revenue = within.reduce((sum, { amount }) => sum + amount * 100, 0);
        const expected = { orders: within.length, revenue, converted: within.length > 0 ? 1 : 0 };
        const [arm, other] = isHeldOut ? [shop.heldOut, shop.treated] : [shop.treated, shop.heldOut];
        expect(arm).toMatchObject({
          customers: 1,
          ...expected,
          revenueSquares: revenue ** 2,
          products: 3_000 * revenue,
        });
        expect(Object.values(other).every((sum) => sum === 0)).toBe(true);
        expect(profile.shopWindow?.window).toMatchObject({
          ...{ orders: expected.orders, revenueCents: revenue, converted: expected.converted === 1 },
        });
      }),
    );
  });
});
