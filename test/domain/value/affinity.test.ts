import { describe, expect, it } from "vitest";
import { type Affinity, affinityOf, pairCustomersMin } from "../../../lambdas/domain/value/affinity.ts";
import { basketMax } from "../../../lambdas/domain/value/baskets.ts";
import { poissonBeyond } from "../../../lambdas/domain/value/poisson.ts";
import { type OrderSketch, sampled, shuffled } from "../../support/sampled-shop.ts";
import { chanceOf } from "../../support/simulated-shops.ts";

const productsThere = 30;

/** Customers who put each product into an order with its own chance, and some who buy a lot; nothing goes with anything. */
const independentShop = (seed: number, { customers = 500, planted = 0 } = {}) => {
  const draw = chanceOf(seed);
  return Array.from({ length: customers }, (_, index) => {
    const appetite = draw() < 0.1 ? 4 : 1;
    const orders: OrderSketch[] = Array.from({ length: 1 + Math.floor(draw() * 3) }, (_order, place) => {
      const products = Array.from({ length: productsThere }, (_product, product) => product)
        .filter((product) => draw() < (appetite * (1 + (product % 5))) / 60)
        .map((product) => `product-${product}`);
      const both = draw() < planted ? ["pot", "tea"] : [];
      return { daysAgo: 10 + place, products: [...products, ...both] };
    });
    return sampled(`customer-${index}`, orders);
  });
};

const namesOf = ({ pairs }: Affinity) => pairs.map(({ products }) => products.join(" + "));

describe("what is bought together", () => {
  it("reads as an owner would say it: pots with tea, in how many orders, and how much more often than by chance", () => {
    const orders = (products: readonly string[], from: number, count: number) =>
      Array.from({ length: count }, (_, index) => sampled(`c-${from + index}`, [{ daysAgo: 3, products }]));
    const shop = [
      ...orders(["pot", "tea"], 0, 20),
      ...orders(["tea"], 20, 30),
      ...orders(["cup", "milk"], 50, 10),
      ...orders(["cup"], 60, 40),
    ];

    const { pairs, companions } = affinityOf(shop);

    expect(pairs[0]).toMatchObject({
      ...{ products: ["pot", "tea"], orders: 20, customers: 20, support: 0.2 },
      confidence: [1, 0.4],
    });
    expect(pairs[0]?.lift.low).toBeGreaterThan(1);
    expect(companions.pot).toEqual([{ productId: "tea", customers: 20, likeness: expect.any(Number) }]);
    // 20 / (sqrt(20 · 50) + 10)
    expect(companions.pot?.[0]?.likeness).toBeCloseTo(0.4805, 3);
  });

  it("finds a pair that was planted among products that go with nothing, and says how much it may be off", () => {
    const affinity = affinityOf(independentShop(1, { planted: 0.04 }));
    const pair = affinity.pairs[0];

    expect(namesOf(affinity)[0]).toBe("pot + tea");
    expect(pair?.support).toBeCloseTo(0.04, 1);
    expect(pair?.lift.low).toBeGreaterThan(2);
    expect(affinity.companions.tea?.[0]?.productId).toBe("pot");
    expect(affinity.pairsCompared).toBe((32 * 31) / 2);
  });

  it("shows no pair in at least nineteen of twenty shops where nothing goes with anything, whatever some buy at once", () => {
    const shops = Array.from({ length: 100 }, (_, seed) => affinityOf(independentShop(1_000 + seed)));

    const deceived = shops.filter(({ pairs }) => pairs.length > 0).length;
    const companions = shops.reduce((sum, shop) => sum + Object.values(shop.companions).flat().length, 0);

    expect(deceived).toBeLessThanOrEqual(5);
    // One product in twenty may have a companion by chance; of 3,000 products, 150.
    expect(companions).toBeLessThanOrEqual(150);
  });

  it("is not taken in by one customer who orders the same two things every week", () => {
    const fan = sampled(
      "fan",
      Array.from({ length: 60 }, (_, week) => ({ daysAgo: 7 * week, products: ["candle", "soap"] })),
    );
    const others = Array.from({ length: 10 }, (_, index) =>
      sampled(`other-${index}`, [{ daysAgo: 5, products: [index % 2 === 0 ? "candle" : "soap"] }]),
    );

    expect(affinityOf([fan, ...others])).toMatchObject({ pairs: [], companions: {} });
    expect(pairCustomersMin).toBeGreaterThan(1);
  });

  it("is the same whatever the order of the customers, and nothing where nothing was sold", () => {
    const shop = independentShop(3, { planted: 0.1 });

    expect(affinityOf(shuffled(shop, chanceOf(4)))).toEqual(affinityOf(shop));
    expect(affinityOf([])).toEqual({
      ...{ sampled: { customers: 0, orders: 0 }, productsCompared: 0, pairsCompared: 0 },
      ...{ pairs: [], companions: {} },
    });
  });

  it("keeps within bounds when traders order everything at once", () => {
    const all = Array.from({ length: basketMax * 3 }, (_, index) => `product-${index}`);
    const traders = Array.from({ length: 50 }, (_, index) =>
      sampled(`trader-${index}`, [{ daysAgo: 2, products: all }]),
    );

    const { productsCompared, pairs } = affinityOf(traders);

    expect(productsCompared).toBe(basketMax * 3);
    expect(pairs).toEqual([]);
  });
});

it("knows the chance of so many or more", () => {
  expect(poissonBeyond(0, 3)).toBe(1);
  expect(poissonBeyond(1, 3)).toBeCloseTo(1 - Math.exp(-3), 12);
  expect(poissonBeyond(3, 1)).toBeCloseTo(1 - Math.exp(-1) * 2.5, 12);
  expect(poissonBeyond(40, 2)).toBeGreaterThan(0);
  expect(poissonBeyond(2, 0)).toBe(0);
});
