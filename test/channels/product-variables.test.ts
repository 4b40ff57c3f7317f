import { describe, expect, it } from "vitest";
import { shownProduct, speaksOfProduct } from "../../lambdas/channels/product-variables.ts";
import type { Product } from "../../lambdas/domain/product.ts";

const tea: Product = { productId: "tea", name: "Sencha", price: 9.5, url: "https://shop.example/p/tea" };
const nothing = { name: "", price: null, url: "" };

describe("the product that a message is about", () => {
  it.each<readonly [string, Product | undefined, object]>([
    ["is shown with name, price and page", tea, { name: "Sencha", price: 9.5, url: tea.url }],
    ["has no page while it is sold out", { ...tea, stock: 0 }, { name: "Sencha", price: 9.5, url: "" }],
    ["may lack a price and a page", { productId: "tea", name: "Sencha" }, { name: "Sencha", price: null, url: "" }],
    ["is not named when it is not sold any more", { ...tea, offSale: true }, nothing],
    ["is not named when a person keeps it out of messages", { ...tea, excluded: true }, nothing],
    ["is nothing where the catalogue knows no name", { productId: "tea" }, nothing],
    ["is nothing where there is none", undefined, nothing],
    [
      "has a name of one line, and not a long one",
      { ...tea, name: `a\nb${"c".repeat(99)}` },
      { name: expect.any(String) },
    ],
  ])("%s", (_, product, expected) => {
    const shown = shownProduct(product);

    expect(shown).toMatchObject(expected);
    expect([...shown.name].length).toBeLessThanOrEqual(80);
    expect(shown.name).not.toContain("\n");
  });

  it("is read only for words that speak of it", () => {
    const sms = (text: string) => speaksOfProduct({ sms: { text } });

    expect([sms("{{ product.name }}"), sms("{{ event.productId }}"), sms("our products.")]).toEqual([
      true,
      false,
      false,
    ]);
    expect(speaksOfProduct(undefined)).toBe(false);
  });
});
