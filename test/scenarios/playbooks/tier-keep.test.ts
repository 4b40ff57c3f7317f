// P13, before moving down: two weeks before a regular customer would drop to at-risk, a word on how to stay.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Person, type Story, startStory } from "../../support/story.ts";

const playbook = "tier-keep";
let story: Story;
beforeAll(async () => {
  story = await startStory({
    playbooks: [playbook],
    zone: "Europe/London",
    startsAt: "2026-01-05 10:00",
    settings: { campaigns: { [playbook]: { enabled: true, benefit: "free delivery", benefitChinese: "每单包邮" } } },
  });
}, 60_000);
afterAll(() => story.stop());

let count = 0;
const orders = async (person: Person, times: number): Promise<void> => {
  for (let n = 0; n < times; n += 1) {
    count += 1;
    await person.does("Order Completed", { order_id: `k-${count}`, total: 25 });
    await story.later({ minutes: 1 });
  }
};

describe("tier-keep", () => {
  it("writes 76 days after the last order, once, with two weeks left", async () => {
    const ann = await story.person("Ann");
    await orders(ann, 4);
    // The last of them at 10:03.
    await story.until("2026-05-20 10:00");

    const got = await ann.gets();
    expect(got).toMatchObject([
      // 76 days of 24 hours end with summer time not yet begun.
      { on: "2026-03-22 10:03", by: "email", step: "keep-it", says: "Your place with us, and how to keep it" },
    ]);
    expect(got[0]?.text).toContain("your last order was on 5 January 2026");
    expect(got[0]?.text).toContain("Yours runs out in about 14 days.");
    expect(got[0]?.text).toContain("free delivery");
  });

  it("says nothing to who orders before, and counts anew from that order", async () => {
    const ben = await story.person("Ben");
    await orders(ben, 2);
    await story.later({ days: 70 });
    await orders(ben, 1);

    await story.later({ days: 75 });
    expect(await ben.gets()).toEqual([]);

    await story.later({ days: 2 });
    expect(await ben.gets()).toMatchObject([{ step: "keep-it" }]);
  });

  it("has nothing to keep for who bought once: a new customer is no regular", async () => {
    const cat = await story.person("Cat");
    await story.outcomes(playbook);
    await orders(cat, 1);

    await story.later({ days: 120 });

    expect(await cat.gets()).toEqual([]);
    expect(await story.outcomes(playbook)).toEqual({});
  });

  it("comes to the phone of who has the app, in Chinese to who reads Chinese", async () => {
    const dai = await story.person("Dai", { traits: { language: "zh" }, consents: ["push"], hasApp: true });
    await orders(dai, 2);

    await story.later({ days: 77 });

    const [push] = await dai.gets();
    expect(push).toMatchObject({ by: "push", says: "您的老客户身份快到期了" });
    expect(push?.text).toBe("大约还有14天，下一单即可保留，金额不限。暂时不缺什么也没关系。");
  });

  it("does not write to who took the consent back: no-consent", async () => {
    const eva = await story.person("Eva");
    await story.outcomes(playbook);
    await orders(eva, 3);
    await eva.does("Unsubscribed");

    await story.later({ days: 120 });

    expect(await eva.gets()).toEqual([]);
    expect(await story.outcomes(playbook)).toEqual({ "skipped:no-consent": 1 });
  });
});
