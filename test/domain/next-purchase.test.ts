import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { advance } from "../../lambdas/domain/advance.ts";
import type { Campaign, Trigger } from "../../lambdas/domain/campaign.ts";
import { expectedDates, purchaseBelief, purchaseOccurrence } from "../../lambdas/domain/next-purchase.ts";
import { hasLeft, nextDue, nextDueAt } from "../../lambdas/domain/plan.ts";
import type { ProductFigures, Profile } from "../../lambdas/domain/profile.ts";
import type { Rules } from "../../lambdas/domain/rules.ts";
import { learnProductGaps } from "../../lambdas/domain/value/learn-product-gaps.ts";
import { gapBelief, type ProductGap } from "../../lambdas/domain/value/product-gap.ts";
import { at, dayMs, reminderCampaign, rulesWith, sendStep } from "../support/campaigns.ts";
import { aProfile } from "../support/factories.ts";

const start = at("2026-01-05T09:13:27.123Z");
type PurchaseTrigger = Extract<Trigger, { kind: "before-next-purchase" }>;
const trigger: PurchaseTrigger = { kind: "before-next-purchase", leadDays: 7, minPurchases: 2 };

/** Forty customers who bought coffee every 20 days and a mat every 200, twice as many pieces twice as rarely. */
const learnedGaps: readonly ProductGap[] = Array.from({ length: 40 }, (_, customer) =>
  [1, 2, 1, 2].flatMap((quantity, index): ProductGap[] => [
    {
      ...{ customerId: `c${customer}`, productId: "coffee", category: "drinks", quantity },
      gapDays: 20 * quantity + ((customer + index) % 3) - 1,
    },
    {
      ...{ customerId: `c${customer}`, productId: "mat", category: "yoga", quantity },
      gapDays: 200 * quantity + ((customer + index) % 9) - 4,
    },
  ]),
).flat();
const learned = { at: start, gaps: learnProductGaps(learnedGaps) };

const coffee = (change: Partial<ProductFigures> = {}): ProductFigures => ({
  ...{ productId: "coffee", lastAt: start, count: 2, firstAt: start - 20 * dayMs },
  ...change,
});
const worldOf = (of: Partial<PurchaseTrigger>, products: readonly ProductFigures[], more: Partial<Profile> = {}) => {
  const campaign: Campaign = reminderCampaign({ trigger: { ...trigger, ...of } });
  const rules: Rules = rulesWith({ campaigns: [campaign], learned });
  const lastAt = Math.max(...products.map((product) => product.lastAt));
  const orders = { count: 4, revenue: 40, recent: [], firstAt: start - 90 * dayMs, lastAt, lastOrderId: "o4" };
  return { campaign, rules, profile: aProfile({ orders, products, ...more }) };
};
const dueDay = ({ campaign, rules, profile }: ReturnType<typeof worldOf>, now = start + 1): number =>
  (nextDue(campaign, profile, now, rules) - start) / dayMs;

