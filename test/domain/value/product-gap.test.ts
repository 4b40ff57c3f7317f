import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type LogFigures, noFigures, spreadOf, withValue } from "../../../lambdas/domain/value/gap-levels.ts";
import { learnProductGaps } from "../../../lambdas/domain/value/learn-product-gaps.ts";
import { gapBelief, nextPurchase, type ProductGap } from "../../../lambdas/domain/value/product-gap.ts";
import { type Draws, seededDraws } from "../../support/generated-shop.ts";

const normal = (draws: Draws): number =>
  Math.sqrt(-2 * Math.log(draws.uniform())) * Math.cos(2 * Math.PI * draws.uniform());

interface Goods {
  readonly products: number;
  /** Of a product in two kinds: 20 and 80 days. */
  readonly lasting: (product: number) => number;
  /** The power of the quantity by which a gap grows. */
  readonly perQuantity: number;
  /** How much one customer's need of a product differs from another's, and one gap from another; logarithms. */
  readonly person: number;
  readonly chance: number;
}

const goods: Goods = {
  products: 20,
  lasting: (product) => (product % 2 === 0 ? 20 : 80),
  perQuantity: 1,
  person: 0.3,
  chance: 0.15,
};

/** Customers who use things up: each buys four products five times. */
const drawGaps = (of: Goods, customers: number, seed: number): readonly ProductGap[] => {
  const draws = seededDraws(seed);
  return Array.from({ length: customers }, (_, customer) =>
    Array.from({ length: 4 }, (_, choice) => {
      const product = (customer * 7 + choice * 5) % of.products;
      const own = Math.log(of.lasting(product)) + of.person * normal(draws);
      return Array.from({ length: 5 }, (): ProductGap => {
        const quantity = 1 + Math.floor(draws.uniform() * 3);
        const log = own + of.perQuantity * Math.log(quantity) + of.chance * normal(draws);
        return {
          customerId: `c${customer}`,
          productId: `p${product}`,
          category: product % 2 === 0 ? "short" : "long",
          gapDays: Math.max(1, Math.round(Math.exp(log))),
          quantity,
        };
      });
    }).flat(),
  ).flat();
};

const daysOf = (belief: { readonly mean: number }): number => Math.exp(belief.mean);

describe("a shop that sells what is used up", () => {
  const gaps = drawGaps(goods, 300, 4);
  const model = learnProductGaps(gaps);

  test("learns that twice the quantity lasts twice as long", () => {
    const [one, two] = [1, 2].map((quantity) => daysOf(gapBelief(model, { productId: "p2", quantity }, [])));

    expect(model.perQuantity).toBeCloseTo(1, 1);
    expect((two ?? 0) / (one ?? 1)).toBeCloseTo(2, 1);
  });

  test("knows how long each product lasts", () => {
    expect(daysOf(gapBelief(model, { productId: "p2", quantity: 1 }, []))).toBeCloseTo(20, -1);
    expect(daysOf(gapBelief(model, { productId: "p3", quantity: 1 }, []))).toBeCloseTo(80, -1);
  });

  test("expects of a new product what its kind shows, and of a new kind what the shop shows", () => {
    const ofKind = gapBelief(model, { productId: "new", category: "long", quantity: 1 }, []);
    const ofShop = gapBelief(model, { productId: "new", category: "newer", quantity: 1 }, []);

    expect(ofKind.from).toBe("category");
    expect(daysOf(ofKind)).toBeGreaterThan(100);
    expect(ofShop.from).toBe("shop");
    expect(daysOf(ofShop)).toBeLessThan(daysOf(ofKind));
  });

  test("believes a customer's own gaps more with each of them", () => {
    const own = (count: number) => Array.from({ length: count }, () => ({ gapDays: 10, quantity: 1 }));
    const days = [0, 1, 3, 12].map((count) => daysOf(gapBelief(model, { productId: "p2", quantity: 1 }, own(count))));

    expect(days).toEqual([...days].sort((a, b) => b - a));
    expect(days[3]).toBeLessThan(11);
    expect(gapBelief(model, { productId: "p2", quantity: 1 }, own(3)).from).toBe("customer");
  });

  test("predicts within a week far more often than a fixed 30 days", () => {
    const later = drawGaps(goods, 300, 5);
    const share = (daysFor: (gap: ProductGap) => number): number =>
      later.filter((gap) => Math.abs(daysFor(gap) - gap.gapDays) <= 7).length / later.length;

    const predicted = share((gap) => nextPurchase(gapBelief(model, gap, []), 0).median);

    expect(predicted).toBeGreaterThan(2 * share(() => 30));
  });

  test("is sure of its dates as often as it says", () => {
    const later = drawGaps(goods, 300, 6);
    const within = later.filter((gap) => {
      const { early, late } = nextPurchase(gapBelief(model, gap, []), 0);
      return gap.gapDays >= early && gap.gapDays <= late;
    });

    expect(within.length / later.length).toBeGreaterThan(0.75);
    expect(within.length / later.length).toBeLessThan(0.88);
  });
});

