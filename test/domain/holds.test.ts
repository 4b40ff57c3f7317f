import { describe, expect, it } from "vitest";
import { holds } from "../../lambdas/domain/holds.ts";
import type { Predicate, Segment } from "../../lambdas/domain/predicate.ts";
import { emptyProfile, type Profile } from "../../lambdas/domain/profile.ts";
import { compileRules } from "../../lambdas/domain/rules.ts";
import { settingsSchema } from "../../lambdas/domain/settings.ts";
import { at, dayMs } from "../support/campaigns.ts";

const now = at("2026-03-02T10:00:00Z");
const ago = (days: number): number => now - days * dayMs;
const segment = (id: string, predicate: Predicate): Segment => ({ id, name: { en: id, zh: id }, predicate });

const rules = compileRules(
  {
    revision: 1,
    paused: false,
    settings: settingsSchema.parse({ shop: { timeZone: "Europe/London" } }),
    campaigns: [],
    segments: [
      segment("vip", { figure: "orders.count", atLeast: 4 }),
      segment("friends-of-vip", { segment: "vip" }),
      segment("snake", { any: [{ segment: "tail" }, { figure: "orders.count", atLeast: 1 }] }),
      segment("tail", { segment: "snake" }),
    ],
  },
  { gapCount: 0, gapMsTotal: 0 },
);

/** Ada: seven orders of 30, two of them at a discount; yoga ten days ago; a mat in the cart. */
const ada: Profile = {
  ...emptyProfile("ada"),
  traits: { email: "ada@example.com", timeZone: "Asia/Shanghai", country: "CN", language: "zh" },
  consents: { email: { all: { granted: true, at: ago(90), source: "checkout" } } },
  orders: { count: 7, revenue: 210, discounted: 2, firstAt: ago(400), lastAt: ago(10), recent: [] },
  products: [{ productId: "mat", lastAt: ago(10), count: 1 }],
  categories: [{ category: "yoga", lastAt: ago(10), count: 3 }],
  favourites: [{ productId: "tea", category: "drinks", at: ago(3) }],
  visits: { count: 12, lastAt: ago(1) },
  activities: [
    { name: "product-viewed", key: "yoga", at: ago(1) },
    { name: "product-viewed", key: "yoga", at: ago(2) },
    { name: "product-viewed", key: "drinks", at: ago(7) },
    { name: "Joined Class", at: ago(20) },
  ],
  cart: { at: ago(1), items: 2, value: 55, products: ["mat"] },
  attributes: {
    birthday: "1996-03-02",
    level: "gold",
    points: 120,
    subscribed: true,
    interests: ["yoga", "running"],
    childBirthdays: ["2019-09-01", "2025-12-10"],
  },
  marks: { level: "silver", asked: "yes" },
  coupons: [
    { couponId: "gift", code: "A1", campaignId: "dormant", at: ago(5), expiresAt: ago(-6) },
    { couponId: "old", code: "B2", campaignId: "dormant", at: ago(50), expiresAt: ago(1) },
    { couponId: "forever", code: "C3", campaignId: "care", at: ago(50) },
  ],
  entries: { dormant: { occurrence: "order-1", at: ago(20), count: 1 } },
  engagement: { email: { delivered: 9, clicked: 2 } },
  contacts: [6, 4, 2].map((days) => ({
    ...{ messageKey: `push-${days}`, channel: "push" as const, category: "care" as const, at: ago(days) },
  })),
  cases: [{ caseId: "case-1", subject: "complaint", at: ago(1) }],
};

const answers = (cases: readonly (readonly [Predicate, boolean])[]) =>
  it.each(cases)("%j is %s", (predicate, expected) => {
    expect(holds(predicate, ada, now, rules)).toBe(expected);
  });

describe("figures of the profile", () => {
  answers([
    [{ figure: "orders.count", atLeast: 7 }, true],
    [{ figure: "orders.count", atLeast: 8 }, false],
    [{ figure: "orders.revenue", atLeast: 200, atMost: 210 }, true],
    [{ figure: "orders.averageValue", atMost: 29.99 }, false],
    [{ figure: "orders.discountedShare", atLeast: 0.28, atMost: 0.29 }, true],
    [{ figure: "orders.daysSinceFirst", atLeast: 400 }, true],
    [{ figure: "orders.daysSinceLast", atMost: 10 }, true],
    [{ figure: "orders.daysSinceLast", atLeast: 10.000_001 }, false],
    [{ figure: "visits.count", atLeast: 12 }, true],
    [{ figure: "visits.daysSinceLast", atLeast: 2 }, false],
    [{ figure: "cart.items", atLeast: 1 }, true],
    [{ figure: "cart.value", atLeast: 50 }, true],
    [{ figure: "email.clicked", atLeast: 2 }, true],
    [{ figure: "sms.clicked", atMost: 0 }, true],
    [{ figure: "push.unopened", atLeast: 3 }, true],
    [{ figure: "cases.open", atLeast: 1 }, true],
  ]);

  it("the age is told by the customer's own calendar: Ada is 30 in Shanghai some hours before she is in London", () => {
    const midnight = at("2026-03-01T16:00:00Z");
    const is30: Predicate = { figure: "age", atLeast: 30, atMost: 30 };

    const ages = [midnight - 1, midnight].map((instant) => holds(is30, ada, instant, rules));

    expect(ages).toEqual([false, true]);
  });

  it("of whom nothing is known, an unknown figure holds for no bound, and a count is 0", () => {
    const nobody = emptyProfile("nobody");
    const asked: readonly Predicate[] = [
      { figure: "orders.count", atMost: 0 },
      { figure: "orders.daysSinceLast", atLeast: 0 },
      { figure: "orders.daysSinceLast", atMost: 9 },
      { figure: "orders.averageValue", atMost: 9 },
      { figure: "age", atMost: 200 },
      { tier: ["none"] },
    ];

    expect(asked.map((predicate) => holds(predicate, nobody, now, rules))).toEqual([
      true,
      false,
      false,
      false,
      false,
      true,
    ]);
  });
});

