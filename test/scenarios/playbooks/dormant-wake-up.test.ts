// P1: half a year of silence. A gift first, a second touch two weeks later, and nothing more once the customer orders.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Story, startStory } from "../../support/story.ts";

let story: Story;
beforeAll(async () => {
  story = await startStory({ playbooks: ["dormant-wake-up"], zone: "Europe/London", startsAt: "2026-01-10 10:00" });
}, 60_000);
afterAll(() => story.stop());

describe("dormant-wake-up", () => {
  it("writes after 180 days without an order, and once more two weeks later", async () => {
    const ann = await story.person("Ann");
    await ann.does("Order Completed", {
      order_id: "tea-1",
      total: 24,
      products: [{ product_id: "sencha", price: 24 }],
    });

    await story.until("2026-07-08 12:00");
    expect(await ann.gets()).toEqual([]);

    // 180 days of 24 hours after 10:00 in winter: 11:00 in summer.
    await story.until("2026-07-10 00:00");
    expect(await ann.gets()).toMatchObject([{ on: "2026-07-09 11:00", by: "email", step: "return-gift" }]);

    await story.later({ days: 20 });
    expect(await ann.gets()).toMatchObject([{ on: "2026-07-23 11:00", by: "email", step: "second-touch" }]);
  });

  it("says nothing more to who orders in between", async () => {
    const ben = await story.person("Ben");
    await ben.does("Order Completed", { order_id: "tea-2", total: 30 });
    await story.later({ days: 181 });
    expect(await ben.gets()).toHaveLength(1);

    await ben.does("Order Completed", { order_id: "tea-3", total: 18 });
    await story.later({ days: 30 });

    expect(await ben.gets()).toEqual([]);
  });

  it("does not write without consent: no-consent", async () => {
    const cat = await story.person("Cat", { consents: [] });
    await cat.does("Order Completed", { order_id: "tea-4", total: 30 });
    await story.outcomes("dormant-wake-up");

    await story.later({ days: 181 });

    expect(await cat.gets()).toEqual([]);
    expect(await story.outcomes("dormant-wake-up")).toMatchObject({ "skipped:no-consent": 1 });
  });
});