describe("a reminder before the next purchase", () => {
  it("comes the lead ahead of the day on which half would have bought again", () => {
    const world = worldOf({ leadDays: 4 }, [coffee()]);

    const expected = Math.exp(purchaseBelief(coffee(), world.profile, world.rules).mean);

    expect(Math.abs(expected - 20)).toBeLessThan(3);
    expect(dueDay(world)).toBe(Math.round(expected - 4));
    // Never sooner than half of so short a rhythm.
    expect(dueDay(worldOf({ leadDays: 30 }, [coffee()]))).toBe(Math.round(expected / 2));
  });

  it("comes later for more pieces", () => {
    const day = dueDay(worldOf({}, [coffee({ pieces: 2, firstAt: start - 40 * dayMs })]));

    expect(day).toBeGreaterThan(dueDay(worldOf({}, [coffee()])) + 10);
  });

  it("goes by the customer's own gaps as far as there are some", () => {
    const belief = (product: ProductFigures): number => {
      const { profile, rules } = worldOf({}, [product]);
      return Math.exp(purchaseBelief(product, profile, rules).mean);
    };
    const [unknown, few, many] = [
      belief(coffee({ count: 1 })),
      belief(coffee({ count: 3, firstAt: start - 2 * 60 * dayMs })),
      belief(coffee({ count: 13, firstAt: start - 12 * 60 * dayMs })),
    ] as const;

    expect([few > unknown, many > few]).toEqual([true, true]);
    expect(many).toBeGreaterThan(35);
  });

  it("believes of figures what it believes of the gaps that they sum up", () => {
    const { profile, rules } = worldOf({}, [coffee()]);
    const quantity = Math.exp((Math.log(1) + Math.log(2)) / 2);
    const own = Array.from({ length: 4 }, () => ({ gapDays: 33, quantity }));

    const ofFigures = purchaseBelief(coffee({ count: 5, firstAt: start - 4 * 33 * dayMs }), profile, rules);
    const ofGaps = gapBelief(learned.gaps, { productId: "coffee", quantity: 1 }, own);

    expect(ofFigures.mean).toBeCloseTo(ofGaps.mean, 9);
    expect(ofFigures.variance).toBeCloseTo(ofGaps.variance, 9);
    expect(ofFigures.from).toBe("customer");
  });

  it("has something to go by while nothing was learned: six weeks, drawn toward the customer's own gaps", () => {
    const { campaign, profile } = worldOf({ minPurchases: 1 }, [coffee({ productId: "new", count: 1 })]);
    const rules = rulesWith({ campaigns: [campaign] });

    expect((nextDue(campaign, profile, start + 1, rules) - start) / dayMs).toBe(35);
  });

  it("is about the products and categories meant, bought often enough", () => {
    const mat: ProductFigures = { productId: "mat", lastAt: start, count: 2, firstAt: start - 200 * dayMs };
    const never = Number.POSITIVE_INFINITY;

    // Of the mat only the shop knows the category, of tea the latest order.
    expect(dueDay(worldOf({ categories: ["yoga"] }, [coffee(), mat]))).toBeGreaterThan(150);
    expect(dueDay(worldOf({ categories: ["tea"] }, [coffee(), mat]))).toBe(never);
    expect(dueDay(worldOf({ categories: ["tea"] }, [coffee({ category: "tea" })]))).toBeLessThan(20);
    expect(dueDay(worldOf({ products: ["mat"] }, [coffee(), mat]))).toBeGreaterThan(150);
    expect(dueDay(worldOf({ minPurchases: 3 }, [coffee()]))).toBe(never);
  });

  it("moves when its day has passed, and ends when nothing is to be expected any more", () => {
    const world = worldOf({ leadDays: 3 }, [coffee()]);

    const days = [0, 40, 80, 3_000].map((day) => dueDay(world, start + day * dayMs + 1));

    expect(days[0]).toBeLessThan(20);
    expect([...days].sort((a, b) => a - b)).toEqual(days);
    expect(days[1]).toBeGreaterThan(25);
    expect(days[3]).toBe(Number.POSITIVE_INFINITY);
  });

  it("enters once for a product and purchase, keeps the product, and leaves when it is bought again", () => {
    const { campaign, rules, profile } = worldOf({}, [coffee()]);
    const due = nextDue(campaign, profile, start + 1, rules);

    const { profile: looked, reservations } = advance({ profile, events: [], now: due, rules });

    const occurrence = purchaseOccurrence(coffee());
    expect(looked.entries[campaign.id]).toMatchObject({ occurrence, count: 1 });
    expect(nextDue(campaign, looked, due + 1, rules)).toBe(Number.POSITIVE_INFINITY);
    expect(reservations.map(({ details }) => details)).toEqual([{ productId: "coffee" }]);
    const journey = { campaignId: campaign.id, occurrence, enteredAt: due };
    const again = { ...looked, products: [coffee({ count: 3, lastAt: due + dayMs })] };
    expect([hasLeft(campaign, looked, journey), hasLeft(campaign, again, journey)]).toEqual([false, true]);
    expect(nextDue(campaign, again, due + 2 * dayMs, rules)).toBeLessThan(Number.POSITIVE_INFINITY);
  });

  it("speaks of one product where the time of several has come, and of the others with their next purchase", () => {
    const tea = coffee({ productId: "tea", category: "drinks" });
    const later = coffee({ productId: "cocoa", lastAt: start + 10 * dayMs });
    const { campaign, profile } = worldOf({}, [tea, later, coffee()]);
    const rules = rulesWith({ campaigns: [campaign] });
    const due = nextDue(campaign, profile, start + 10 * dayMs, rules) + 2 * dayMs;

    const first = advance({ profile, events: [], now: due, rules });
    const second = nextDue(campaign, first.profile, due + 1, rules);
    const then = advance({ profile: first.profile, events: [], now: second, rules });

    expect(first.reservations.map(({ details }) => details?.productId)).toEqual(["coffee"]);
    expect(then.reservations.map(({ details }) => details?.productId)).toEqual(["cocoa"]);
    expect(nextDue(campaign, then.profile, second + 1, rules)).toBe(Number.POSITIVE_INFINITY);
  });

  it("lets a step branch by the product", () => {
    const steps: Campaign["steps"] = [
      { kind: "branch", id: "which", if: { attribute: "event.productId", is: "coffee" }, onYes: "beans", onNo: "end" },
      sendStep({ id: "beans" }),
      { kind: "exit", id: "end" },
    ];
    const world = worldOf({}, [coffee()]);
    const campaign = { ...world.campaign, steps };
    const rules = rulesWith({ campaigns: [campaign], learned });
    const now = nextDue(campaign, world.profile, start + 1, rules);

    expect(advance({ profile: world.profile, events: [], now, rules }).reservations).toMatchObject([
      { stepId: "beans" },
    ]);
  });
});

