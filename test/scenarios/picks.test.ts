// Three picks in the return gift: best sellers of what the customer buys, none of which is sold out or bought already.
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Product } from "../../lambdas/domain/product.ts";
import { rankProducts } from "../../lambdas/store/catalogue.ts";
import { createPickListStore } from "../../lambdas/store/pick-lists.ts";
import { createProductStore } from "../../lambdas/store/product-store.ts";
import { type Story, startStory } from "../support/story.ts";

let story: Story;
beforeAll(async () => {
  story = await startStory({
    playbooks: ["dormant-wake-up"],
    startsAt: "2026-01-10 10:00",
    settings: { shop: { currency: "GBP" } },
  });
}, 60_000);
afterAll(() => story.stop());

const tell = (said: Product) => createProductStore(story.local.runtime).tell(said, story.local.clock.now());

const product = (productId: string, category: string, sold: number, change: Partial<Product> = {}): Product => ({
  ...{ productId, name: `The <${productId}>`, category, sold, price: 9.5, url: `https://shop.example/p/${productId}` },
  ...change,
});

const stocked = async (): Promise<void> => {
  await tell(product("sencha", "tea", 90));
  await tell(product("matcha", "tea", 50));
  await tell(product("assam", "tea", 40, { stock: 0 }));
  await tell(product("oolong", "tea", 30, { price: undefined as unknown as number }));
  await tell(product("kettle", "pots", 70));
  await tell(product("cup", "pots", 60, { excluded: true }));
  await rankProducts(story.local.runtime);
};

const linksIn = (text = "") => [...text.matchAll(/https:\/\/shop\.example\/p\/\w+/g)].map(([link]) => link.slice(23));

const silentHalfYear = async (name: string, language: "en" | "zh", category = "tea") => {
  const person = await story.person(name, { traits: { language } });
  const line = { product_id: "sencha", price: 9.5, ...(category !== "" && { category }) };
  await person.does("Order Completed", { order_id: `${name}-1`, total: 9.5, products: [line] });
  return person;
};

it("reads well while nobody counted what sells", async () => {
  const ann = await silentHalfYear("Ann", "en");
  await story.later({ days: 181 });

  const [gift] = await ann.gets();

  expect(gift?.step).toBe("return-gift");
  expect(gift?.text).not.toMatch(/just now|undefined|null/);
  expect(linksIn(gift?.text)).toEqual([]);
});

it("shows what suits the customer, with names and prices, in the customer's language", async () => {
  await stocked();
  const ben = await silentHalfYear("Ben", "en");
  const chen = await silentHalfYear("Chen", "zh", "");
  await story.later({ days: 181 });

  const [english] = await ben.gets();
  const [chinese] = await chen.gets();

  expect(linksIn(english?.text)).toEqual(["matcha", "oolong", "kettle"]);
  expect(english?.text).toContain("The <matcha> <https://shop.example/p/matcha>, £9.50");
  expect(english?.text).toContain("The <oolong> <https://shop.example/p/oolong>\n");
  // Nobody knows the customer's categories: the shop's own best sellers.
  expect(linksIn(chinese?.text)).toEqual(["kettle", "matcha", "oolong"]);
  expect(chinese?.text).toContain("最近大家常买的");
  const html = story.local.standIns.inbox().flatMap((entry) => (entry.channel === "email" ? [entry.html] : []));
  expect(html.at(-1)).toContain("The &lt;kettle&gt;");
});

it("shows no more what sold out since, and the new price of what did not", async () => {
  const dora = await silentHalfYear("Dora", "en");
  await story.later({ days: 181 });
  await dora.gets();
  const lists = createPickListStore(story.local.runtime);
  for (const said of [product("matcha", "tea", 50, { stock: 0 }), product("kettle", "pots", 70, { price: 8 })]) {
    const change = await tell(said);
    if (change !== undefined) await lists.follow(change);
  }
  const eve = await silentHalfYear("Eve", "en");
  await story.later({ days: 181 });

  const [gift] = await eve.gets();

  expect(linksIn(gift?.text)).toEqual(["oolong", "kettle"]);
  expect(gift?.text).toContain("The <kettle> <https://shop.example/p/kettle>, £8");
});

it("shows first what goes with what the customer bought, as the nights learned it, as long as it is there", async () => {
  await tell(product("whisk", "tools", 1));
  for (const [name, products] of [...named("Pair", 8, ["sencha", "whisk"]), ...named("Other", 20, ["kettle"])]) {
    const person = await story.person(name);
    const lines = products.map((id) => ({ product_id: id, price: 9.5 }));
    await person.does("Order Completed", { order_id: `${name}-1`, total: 19, products: lines });
  }
  const fay = await silentHalfYear("Fay", "en");
  await story.later({ days: 181 });
  const [gift] = await fay.gets();
  await tell(product("whisk", "tools", 1, { stock: 0 }));
  const gil = await silentHalfYear("Gil", "en");
  await story.later({ days: 181 });
  const [without] = await gil.gets();

  expect(linksIn(gift?.text)).toEqual(["whisk", "oolong", "kettle"]);
  expect(linksIn(without?.text)).toEqual(["oolong", "kettle"]);
});

const named = (name: string, count: number, products: readonly string[]) =>
  Array.from({ length: count }, (_, index) => [`${name}${index}`, products] as const);
