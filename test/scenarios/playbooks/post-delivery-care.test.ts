// P6: two days after a parcel arrived: is all well, and how to begin. Where goods need fitting, an invitation to book it.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createEventStore } from "../../../lambdas/store/event-store.ts";
import { dayMs } from "../../support/campaigns.ts";
import { type Person, type Story, startStory } from "../../support/story.ts";

const campaign = "post-delivery-care";

let story: Story;
beforeAll(async () => {
  story = await startStory({
    playbooks: [campaign],
    zone: "Europe/London",
    startsAt: "2026-03-02 10:00",
    settings: {
      caps: [{ id: "all-1-per-24h", scope: "all", window: { rollingHours: 24 }, max: 1 }],
      campaigns: {
        [campaign]: {
          fittingCategories: ["curtains", "lamps"],
          bookingUrl: "https://leaf.example/fitting",
          matchingUrl: "https://leaf.example/rails",
        },
      },
    },
  });
}, 60_000);
afterAll(() => story.stop());

let orders = 0;
/** Orders one thing, which arrives three days later. */
const gets = async (person: Person, category: string, q: { readonly arrives?: boolean } = {}): Promise<void> => {
  orders += 1;
  const orderId = `order-${orders}`;
  const product = { product_id: `${category}-1`, category, price: 50, quantity: 1 };
  await person.does("Order Completed", { order_id: orderId, total: 50, products: [product] });
  if (q.arrives === false) return;
  await story.later({ days: 3 });
  await person.does("Order Delivered", { order_id: orderId });
};

describe("post-delivery-care", () => {
  it("asks two days after delivery whether all is well, and says no more about goods that need no fitting", async () => {
    const ann = await story.person("Ann");
    await gets(ann, "tea");

    await story.until("2026-03-07 09:59");
    expect(await ann.gets()).toEqual([]);

    await story.until("2026-03-20 10:00");
    expect(await ann.gets()).toMatchObject([
      { on: "2026-03-07 10:00", by: "email", step: "care-check", says: "Did everything arrive as it should?" },
    ]);
  });

  it("invites to book the fitting two days later where goods need it, and shows what matches", async () => {
    const ben = await story.person("Ben");
    await gets(ben, "curtains");

    await story.later({ days: 20 });

    const [check, invitation, ...more] = await ben.gets();
    expect(check).toMatchObject({ on: "2026-03-25 10:00", step: "care-check" });
    expect(invitation).toMatchObject({ on: "2026-03-27 10:00", step: "fitting-invitation" });
    expect(invitation?.text).toContain("https://leaf.example/fitting");
    expect(invitation?.text).toContain("https://leaf.example/rails");
    expect(more).toEqual([]);
  });

  it("counts from five days after the order where no delivery is reported, in Chinese and by text if that is wanted", async () => {
    await story.until("2026-05-04 10:00");
    const li = await story.person("Li", { traits: { firstName: "李", language: "zh" }, consents: ["sms"] });
    await gets(li, "lamps", { arrives: false });

    await story.later({ days: 20 });

    const texts = await li.gets();
    expect(texts.map(({ on }) => on)).toEqual(["2026-05-11 10:00", "2026-05-13 10:00"]);
    expect(texts[1]?.says).toMatch(
      /^Leaf & Kettle：李，这次买的需要安装吗？.+https:\/\/leaf\.example\/fitting 拒收请回复R$/,
    );
  });

  it("does not ask about an order that was cancelled", async () => {
    const cat = await story.person("Cat");
    await cat.does("Order Completed", { order_id: "cat-1", total: 50 });
    await story.later({ days: 2 });
    await cat.does("Order Cancelled", { order_id: "cat-1", total: 50 });

    await story.later({ days: 20 });

    expect(await cat.gets()).toEqual([]);
  });

  it("writes once when two parcels arrive on one day, and about the other on the next: capped", async () => {
    const dora = await story.person("Dora");
    for (const order_id of ["dora-1", "dora-2"]) await dora.does("Order Completed", { order_id, total: 20 });
    await story.later({ days: 1 });
    for (const order_id of ["dora-1", "dora-2"]) {
      await dora.does("Order Delivered", { order_id });
      await story.later({ hours: 1 });
    }
    await story.outcomes(campaign);

    await story.later({ days: 10 });

    const [first, second] = await dora.gets();
    expect(Date.parse(`${second?.on}Z`) - Date.parse(`${first?.on}Z`)).toBe(24 * 60 * 60 * 1000);
    expect(await story.outcomes(campaign)).toEqual({ reserved: 2, "skipped:capped": 1 });
  });

  it("says nothing about a parcel that is told of a month later", async () => {
    const eve = await story.person("Eve");
    const receivedAt = story.local.clock.now();
    const order = { customerId: eve.id, orderId: "eve-1", occurredAt: receivedAt - 30 * dayMs, receivedAt };
    await createEventStore(story.local.runtime).append([
      { ...order, eventId: "eve-placed", kind: "order-placed", amount: 20, lines: [] },
      { ...order, eventId: "eve-delivered", kind: "order-delivered" },
    ]);
    await story.local.drain();

    await story.later({ days: 20 });

    expect(await eve.gets()).toEqual([]);
    expect(await story.outcomes(campaign)).toEqual({});
  });
});
