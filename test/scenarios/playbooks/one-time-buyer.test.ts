// P2: somebody ordered once and did not come back in the usual time. One note: how the first order lasts, and what goes with it.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createCaseStore } from "../../../lambdas/store/case-store.ts";
import { type Story, startStory } from "../../support/story.ts";

let story: Story;
beforeAll(async () => {
  story = await startStory({
    playbooks: ["one-time-buyer"],
    zone: "Europe/London",
    startsAt: "2026-09-01 10:00",
    settings: { shop: { currency: "GBP" } },
  });
}, 60_000);
afterAll(() => story.stop());

describe("one-time-buyer", () => {
  it("writes 45 days after the first order, once, with a small coupon for what goes with it", async () => {
    const ann = await story.person("Ann");
    await ann.does("Order Completed", { order_id: "ann-1", total: 40 });

    await story.until("2026-10-16 09:59");
    expect(await ann.gets()).toEqual([]);

    await story.until("2026-12-24 10:00");
    const letters = await ann.gets();
    expect(letters).toMatchObject([
      { on: "2026-10-16 10:00", by: "email", step: "second-order", says: "How is your first order doing?" },
    ]);
    expect(letters[0]?.text).toContain("On 1 September 2026 you ordered from us for the first time.");
    expect(letters[0]?.text).toMatch(/£10 off, with no minimum spend\.\s+SECOND10/);
    expect(letters[0]?.text).toContain("good until 15 November 2026");
  });

  it("leaves alone who has found the way back already", async () => {
    const ben = await story.person("Ben");
    await ben.does("Order Completed", { order_id: "ben-1", total: 40 });
    await story.later({ days: 20 });
    await ben.does("Order Completed", { order_id: "ben-2", total: 25 });
    await story.outcomes("one-time-buyer");

    await story.later({ days: 80 });

    expect(await ben.gets()).toEqual([]);
    expect(await story.outcomes("one-time-buyer")).toEqual({});
  });

  it("texts who has agreed to texts only, in Chinese to who reads Chinese", async () => {
    const li = await story.person("Li", { traits: { firstName: "李", language: "zh" }, consents: ["sms"] });
    await li.does("Order Completed", { order_id: "li-1", total: 60 });

    await story.later({ days: 46 });

    const [text] = await li.gets();
    expect(text).toMatchObject({ by: "sms" });
    expect(text?.says).toMatch(/^Leaf & Kettle：李，上次买的用得还好吗？.+SECOND10.+拒收请回复R$/);
  });

  it("waits while a complaint is open, and lets the matter rest when it takes too long: case-open, then expired", async () => {
    const cat = await story.person("Cat");
    await cat.does("Order Completed", { order_id: "cat-1", total: 40 });
    await story.later({ days: 44 });
    await cat.does("Product Reviewed", { review_id: "r-1", product_id: "kettle", rating: 1 });
    await story.outcomes("one-time-buyer");

    await story.later({ days: 10 });

    const cases = await createCaseStore(story.local.runtime).list(cat.id);
    expect(cases).toMatchObject([{ subject: "review", status: "open" }]);
    expect(await cat.gets()).toEqual([]);
    expect(await story.outcomes("one-time-buyer")).toEqual({ "skipped:case-open": 1, "skipped:expired": 1 });
  });
});
