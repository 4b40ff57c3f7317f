// P23: who orders often, lately and seldom at a discount is loyal by the loyalty score, and is invited to the members' group: once.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Person, type Story, startStory } from "../../support/story.ts";
import { complain } from "../../support/story-cases.ts";

const playbook = "club-invitation";
let story: Story;
beforeAll(async () => {
  story = await startStory({
    playbooks: [playbook],
    zone: "Europe/London",
    startsAt: "2026-03-02 10:00",
    settings: {
      quietHours: { default: { from: "21:00", to: "09:00" } },
      caps: [{ id: "one-a-day", scope: "all", window: { rollingHours: 24 }, max: 1 }],
      campaigns: { [playbook]: { clubUrl: "https://leaf.example/club" } },
    },
  });
}, 60_000);
afterAll(() => story.stop());

let orders = 0;
/** An order every ten days, the first one now. */
const order = async (person: Person, times: number, change: object = {}): Promise<void> => {
  for (let time = 0; time < times; time += 1) {
    if (time > 0) await story.later({ days: 10 });
    orders += 1;
    await person.does("Order Completed", { order_id: `tea-${orders}`, total: 24, ...change });
  }
};

describe("club-invitation", () => {
  it("invites with the fifth order, and not again with the sixth", async () => {
    const ann = await story.person("Ann");
    await order(ann, 4);
    expect(await ann.gets()).toEqual([]);

    await story.until("2026-04-13 10:00");
    await order(ann, 1);

    const [invitation, ...more] = await ann.gets();
    expect(invitation).toMatchObject({ on: "2026-04-13 10:00", by: "email", step: "invitation" });
    expect(invitation?.text).toContain("You have ordered from us 5 times.");
    expect(invitation?.text).toContain("https://leaf.example/club");
    expect(more).toEqual([]);

    await order(ann, 2);
    expect(await ann.gets()).toEqual([]);
  });

  it("does not invite again within a year who was away for a while and came back", async () => {
    await story.until("2026-05-04 10:00");
    const ben = await story.person("Ben");
    await order(ben, 5);
    expect(await ben.gets()).toHaveLength(1);

    await story.later({ days: 120 });
    await order(ben, 1);

    expect(await ben.gets()).toEqual([]);
  });

  it("writes in Chinese to who reads Chinese, in the morning when the order came at night", async () => {
    await story.until("2026-11-02 22:30");
    const chen = await story.person("Chen", { traits: { firstName: "小晨", language: "zh" }, consents: ["sms"] });
    await order(chen, 5);
    expect(await chen.gets()).toEqual([]);

    await story.later({ hours: 12 });

    const [got] = await chen.gets();
    expect(got).toMatchObject({ on: "2026-12-13 09:00", by: "sms" });
    expect(got?.says).toMatch(
      /^Leaf & Kettle：小晨，谢谢您5次光顾。.*https:\/\/leaf\.example\/club 偏好设置：\S+ 回复STOP退订$/,
    );
  });

  it("comes to the phone of who has the app and no email", async () => {
    await story.until("2027-01-04 11:00");
    const dan = await story.person("Dan", { consents: ["push"], hasApp: true });

    await order(dan, 5);

    expect(await dan.gets()).toMatchObject([{ by: "push", says: "An invitation to our members' group" }]);
  });

  it("does not invite who buys at a discount most of the time", async () => {
    await story.until("2027-03-01 11:00");
    const eva = await story.person("Eva");
    await story.outcomes(playbook);

    await order(eva, 4, { discount: 6, coupon: "SALE" });
    await order(eva, 2);

    expect(await eva.gets()).toEqual([]);
    expect(await story.outcomes(playbook)).toEqual({});
  });

  it("does not invite who has a complaint open", async () => {
    await story.until("2027-05-03 11:00");
    const fay = await story.person("Fay");
    await order(fay, 4);
    await complain(story, fay, "C-1");
    await story.outcomes(playbook);

    await order(fay, 1);

    expect(await fay.gets()).toEqual([]);
    expect(await story.outcomes(playbook)).toEqual({});
  });

  it("does not write without consent: no-consent", async () => {
    await story.until("2027-07-05 11:00");
    const gil = await story.person("Gil", { consents: [] });
    await story.outcomes(playbook);

    await order(gil, 5);

    expect(await gil.gets()).toEqual([]);
    expect(await story.outcomes(playbook)).toEqual({ "skipped:no-consent": 1 });
  });
});
