import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Product } from "../../lambdas/domain/product.ts";
import { rankProducts } from "../../lambdas/store/catalogue.ts";
import { type CompanionListStore, createCompanionListStore } from "../../lambdas/store/companion-lists.ts";
import { createCompanionsLoader } from "../../lambdas/store/picks-loader.ts";
import { createProductStore } from "../../lambdas/store/product-store.ts";
import { startTables, type Tables } from "../support/tables.ts";

let tables: Tables;
let store: CompanionListStore;
beforeAll(async () => {
  tables = await startTables();
});
beforeEach(async () => {
  await tables.clear();
  store = createCompanionListStore(tables.runtime());
  for (const productId of ["tea", "pot", "cup", "lid"]) await tell({ productId });
});
afterAll(() => tables.stop());

const tell = (said: Product) =>
  createProductStore(tables.runtime()).tell(
    { name: `The ${said.productId}`, url: `https://shop.example/p/${said.productId}`, ...said },
    Date.parse("2026-03-02T10:00:00Z"),
  );
const like = (productId: string, likeness: number) => ({ productId, likeness });
const companions = { tea: [like("pot", 0.5), like("cup", 0.3)], cup: [like("pot", 0.2)] };

/** As a sender without a memory of earlier tests reads them. */
const goesWith = async (productId: string) =>
  (await createCompanionsLoader(tables.runtime())(productId)).map(({ productId: id, price }) =>
    price === undefined ? id : `${id} at ${price}`,
  );

describe("the lists of what goes with a product", () => {
  it("are read by the product, and are empty for one that nothing goes with", async () => {
    expect(await store.save(companions)).toBe(3);

    expect([await goesWith("tea"), await goesWith("cup"), await goesWith("lid")]).toEqual([
      ["pot", "cup"],
      ["pot"],
      [],
    ]);
  });

  it("are written only where they say something new, and taken away when nothing goes with anything any more", async () => {
    await store.save(companions);

    expect(await store.save(companions)).toBe(0);
    // The list of cups is gone, and the pot knows that it is shown in one list less.
    expect(await store.save({ tea: companions.tea })).toBe(2);
    expect(await store.save({})).toBe(3);
    expect(await goesWith("tea")).toEqual([]);
  });

  it("follow a product: its new price at once, and none where it sold out, though the word of it comes twice", async () => {
    await store.save(companions);
    for (const change of [await tell({ productId: "pot", price: 30 }), await tell({ productId: "cup", stock: 0 })])
      if (change !== undefined) await store.follow(change);
    const again = await tell({ productId: "cup", stock: 0 });
    if (again !== undefined) await store.follow(again);

    expect([await goesWith("tea"), await goesWith("cup")]).toEqual([["pot at 30"], ["pot at 30"]]);
  });

  it("do again what a failure left undone, when the word comes again", async () => {
    await store.save(companions);
    await tell({ productId: "pot", stock: 0 });
    // The catalogue knew, and the lists were not reached; Shopify sends it again, and now nothing about the product is news.
    const change = await tell({ productId: "pot", stock: 0 });
    if (change !== undefined) await store.follow(change);

    expect(await goesWith("tea")).toEqual(["cup"]);
  });

  it("lose what a person keeps out of messages, when the best sellers are counted anew", async () => {
    await store.save(companions);
    await createProductStore(tables.runtime()).mark("pot", { excluded: true });

    await rankProducts(tables.runtime());

    expect([await goesWith("tea"), await goesWith("cup")]).toEqual([["cup"], []]);
    expect((await rankProducts(tables.runtime())).listsWritten).toBe(0);
  });
});
