import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { picksKept, picksShown } from "../../lambdas/domain/limits.ts";
import { type ProductPick, pickLists, picksFor, withProductInList } from "../../lambdas/domain/picks.ts";
import { mayBeShown, type Product } from "../../lambdas/domain/product.ts";

const product = (productId: string, change: Partial<Product> = {}): Product => ({
  ...{ productId, name: `Tea ${productId}`, category: "tea", url: `https://shop.example/${productId}`, sold: 1 },
  ...change,
});
const pick = (productId: string): ProductPick => ({
  productId,
  name: productId,
  url: `https://shop.example/${productId}`,
});
const ids = (picks: readonly ProductPick[] = []) => picks.map(({ productId }) => productId);
const bought = (...productIds: readonly string[]) => ({
  products: productIds.map((productId) => ({ productId, lastAt: 0, count: 1 })),
});

const anyProduct: fc.Arbitrary<Product> = fc
  .record({
    id: fc.integer({ min: 0, max: 40 }),
    change: fc.record(
      {
        sold: fc.nat(5),
        stock: fc.integer({ min: -1, max: 2 }),
        excluded: fc.boolean(),
        offSale: fc.boolean(),
        category: fc.constantFrom("tea", "pots", "__proto__"),
      },
      { requiredKeys: [] },
    ),
  })
  .map(({ id, change }) => product(String(id), change));
const catalogues = fc.uniqueArray(anyProduct, { selector: ({ productId }) => productId, maxLength: 30 });

describe("the lists of best sellers", () => {
  it("hold what sold most, of the whole shop and of each category", () => {
    const cup = product("cup", { category: "pots", sold: 7 });

    const lists = pickLists([product("a", { sold: 2 }), cup, product("b", { sold: 9 })]);

    expect(ids(lists.shop)).toEqual(["b", "cup", "a"]);
    expect(ids(lists.categories.tea)).toEqual(["b", "a"]);
    expect(ids(lists.categories.pots)).toEqual(["cup"]);
  });

  it.each<[string, Partial<Product>]>([
    ["sold out", { stock: 0 }],
    ["kept out by a person", { excluded: true }],
    ["not on sale", { offSale: true }],
    ["without an address", { url: undefined as unknown as string }],
    ["not bought by anybody", { sold: 0 }],
  ])("leave out what is %s", (_, change) => {
    expect(ids(pickLists([product("a", change), product("b")]).shop)).toEqual(["b"]);
  });

  it("are bounded, and hold nothing that may not be shown", () => {
    void fc.assert(
      fc.property(catalogues, (all) => {
        const { shop, categories } = pickLists(all);
        const byId = new Map(all.map((one) => [one.productId, one]));
        for (const [category, list] of [[undefined, shop] as const, ...Object.entries(categories)]) {
          expect(list.length).toBeLessThanOrEqual(picksKept);
          for (const { productId } of list) {
            const known = byId.get(productId) ?? product("missing", { offSale: true });
            expect(mayBeShown(known) && (known.sold ?? 0) > 0).toBe(true);
            if (category !== undefined) expect(known.category).toBe(category);
          }
        }
      }),
    );
  });
});

describe("a list after something became known of a product", () => {
  const list = pickLists([product("a", { sold: 2, price: 5 }), product("b")]).shop;

  it("shows its new price", () => {
    expect(withProductInList(list, product("a", { price: 4 }))[0]).toMatchObject({ productId: "a", price: 4 });
  });

  it("loses it when it sold out, or went to another category", () => {
    expect(ids(withProductInList(list, product("a", { stock: 0 })))).toEqual(["b"]);
    expect(ids(withProductInList(list, product("a", { category: "pots" }), "tea"))).toEqual(["b"]);
  });

  it("is the very same when the product is not in it, or nothing shown of it changed", () => {
    expect(withProductInList(list, product("z"))).toBe(list);
    expect(withProductInList(list, product("a", { price: 5, stock: 3 }))).toBe(list);
  });
});

describe("the picks for a customer", () => {
  it("come from the customer's categories in turn, then from the shop", () => {
    const picks = picksFor(bought(), [[pick("tea-1"), pick("tea-2")], [pick("pot-1")]], [pick("best")]);

    expect(ids(picks)).toEqual(["tea-1", "pot-1", "tea-2"]);
    expect(ids(picksFor(bought(), [[pick("tea-1")]], [pick("tea-1"), pick("best")]))).toEqual(["tea-1", "best"]);
  });

  it("are never what the customer bought, never one twice, and at most three", () => {
    const picks = fc.array(
      fc.nat(8).map((id) => pick(String(id))),
      { maxLength: 12 },
    );
    void fc.assert(
      fc.property(fc.array(picks, { maxLength: 5 }), picks, fc.array(fc.nat(8).map(String)), (lists, shop, had) => {
        const shown = ids(picksFor(bought(...had), lists, shop));
        const offered = new Set([...lists.flat(), ...shop].map(({ productId }) => productId));
        const fresh = [...offered].filter((id) => !had.includes(id));

        expect(shown.some((id) => had.includes(id))).toBe(false);
        expect(new Set(shown).size).toBe(shown.length);
        expect(shown.length).toBe(Math.min(picksShown, fresh.length));
      }),
    );
  });
});
