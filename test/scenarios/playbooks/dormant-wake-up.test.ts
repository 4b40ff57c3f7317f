// P1: half a year of silence. A gift first, on the cheapest channel that is allowed, a second touch two weeks later, and nothing more once the customer orders.
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

  it("comes by push, which costs nothing, to who has the app, and no email or text besides", async () => {
    const dan = await story.person("Dan", { consents: ["push", "email", "sms"], hasApp: true });
    await dan.does("Order Completed", { order_id: "tea-5", total: 30 });

    await story.later({ days: 200 });

    expect(await dan.gets()).toMatchObject([
      {
        ...{ by: "push", step: "return-gift", says: "It has been a while. How are things?" },
        text: "$20 off your next order, no minimum: COMEBACK20. Something not right last time? Tell us.",
      },
      { by: "push", step: "second-touch", says: "Your gift is still here" },
    ]);
  });

  it("goes by text, in Chinese, to who allows nothing else", async () => {
    const fei = await story.person("Fei", { traits: { firstName: "小飞", language: "zh" }, consents: ["sms"] });
    await fei.does("Order Completed", { order_id: "tea-6", total: 30 });

    await story.later({ days: 181 });

    const [text] = await fei.gets();
    expect(text?.says).toMatch(/^Leaf & Kettle：小飞，好久不见.*COMEBACK20即可。 偏好设置：\S+ 回复STOP退订$/);
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
