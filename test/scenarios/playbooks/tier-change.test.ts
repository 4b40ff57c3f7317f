// P13, moving up: the order that makes somebody a core customer brings a thank-you, and what the shop gives to such customers.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Person, type Story, startStory } from "../../support/story.ts";

const playbook = "tier-change";
let story: Story;
beforeAll(async () => {
  // Core from the fourth order on, while the last one is less than 90 days ago: the usual bands.
  story = await startStory({ playbooks: [playbook], zone: "Europe/London", startsAt: "2026-01-05 10:00" });
}, 60_000);
afterAll(() => story.stop());

let count = 0;
const orders = async (person: Person, times: number): Promise<void> => {
  for (let n = 0; n < times; n += 1) {
    count += 1;
    await person.does("Order Completed", { order_id: `k-${count}`, total: 25 });
    await story.later({ days: 10 });
  }
};

describe("tier-change", () => {
  it("thanks for the fourth order, at once and once, and says what it brings", async () => {
    const ann = await story.person("Ann");
    // 5, 15 and 25 January.
    await orders(ann, 3);
    expect(await ann.gets()).toEqual([]);

    // 4 February, and two more orders after it.
    await orders(ann, 3);

    const got = await ann.gets();
    expect(got).toMatchObject([
      { on: "2026-02-04 10:00", step: "welcome-to-core", says: "You are one of our core customers now" },
    ]);
    expect(got[0]?.text).toContain("From now on: free delivery on every order");
  });

  it("says it in Chinese to who reads Chinese, by text where only that is allowed", async () => {
    const bai = await story.person("Bai", { traits: { language: "zh", firstName: "小白" }, consents: ["sms"] });
    await orders(bai, 4);

    const [text] = await bai.gets();
    expect(text?.says).toMatch(
      /^Leaf & Kettle：小白，谢谢您常来，您已成为我们的核心客户。从现在起：每单包邮。 拒收请回复R$/,
    );
  });

  it("says it again to who fell back and returned, half a year later at the earliest", async () => {
    const cat = await story.person("Cat");
    await orders(cat, 4);
    expect(await cat.gets()).toHaveLength(1);

    // Silent for a hundred days she is at risk, and core again with the next order: too soon for another honour.
    await story.later({ days: 100 });
    await orders(cat, 1);
    expect(await cat.gets()).toEqual([]);

    await story.later({ days: 100 });
    await orders(cat, 1);
    expect(await cat.gets()).toMatchObject([{ step: "welcome-to-core" }]);
  });

  it("is not set off by a history that is told afterwards", async () => {
    const dan = await story.person("Dan");
    await story.outcomes(playbook);
    for (const days of [80, 70, 60, 50]) {
      const at = new Date(story.local.clock.now() - days * 86_400_000).toISOString();
      await dan.did(at, "Order Completed", { order_id: `old-${days}`, total: 25 });
    }
    await story.later({ days: 2 });

    expect(await dan.gets()).toEqual([]);
    expect(await story.outcomes(playbook)).toEqual({});
  });

  it("does not write without consent: no-consent", async () => {
    const eva = await story.person("Eva", { consents: [] });
    await story.outcomes(playbook);
    await orders(eva, 4);

    expect(await eva.gets()).toEqual([]);
    expect(await story.outcomes(playbook)).toEqual({ "skipped:no-consent": 1 });
  });
});
