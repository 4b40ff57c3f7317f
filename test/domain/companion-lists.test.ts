import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { companionLists } from "../../lambdas/domain/companion-lists.ts";
import type { Product } from "../../lambdas/domain/product.ts";

const product = (productId: string, change: Partial<Product> = {}): Product => ({
  ...{ productId, name: `The ${productId}`, url: `https://shop.example/p/${productId}` },
  ...change,
});
const catalogue = (...products: readonly Product[]) => new Map(products.map((one) => [one.productId, one]));
const like = (productId: string, likeness: number) => ({ productId, likeness });
const idsOf = (lists: ReturnType<typeof companionLists>) =>
  Object.fromEntries([...lists].map(([id, { picks, shownIn }]) => [id, [picks.map((one) => one.productId), shownIn]]));

describe("the lists of what goes with what", () => {
  it("hold what may be shown, the best first, and where each product is shown", () => {
    const companions = { tea: [like("pot", 0.5), like("cup", 0.3), like("lid", 0.2)], pot: [like("tea", 0.5)] };
    const products = catalogue(product("tea"), product("pot"), product("cup", { stock: 0 }), product("lid"));

    const lists = companionLists(companions, products, 40);

    expect(idsOf(lists)).toEqual({
      tea: [["pot", "lid"], ["pot"]],
      pot: [["tea"], ["tea"]],
      lid: [[], ["tea"]],
    });
    expect(lists.get("tea")?.picks[0]).toEqual({
      productId: "pot",
      name: "The pot",
      url: "https://shop.example/p/pot",
    });
  });

  it("show a product that goes with everything only where it goes best: so many lists have to follow it", () => {
    const companions = { a: [like("pot", 0.1)], b: [like("pot", 0.4)], c: [like("pot", 0.3)] };

    expect(idsOf(companionLists(companions, catalogue(product("pot")), 2))).toEqual({
      b: [["pot"], []],
      c: [["pot"], []],
      pot: [[], ["b", "c"]],
    });
  });

  it("agree with each other: a product knows exactly the lists that show it", () => {
    const id = fc.constantFrom("a", "b", "c", "d", "e");
    const ones = fc.uniqueArray(fc.record({ productId: id, likeness: fc.double({ min: 0, max: 1, noNaN: true }) }), {
      selector: ({ productId }) => productId,
    });
    void fc.assert(
      fc.property(
        fc.dictionary(id, ones),
        fc.uniqueArray(id),
        fc.integer({ min: 1, max: 3 }),
        (companions, shown, most) => {
          const lists = companionLists(companions, catalogue(...shown.map((one) => product(one))), most);

          for (const [productId, { shownIn }] of lists) {
            const holding = [...lists].filter(([, { picks }]) => picks.some((one) => one.productId === productId));
            expect(holding.map(([list]) => list).sort()).toEqual(shownIn);
            expect(shownIn.length).toBeLessThanOrEqual(most);
          }
        },
      ),
    );
  });
});