test("a shop where quantity says nothing learns that", () => {
  const model = learnProductGaps(drawGaps({ ...goods, perQuantity: 0 }, 300, 4));

  expect(model.perQuantity).toBeLessThan(0.05);
});

test("the cadence of a customer's orders counts as far as gaps follow it", () => {
  const followed = (power: number) =>
    learnProductGaps(
      drawGaps({ ...goods, person: 0 }, 200, 8).map((gap, index) => {
        const cadenceDays = 10 + (index % 7) * 10;
        return { ...gap, cadenceDays, gapDays: Math.max(1, Math.round(gap.gapDays * (cadenceDays / 40) ** power)) };
      }),
    );

  expect(followed(1).perCadence).toBeCloseTo(1, 1);
  expect(followed(0).perCadence).toBeLessThan(0.1);
  const [often, seldom] = [10, 70].map((cadenceDays) =>
    daysOf(gapBelief(followed(1), { productId: "p2", quantity: 1, cadenceDays }, [])),
  );
  expect((seldom ?? 0) / (often ?? 1)).toBeCloseTo(7, 0);
});

test("a shop that has shown nothing expects six weeks, and proportion to the quantity", () => {
  const model = learnProductGaps([]);

  const belief = gapBelief(model, { productId: "p", quantity: 3 }, []);

  expect(daysOf(belief)).toBeCloseTo(42, 8);
  expect(belief.from).toBe("shop");
  expect(model).toMatchObject({ perQuantity: 1, perCadence: 0 });
});

describe("the date", () => {
  const belief = { mean: Math.log(30), variance: 0.25, from: "product" } as const;

  test("is the median right after the purchase", () => {
    expect(nextPurchase(belief, 0).median).toBeCloseTo(30, 6);
  });

  test("moves when it passes, and never lies behind", () => {
    const days = fc.double({ min: 0, max: 5000, noNaN: true });
    void fc.assert(
      fc.property(days, days, fc.double({ min: 0.01, max: 4, noNaN: true }), (one, other, variance) => {
        const [sooner, later] = [Math.min(one, other), Math.max(one, other)];
        const [now, then] = [
          nextPurchase({ ...belief, variance }, sooner),
          nextPurchase({ ...belief, variance }, later),
        ];

        expect(now.early).toBeGreaterThanOrEqual(sooner);
        expect(now.median).toBeGreaterThanOrEqual(now.early);
        expect(now.late).toBeGreaterThanOrEqual(now.median);
        expect(then.median).toBeGreaterThanOrEqual(now.median * (1 - 1e-9));
      }),
    );
  });
});

test("the spread inside groups and between them is told apart", () => {
  const draws = seededDraws(1);
  const groups = Array.from({ length: 400 }, (): LogFigures => {
    const centre = 3 + 0.7 * normal(draws);
    const values = Array.from({ length: 2 + Math.floor(draws.uniform() * 8) }, () => centre + 0.4 * normal(draws));
    return values.reduce(withValue, noFigures);
  });

  const { within, between } = spreadOf([groups], { within: 1, between: 1 });

  expect(within).toBeCloseTo(0.16, 1);
  expect(between).toBeCloseTo(0.49, 1);
});

test("groups are compared with those of their own family only", () => {
  const familyAround = (centre: number) =>
    Array.from({ length: 60 }, () =>
      [0.1, -0.1, 0.1, -0.1].map((value) => centre + value).reduce(withValue, noFigures),
    );

  const { between } = spreadOf([familyAround(1), familyAround(9)], { within: 0.01, between: 0 });

  expect(between).toBeLessThan(1e-6);
});

test("a group without values has no spread of its own", () => {
  expect(spreadOf([], { within: 0.8, between: 0.4 })).toEqual({ within: 0.8, between: 0.4 });
});
