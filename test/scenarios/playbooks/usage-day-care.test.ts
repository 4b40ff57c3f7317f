// P7: four months after a yoga mat arrived it begins to need care. A short guide, and a code for the small part that wears out.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Person, type Story, startStory } from "../../support/story.ts";

const campaign = "usage-day-care";

let story: Story;
beforeAll(async () => {
  story = await startStory({
    playbooks: [campaign],
    zone: "Europe/London",
    startsAt: "2026-01-10 10:00",
    settings: {
      shop: { currency: "GBP" },
      quietHours: { default: { from: "21:00", to: "09:00" } },
    },
  });
}, 60_000);
afterAll(() => story.stop());

const orders = (person: Person, orderId: string, category: string): Promise<void> =>
  person.does("Order Completed", {
    order_id: orderId,
    total: 50,
    products: [{ product_id: `${category}-1`, category, price: 50, quantity: 1 }],
  });

describe("usage-day-care", () => {
  it("sends the care guide 120 days after the mat was delivered, once", async () => {
    const ann = await story.person("Ann");
    await orders(ann, "ann-1", "yoga");
    await story.until("2026-01-13 14:30");
    await ann.does("Order Delivered", { order_id: "ann-1" });

    // 120 days of 24 hours after 14:30 in winter: 15:30 in summer.
    await story.until("2026-05-13 15:29");
    expect(await ann.gets()).toEqual([]);

    await story.until("2026-06-30 10:00");
    const letters = await ann.gets();
    expect(letters).toMatchObject([
      { on: "2026-05-13 15:30", by: "email", says: "Time for a little care: a short guide" },
    ]);
    expect(letters[0]?.text).toContain("about 120 days");
    expect(letters[0]?.text).toMatch(/£8 off, with no minimum spend\.\s+CARE8/);
  });

  it("counts from five days after the order where the shop reports no deliveries, and waits for the morning: quiet-hours", async () => {
    await story.until("2026-07-01 22:00");
    const li = await story.person("Li", {
      traits: { firstName: "李", language: "zh" },
      consents: ["push"],
      hasApp: true,
    });
    await orders(li, "li-1", "yoga");
    await story.outcomes(campaign);

    await story.later({ days: 130 });

    // 125 days after ten in the evening in summer: nine in winter, and quiet until the next morning.
    expect(await li.gets()).toMatchObject([{ on: "2026-11-04 09:00", by: "push", says: "该保养一下了" }]);
    expect(await story.outcomes(campaign)).toEqual({ "skipped:quiet-hours": 1, reserved: 1 });
  });

  it("has nothing to say about goods that need no such care", async () => {
    const ben = await story.person("Ben");
    await orders(ben, "ben-1", "tea");
    await ben.does("Order Delivered", { order_id: "ben-1" });

    await story.later({ days: 150 });

    expect(await ben.gets()).toEqual([]);
    expect(await story.outcomes(campaign)).toEqual({});
  });

  it("has nothing to say about an order that was cancelled", async () => {
    const cat = await story.person("Cat");
    await orders(cat, "cat-1", "yoga");
    await story.later({ days: 3 });
    await cat.does("Order Cancelled", { order_id: "cat-1", total: 50 });

    await story.later({ days: 150 });

    expect(await cat.gets()).toEqual([]);
  });
});
