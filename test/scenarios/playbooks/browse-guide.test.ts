// P17: three looks at one kind of goods and no order. An hour later a guide to choosing, and a person to ask; no pressure.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Person, type Story, startStory } from "../../support/story.ts";

const playbook = "browse-guide";
let story: Story;
beforeAll(async () => {
  story = await startStory({ playbooks: [playbook], zone: "Europe/London", startsAt: "2026-09-01 10:00" });
}, 60_000);
afterAll(() => story.stop());

const looksAt = async (person: Person, category: string, ...products: readonly string[]): Promise<void> => {
  for (const product_id of products) {
    await person.does("Product Viewed", { product_id, category });
    await story.later({ minutes: 10 });
  }
};

describe("browse-guide", () => {
  it("sends a guide an hour after the third look, about what was looked at", async () => {
    const ann = await story.person("Ann");
    await story.until("2026-09-01 14:00");
    await looksAt(ann, "teapots", "red-pot", "blue-pot", "glass-pot", "iron-pot");

    await story.until("2026-09-05 10:00");

    const got = await ann.gets();
    expect(got).toMatchObject([
      // The third look was at 14:20.
      { on: "2026-09-01 15:20", by: "email", step: "guide", says: "Comparing teapots? A short guide" },
    ]);
    expect(got[0]?.text).toContain("You have been looking at teapots.");
    expect(got[0]?.text).toContain("Reply with the two or three you have in mind");
  });

  it("says nothing about two looks here and two there, nor about three that lie a week apart", async () => {
    const [ben, cat] = [await story.person("Ben"), await story.person("Cat")];
    await story.outcomes(playbook);
    await looksAt(ben, "teapots", "red-pot", "blue-pot");
    await looksAt(ben, "cups", "red-cup", "blue-cup");
    await looksAt(cat, "teapots", "red-pot", "blue-pot");
    await story.later({ days: 7 });
    await looksAt(cat, "teapots", "glass-pot");

    await story.later({ days: 2 });

    expect([await ben.gets(), await cat.gets()].flat()).toEqual([]);
    expect(await story.outcomes(playbook)).toEqual({});
  });

  it("says nothing to who orders within the hour", async () => {
    const dan = await story.person("Dan");
    await looksAt(dan, "teapots", "red-pot", "blue-pot", "glass-pot");
    await dan.does("Order Completed", { order_id: "g-1", total: 39 });

    await story.later({ days: 2 });

    expect(await dan.gets()).toEqual([]);
  });

  it("writes again after two weeks at the earliest, also about the same goods", async () => {
    await story.until("2026-10-05 10:00");
    const eva = await story.person("Eva");
    await looksAt(eva, "teapots", "red-pot", "blue-pot", "glass-pot");
    await story.later({ days: 3 });
    expect(await eva.gets()).toHaveLength(1);

    await looksAt(eva, "cups", "red-cup", "blue-cup", "white-cup");
    await story.later({ days: 13 });
    expect(await eva.gets()).toEqual([]);

    await looksAt(eva, "teapots", "red-pot", "blue-pot", "glass-pot");
    await story.later({ hours: 3 });
    expect(await eva.gets()).toMatchObject([{ step: "guide", says: "Comparing teapots? A short guide" }]);
  });

  it("comes in Chinese to who reads Chinese, on the phone where that is what they allow", async () => {
    const fei = await story.person("Fei", { traits: { language: "zh" } });
    const gao = await story.person("Gao", { traits: { language: "zh" }, consents: ["push"], hasApp: true });
    await looksAt(fei, "紫砂壶", "p-1", "p-2", "p-3");
    await looksAt(gao, "紫砂壶", "p-1", "p-2", "p-3");

    await story.later({ hours: 2 });

    expect(await fei.gets()).toMatchObject([{ by: "email", says: "在挑紫砂壶？一份简短的选购指南" }]);
    expect(await gao.gets()).toMatchObject([{ by: "push", says: "在挑紫砂壶？" }]);
  });

  it("does not write without consent, and sends no text for it: no-consent", async () => {
    const hal = await story.person("Hal", { consents: ["sms"] });
    await story.outcomes(playbook);
    await looksAt(hal, "teapots", "red-pot", "blue-pot", "glass-pot");

    await story.later({ days: 2 });

    expect(await hal.gets()).toEqual([]);
    expect(await story.outcomes(playbook)).toEqual({ "skipped:no-consent": 1 });
  });
});
