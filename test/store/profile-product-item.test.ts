import { describe, expect, it } from "vitest";
import type { CategoryFigures, ProductFigures } from "../../lambdas/domain/profile.ts";
import { productItemOf, productOf } from "../../lambdas/store/profile-product-item.ts";

const tea: ProductFigures = { productId: "tea", lastAt: 1_772_442_000_000, count: 3 };
const categories: readonly CategoryFigures[] = [
  { category: "pots", lastAt: 1_772_442_000_000, count: 1 },
  { category: "drinks", lastAt: 1_772_442_000_000, count: 3 },
];
const items = categories.map(({ category, lastAt, count }) => [category, lastAt, count] as const);

describe("a product as a profile's item holds it", () => {
  it("of an item from before pieces and firsts were kept is read as it is", () => {
    expect(productOf(["tea", tea.lastAt, 3], undefined)).toEqual(tea);
  });

  it.each<readonly [string, Partial<ProductFigures>, unknown]>([
    ["one piece takes no place", {}, ["tea", tea.lastAt, 3]],
    ["pieces", { pieces: 12 }, ["tea", tea.lastAt, 3, 12]],
    ["a first order", { firstAt: 1_770_000_000_000 }, ["tea", tea.lastAt, 3, 1, 1_770_000_000_000]],
    ["a category among the profile's is its place", { category: "drinks" }, ["tea", tea.lastAt, 3, 1, null, 1]],
    ["another one its name", { pieces: 2, category: "old" }, ["tea", tea.lastAt, 3, 2, null, "old"]],
  ])("%s", (_, change, expected) => {
    const item = productItemOf({ ...tea, ...change }, categories);

    expect(item).toEqual(expected);
    expect(productOf(item, items)).toEqual({ ...tea, ...change });
  });
});
