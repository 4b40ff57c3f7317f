// P18: a cart is left. A word after an hour, a last one a day after the cart was left, and nothing more once the customer
// orders or empties it.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Story, startStory } from "../../support/story.ts";

const playbook = "cart-reminder";
const kettle = { product_id: "kettle", price: 48, quantity: 1 };
const cups = { product_id: "cups", price: 12, quantity: 2 };

let story: Story;
beforeAll(async () => {
  story = await startStory({
    playbooks: [playbook],
    zone: "Europe/London",
    startsAt: "2026-04-13 10:00",
  });
}, 60_000);
afterAll(() => story.stop());

describe("cart-reminder", () => {
  it("writes an hour after the cart was left, and for the last time a day after it", async () => {
    const ann = await story.person("Ann");
    await story.until("2026-04-13 15:00");
    await ann.does("Product Added", { cart_id: "c-1", ...kettle });

    await story.until("2026-04-15 00:00");

    const got = await ann.gets();
    expect(got).toMatchObject([
      { on: "2026-04-13 16:00", by: "email", step: "left", says: "Your cart is kept for you" },
      { on: "2026-04-14 15:00", by: "email", step: "still-there", says: "A last word about your cart" },
    ]);
    expect(got[1]?.text).toContain("This is our last note about it.");

    await story.later({ days: 5 });
    expect(await ann.gets()).toEqual([]);
  });

  it("counts the hour from the last change: who is still choosing is left alone", async () => {
    await story.until("2026-04-21 15:00");
    const ben = await story.person("Ben");
    await ben.does("Product Added", { cart_id: "c-2", ...kettle });
    await story.until("2026-04-21 15:40");
    await ben.does("Cart Updated", { cart_id: "c-2", products: [kettle, cups] });

    await story.until("2026-04-21 17:00");

    expect(await ben.gets()).toMatchObject([{ on: "2026-04-21 16:40", step: "left" }]);
  });

  it("says nothing to who orders within the hour, and nothing more to who orders after the first word", async () => {
    await story.until("2026-04-22 12:00");
    const [cat, dan] = [await story.person("Cat"), await story.person("Dan")];
    await cat.does("Product Added", { cart_id: "c-3", ...kettle });
    await dan.does("Product Added", { cart_id: "c-4", ...kettle });
    await story.later({ minutes: 30 });
    await cat.does("Order Completed", { order_id: "o-1", total: 48 });
    await story.later({ hours: 2 });
    await dan.does("Order Completed", { order_id: "o-2", total: 48 });

    await story.later({ days: 3 });

    expect(await cat.gets()).toEqual([]);
    expect(await dan.gets()).toMatchObject([{ step: "left" }]);
  });

  it("says nothing more to who empties the cart, also when the shop names no carts", async () => {
    await story.until("2026-04-27 12:00");
    const [eva, fay] = [await story.person("Eva"), await story.person("Fay")];
    await eva.does("Product Added", { cart_id: "c-5", ...kettle });
    await fay.does("Product Added", kettle);
    await story.later({ hours: 2 });
    await eva.does("Cart Updated", { cart_id: "c-5", products: [] });
    await fay.does("Product Removed", { ...kettle, products: [] });

    await story.later({ days: 3 });

    expect(await eva.gets()).toMatchObject([{ step: "left" }]);
    expect(await fay.gets()).toMatchObject([{ step: "left" }]);
  });

  it("does not begin anew for three days, however many carts are filled", async () => {
    await story.until("2026-05-04 12:00");
    const gil = await story.person("Gil");
    await gil.does("Product Added", { cart_id: "c-6", ...kettle });
    await story.later({ days: 2 });
    expect(await gil.gets()).toHaveLength(2);

    await gil.does("Product Added", { cart_id: "c-7", ...cups });
    await story.later({ days: 2 });
    expect(await gil.gets()).toEqual([]);

    await gil.does("Product Added", { cart_id: "c-8", ...cups });
    await story.later({ hours: 2 });
    expect(await gil.gets()).toMatchObject([{ step: "left" }]);
  });

  it("comes first to the phone of who has the app, in Chinese to who reads Chinese", async () => {
    await story.until("2026-05-11 12:00");
    const he = await story.person("He", { traits: { language: "zh" }, consents: ["push"], hasApp: true });
    await he.does("Product Added", { cart_id: "c-9", ...kettle });

    await story.later({ days: 2 });

    expect(await he.gets()).toMatchObject([
      { on: "2026-05-11 13:00", by: "push", says: "购物车里的东西给您留着" },
      { on: "2026-05-12 12:00", by: "push", says: "关于购物车，最后说一声" },
    ]);
  });

  it("does not write a second time where the shop allows one message in two days: capped until it has waited twelve hours, then expired", async () => {
    const strict = await startStory({
      playbooks: [playbook],
      startsAt: "2026-05-22 09:00",
      settings: { caps: [{ id: "one-in-two-days", scope: "all", window: { rollingHours: 48 }, max: 1 }] },
    });
    try {
      const joe = await strict.person("Joe");
      await joe.does("Product Added", { cart_id: "c-11", ...kettle });
      await strict.later({ days: 3 });

      expect(await joe.gets()).toMatchObject([{ on: "2026-05-22 10:00", step: "left" }]);
      expect(await strict.outcomes(playbook)).toEqual({ reserved: 1, "skipped:capped": 1, "skipped:expired": 1 });
    } finally {
      await strict.stop();
    }
  });
});