describe("attributes", () => {
  answers([
    [{ attribute: "level" }, true],
    [{ attribute: "level", is: "gold" }, true],
    [{ attribute: "level", is: ["silver", "bronze"] }, false],
    [{ attribute: "asked", is: "yes" }, true],
    [{ attribute: "points", atLeast: 100, atMost: 120 }, true],
    [{ attribute: "level", atLeast: 0 }, false],
    [{ attribute: "subscribed", is: true }, true],
    [{ attribute: "subscribed", is: "true" }, false],
    [{ attribute: "interests", is: "running" }, true],
    [{ attribute: "interests", is: ["chess", "yoga"] }, true],
    [{ attribute: "birthday", from: "1990-01-01", to: "1999-12-31" }, true],
    [{ attribute: "birthday", to: "1996-03-01" }, false],
    [{ attribute: "level", from: "1990-01-01" }, false],
    [{ attribute: "childBirthdays", daysAgo: { atLeast: 0, atMost: 90 } }, true],
    [{ attribute: "childBirthdays", daysAgo: { atLeast: 90, atMost: 365 } }, false],
    [{ attribute: "country", is: "CN" }, true],
    [{ attribute: "language", is: "en" }, false],
    [{ attribute: "email" }, false],
    [{ attribute: "shoeSize", exists: false }, true],
    [{ attribute: "constructor" }, false],
  ]);
});

describe("what happened lately", () => {
  answers([
    [{ event: "product-viewed", key: "yoga", withinDays: 3, atLeast: 2 }, true],
    [{ event: "product-viewed", key: "yoga", withinDays: 2, atLeast: 2 }, false],
    [{ event: "product-viewed", withinDays: 30, atLeast: 3 }, true],
    [{ event: "product-viewed", withinDays: 30, atMost: 2 }, false],
    [{ event: "Joined Class", withinDays: 30 }, true],
    [{ event: "Joined Class", withinDays: 7, atMost: 0 }, true],
  ]);
});

describe("goods", () => {
  answers([
    [{ bought: { categories: ["yoga"], withinDays: 10 } }, true],
    [{ bought: { categories: ["yoga"], withinDays: 9 } }, false],
    [{ bought: { products: ["cup", "mat"] } }, true],
    [{ bought: { products: ["cup"], categories: ["drinks"] } }, false],
    [{ bought: { withinDays: 11 } }, true],
    [{ favourite: { categories: ["drinks"] } }, true],
    [{ favourite: { products: ["mat"] } }, false],
    [{ favourite: {} }, true],
  ]);
});

describe("tiers, segments, campaigns and coupons", () => {
  answers([
    [{ tier: ["core", "potential"] }, true],
    [{ tier: ["lost"] }, false],
    [{ segment: "vip" }, true],
    [{ segment: "friends-of-vip" }, true],
    [{ segment: "nobody-wrote-it" }, false],
    [{ segment: "snake" }, true],
    [{ entered: "dormant" }, true],
    [{ entered: "dormant", withinDays: 19 }, false],
    [{ entered: "care" }, false],
    [{ coupon: {} }, true],
    [{ coupon: { ids: ["old"] } }, false],
    [{ coupon: { expiresWithinDays: 7 } }, true],
    [{ coupon: { ids: ["gift"], expiresWithinDays: 5 } }, false],
    [{ coupon: { ids: ["forever"], expiresWithinDays: 365 } }, false],
  ]);
});

describe("whether a message may and can go", () => {
  answers([
    [{ reachable: "email", about: "promotion" }, true],
    [{ reachable: "sms", about: "promotion" }, false],
    [{ consent: "email", about: "care" }, true],
    [{ consent: "sms", about: "care" }, false],
    [{ hasAddress: "email" }, true],
    [{ hasAddress: "sms" }, false],
  ]);

  it("a suppressed address is an address with consent that may not be written to", () => {
    const suppressed: Profile = {
      ...ada,
      suppressions: { email: [{ address: "ada@example.com", cause: "complaint", at: ago(1) }] },
    };
    const asked: readonly Predicate[] = [
      { hasAddress: "email" },
      { consent: "email", about: "promotion" },
      { reachable: "email", about: "promotion" },
    ];

    expect(asked.map((predicate) => holds(predicate, suppressed, now, rules))).toEqual([true, true, false]);
  });
});
