// P3 and P7 by product: what is used up is reminded of by its name, a little before it is likely to be needed again.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createProductStore } from "../../../lambdas/store/product-store.ts";
import { type Person, type PersonOptions, type Story, startStory } from "../../support/story.ts";

const [reminder, care] = ["repurchase-reminder", "usage-day-care"] as const;

let story: Story;
beforeAll(async () => {
  story = await startStory({
    playbooks: [reminder, care],
    zone: "Europe/London",
    startsAt: "2026-01-05 10:00",
    settings: {
      shop: { currency: "GBP" },
      campaigns: {
        [reminder]: { byProduct: true, categories: ["coffee"], shopUrl: "https://shop.example/" },
        [care]: { byUse: true, leadDays: 14, categories: ["yoga"] },
      },
    },
  });
  const products = createProductStore(story.local.runtime);
  const now = story.local.clock.now();
  await products.tell({ productId: "blend", name: "House Blend", url: "https://shop.example/p/blend" }, now);
  await products.tell({ productId: "mat", name: "Blue Mat" }, now);
  await products.tell({ productId: "gone", name: "Old Roast", offSale: true }, now);
}, 60_000);
afterAll(() => story.stop());

let orders = 0;
const buys = (person: Person, productId: string, category = "coffee", quantity = 1): Promise<void> => {
  orders += 1;
  const line = { product_id: productId, category, price: 9, quantity };
  return person.does("Order Completed", { order_id: `order-${orders}`, total: 9, products: [line] });
};

/** Four times, twenty days apart. */
const rhythm = async (name: string, productId: string, q?: PersonOptions): Promise<Person> => {
  const person = await story.person(name, q);
  for (let time = 0; time < 4; time += 1) {
    if (time > 0) await story.later({ days: 20 });
    await buys(person, productId);
  }
  await person.gets();
  await story.outcomes(reminder);
  return person;
};

describe("repurchase-reminder by product", () => {
  it("names the product, once for a purchase, whatever else is ordered meanwhile", async () => {
    const ann = await rhythm("Ann", "blend");
    await story.later({ days: 5 });
    await buys(ann, "cup", "pots");

    await story.later({ days: 60 });

    const letters = await ann.gets();
    expect(letters).toMatchObject([{ by: "email", step: "reminder", says: "Is your House Blend running low?" }]);
    expect(letters[0]?.text).toContain("you may need more of House Blend in about 7 days");
    expect(letters[0]?.text).toContain("https://shop.example/p/blend");
  });

  it("says nothing to who has bought it again, and counts from there", async () => {
    const ben = await rhythm("Ben", "blend");
    await story.later({ days: 8 });
    await buys(ben, "blend");
    await ben.gets();

    await story.later({ days: 7 });
    expect(await ben.gets()).toEqual([]);

    await story.later({ days: 40 });
    expect(await ben.gets()).toHaveLength(1);
  });

  it("comes later to who bought more of it", async () => {
    const [one, three] = [await story.person("Una"), await story.person("Tess")];
    for (let time = 0; time < 3; time += 1) {
      if (time > 0) await story.later({ days: 30 });
      await buys(one, "blend");
      await buys(three, "blend", "coffee", time === 2 ? 3 : 1);
    }
    await one.gets();
    await three.gets();

    await story.later({ days: 150 });

    const [first] = await one.gets();
    const [later] = await three.gets();
    expect(later?.on.localeCompare(first?.on ?? "")).toBe(1);
  });

  it("reads well in Chinese, and where the catalogue does not know the product or it is not sold any more", async () => {
    const li = await rhythm("Li", "blend", { traits: { firstName: "李", language: "zh" }, consents: ["sms"] });
    const eve = await rhythm("Eve", "unheard-of");
    const finn = await rhythm("Finn", "gone");

    await story.later({ days: 60 });

    expect((await li.gets())[0]?.says).toContain("李，您买的House Blend可能快用完了。");
    for (const person of [eve, finn]) {
      const [letter] = await person.gets();
      expect(letter).toMatchObject({ says: "A quick check before you run out" });
      expect(letter?.text).toContain("Going by your own rhythm of orders, you may need something again");
      expect(letter?.text).toContain("https://shop.example/");
    }
  });

  it("has nothing to say about other goods, nor after one purchase", async () => {
    const cat = await rhythm("Cat", "cup");
    const kay = await story.person("Kay");
    await buys(kay, "cup", "pots");
    await buys(cat, "kettle", "pots");
    await cat.gets();

    await story.later({ days: 200 });

    expect(await kay.gets()).toEqual([]);
    expect((await cat.gets()).map(({ step }) => step)).toEqual(["reminder"]);
  });

  it("does not write without consent: no-consent", async () => {
    const ida = await rhythm("Ida", "blend", { consents: [] });

    await story.later({ days: 60 });

    expect(await ida.gets()).toEqual([]);
    expect(await story.outcomes(reminder)).toEqual({ "skipped:no-consent": 1 });
  });
});

describe("usage-day-care by use", () => {
  it("assumes six weeks while nothing was learned of such goods, and names them", async () => {
    const ann = await story.person("Mia");
    const at = story.local.clock.now();
    await buys(ann, "mat", "yoga");

    await story.later({ days: 90 });

    const [letter, ...more] = await ann.gets();
    expect(letter).toMatchObject({ step: "care-guide", says: "Time for a little care: a short guide" });
    expect(letter?.text).toContain("Your Blue Mat has now been in use for a good while.");
    const days = (Date.parse(`${letter?.on.replace(" ", "T")}Z`) - at) / 86_400_000;
    // The goods of this shop, of which coffee is most, are bought again after three to six weeks.
    expect([days > 5, days < 29]).toEqual([true, true]);
    expect(more).toEqual([]);
  });
});
