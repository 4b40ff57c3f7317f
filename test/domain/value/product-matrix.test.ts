import { describe, expect, it } from "vitest";
import { productBuyersMin, productMatrix } from "../../../lambdas/domain/value/product-matrix.ts";
import { now, type OrderSketch, sampled, shuffled } from "../../support/sampled-shop.ts";
import { chanceOf } from "../../support/simulated-shops.ts";

let nextId = 0;
const people = (count: number, orders: (index: number) => readonly OrderSketch[]) =>
  Array.from({ length: count }, (_, index) => sampled(`customer-${nextId++}`, orders(index)));
const order = (daysAgo: number, ...products: string[]): OrderSketch => ({ daysAgo, products });

/** 200 come once for the lure, 120 regulars buy beans again and again, a new grinder rises, a chair hardly sells. */
const shop = [
  ...people(200, (index) => [order(20 + (index % 300), "lure")]),
  ...people(120, (index) => [order(600, "filter"), order(120 + (index % 30), "beans"), order(60, "beans", "filter")]),
  ...people(60, (index) => [order(300, "mug"), order(5 + (index % 80), "grinder")]),
  ...people(80, (index) => [order(400 - index, "mug"), order(250, "filter")]),
  ...people(24, () => [order(210, "chair"), order(500, "mug")]),
  ...people(4, () => [order(30, "lamp")]),
];

const classOf = (productId: string, customers = shop) =>
  productMatrix(customers, now).best.find((one) => one.productId === productId);

describe("the product matrix", () => {
  it("tells what brings people, what keeps them, what rises and what hardly sells, and why", () => {
    expect(classOf("lure")).toMatchObject({
      class: "traffic",
      reasons: [
        { fact: "new-buyers", value: 1 },
        { fact: "one-time-buyers", value: 1 },
      ],
    });
    expect(classOf("beans")).toMatchObject({
      class: "profit",
      reasons: [
        { fact: "bought-again", value: 1 },
        { fact: "loyal-buyers", value: 1 },
      ],
    });
    expect(classOf("grinder")).toMatchObject({ class: "potential", reasons: [{ fact: "rising" }] });
    expect(classOf("chair")).toMatchObject({ class: "edge", reasons: [{ fact: "slow", value: 24 }] });
  });

  it("says nothing of a product that a handful bought", () => {
    expect(classOf("lamp")).toMatchObject({
      ...{ class: "thin", buyers: 4 },
      reasons: [{ fact: "few-buyers", value: 4, usual: productBuyersMin }],
    });
  });

  it("says nothing where products do not differ: at most one in fifty stands out by chance", () => {
    const draw = chanceOf(5);
    const alike = people(3_000, () =>
      Array.from({ length: 1 + Math.floor(draw() * 4) }, () =>
        order(Math.floor(draw() * 700), `product-${Math.floor(draw() * 100)}`),
      ),
    );

    const { classes, products } = productMatrix(alike, now);

    expect(products).toBe(100);
    expect(classes.potential + classes.profit + classes.traffic).toBeLessThanOrEqual(4);
  });

  it("counts every product once, its shares with intervals, whatever the order of the customers", () => {
    const matrix = productMatrix(shop, now);

    expect(Object.values(matrix.classes).reduce((sum, count) => sum + count, 0)).toBe(matrix.products);
    expect(matrix.best.map(({ revenue }) => revenue)).toEqual(
      matrix.best.map(({ revenue }) => revenue).toSorted((a, b) => b - a),
    );
    for (const { againShare } of matrix.best) expect(againShare.low).toBeLessThanOrEqual(againShare.high);
    expect(productMatrix(shuffled(shop, chanceOf(2)), now)).toEqual(matrix);
    expect(productMatrix([], now)).toMatchObject({ products: 0, best: [] });
  });

  it("takes what is bought at a discount from the orders", () => {
    const bargain = people(30, (index) => [{ ...order(40, "bargain"), discounted: index % 3 !== 0 }]);

    expect(classOf("bargain", bargain)?.discountedShare).toBeCloseTo(2 / 3, 9);
  });
});