describe("against a search through the days", () => {
  const anyProduct = fc.record(
    {
      productId: fc.constantFrom("coffee", "mat", "tea", "cup"),
      lastAt: fc.nat({ max: 120 }).map((day) => start + day * dayMs),
      count: fc.integer({ min: 1, max: 9 }),
      pieces: fc.integer({ min: 2, max: 9 }),
      gapDays: fc.integer({ min: 1, max: 300 }),
      category: fc.constantFrom("drinks", "yoga"),
    },
    { requiredKeys: ["productId", "lastAt", "count"] },
  );
  const anyProducts = fc
    .uniqueArray(anyProduct, { minLength: 1, maxLength: 4, selector: ({ productId }) => productId })
    .map((all) =>
      all.map(({ gapDays, ...product }): ProductFigures => {
        const isKnown = gapDays !== undefined && product.count > 1;
        return isKnown ? { ...product, firstAt: product.lastAt - gapDays * dayMs * (product.count - 1) } : product;
      }),
    );
  const anyTrigger = fc.record({
    leadDays: fc.constantFrom(0, 1, 7, 30),
    minPurchases: fc.constantFrom(1, 2),
  });

  /** Whether a product has a window open that began after the entry before. */
  const windowsOf = ({ campaign, rules, profile }: ReturnType<typeof worldOf>): ((now: number) => boolean) => {
    const { leadDays, minPurchases } = campaign.trigger as PurchaseTrigger;
    const entry = profile.entries[campaign.id];
    const windows = profile.products.flatMap((product) => {
      const own = [...expectedDates(purchaseBelief(product, profile, rules), leadDays)].map((date) => ({
        from: product.lastAt + date.remindFrom * dayMs,
        until: product.lastAt + date.remindUntil * dayMs,
      }));
      const isOver = entry !== undefined && (own[0]?.from ?? 0) <= entry.at;
      return product.count < minPurchases || isOver ? [] : own;
    });
    return (now) => windows.some(({ from, until }) => from <= now && now <= until);
  };
  const searchedDays = 2_000;

  it("is due on the first day on which a product has a window open", async () => {
    let found = 0;
    await fc.assert(
      fc.property(
        anyProducts,
        anyTrigger,
        fc.nat({ max: 400 }),
        fc.option(fc.nat({ max: 200 }), { nil: undefined }),
        (products, of, day, enteredDay) => {
          const now = start + day * dayMs;
          const entered = { occurrence: "purchase-before", at: start + (enteredDay ?? 0) * dayMs, count: 1 };
          const entries = enteredDay === undefined || enteredDay > day ? {} : { reminder: entered };
          const world = worldOf(of, products, { entries });

          const due = nextDue(world.campaign, world.profile, now, world.rules);

          const mayEnterAt = windowsOf(world);
          let expected: number | undefined;
          for (let ahead = 0; ahead <= searchedDays && expected === undefined; ahead += 1)
            if (mayEnterAt(now + ahead * dayMs)) expected = now + ahead * dayMs;
          if (expected === undefined) expect(due).toBeGreaterThan(now + searchedDays * dayMs);
          else expect(Math.max(due, now)).toBe(expected);
          if (expected !== undefined) found += 1;
          expect(nextDueAt(world.profile, now, world.rules) ?? Number.POSITIVE_INFINITY).toBe(due);
        },
      ),
      { numRuns: 400 },
    );
    expect(found).toBeGreaterThan(200);
  });

  it("never moves back as time passes, and has windows that follow one another", async () => {
    await fc.assert(
      fc.property(anyProducts, anyTrigger, fc.nat({ max: 400 }), fc.nat({ max: 400 }), (products, of, early, more) => {
        const world = worldOf(of, products);
        const { campaign, profile, rules } = world;
        const now = start + early * dayMs;

        const [before, after] = [now, now + more * dayMs].map((time) => nextDue(campaign, profile, time, rules));

        expect(after).toBeGreaterThanOrEqual(before ?? Number.NaN);
        for (const product of products) {
          const edges = [...expectedDates(purchaseBelief(product, profile, rules), of.leadDays)].flatMap((date) => [
            date.remindFrom,
            date.remindUntil,
          ]);
          expect(edges.toSorted((a, b) => a - b)).toEqual(edges);
        }
      }),
    );
  });
});

it("without a lead the next order and the next purchase are reminded of on their day, however the gap is rounded", () => {
  for (const gap of [30.2, 30.5, 30.8]) {
    const orders = {
      ...{ count: 2, revenue: 40, recent: [], lastOrderId: "o2" },
      ...{ firstAt: start - gap * dayMs, lastAt: start },
    };
    const campaign = reminderCampaign({
      trigger: { kind: "before-next-order", leadDays: 0, minOrders: 2, priorGapDays: 60, priorWeight: 0 },
    });
    const rules = rulesWith({ campaigns: [campaign] });
    const profile = aProfile({ orders });

    const due = nextDue(campaign, profile, start + 1, rules);

    expect((due - start) / dayMs).toBe(Math.round(gap));
    expect(nextDue(campaign, profile, due, rules)).toBe(due);
  }
});
