// P12: a clearance. Who bought from the range in the last two years looks first; the public only a day later.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Story, startStory } from "../../support/story.ts";
import { complain } from "../../support/story-cases.ts";

const playbook = "member-clearance";
let story: Story;
beforeAll(async () => {
  story = await startStory({
    playbooks: [playbook],
    zone: "Europe/London",
    startsAt: "2024-06-01 10:00",
    settings: {
      quietHours: { default: { from: "21:00", to: "09:00" } },
      campaigns: {
        [playbook]: {
          enabled: true,
          startsAt: "2026-11-05T09:00",
          categories: ["winter-coats", "scarves"],
          goods: "last winter's coats and scarves",
          goodsChinese: "去年冬款大衣围巾",
        },
      },
    },
  });
}, 60_000);
afterAll(() => story.stop());

const bought = (category: string, orderId: string) => ({
  order_id: orderId,
  total: 90,
  products: [{ product_id: `${category}-1`, category, price: 90 }],
});

describe("member-clearance", () => {
  it("tells past buyers of the range at the hour that the shop set, and nobody else", async () => {
    const old = await story.person("Olga");
    await old.does("Order Completed", bought("winter-coats", "m-0"));
    await story.until("2026-10-20 10:00");
    const ann = await story.person("Ann");
    await ann.does("Order Completed", bought("scarves", "m-1"));
    const ben = await story.person("Ben");
    await ben.does("Order Completed", bought("sandals", "m-2"));
    const cat = await story.person("Cat");
    const dai = await story.person("Dai", { traits: { language: "zh" }, consents: ["sms"] });
    await dai.does("Order Completed", bought("winter-coats", "m-3"));
    const nyx = await story.person("Nyx", { traits: { timezone: "America/New_York" } });
    await nyx.does("Order Completed", bought("winter-coats", "m-4"));
    const sid = await story.person("Sid", { consents: [] });
    await sid.does("Order Completed", bought("scarves", "m-5"));
    const una = await story.person("Una");
    await una.does("Order Completed", bought("scarves", "m-6"));
    await story.until("2026-11-04 10:00");
    // Una's last parcel came torn, and nobody has solved it yet.
    await complain(story, una, "C-1");

    await story.until("2026-11-07 12:00");

    const [mail, ...more] = await ann.gets();
    expect(more).toEqual([]);
    expect(mail).toMatchObject({ on: "2026-11-05 09:00", by: "email", step: "members-first" });
    expect(mail?.text).toContain("We are making room and selling off last winter's coats and scarves.");
    expect(mail?.text).toContain("The first 24 hours belong to those who have bought from this range before.");
    const [text] = await dai.gets();
    expect(text).toMatchObject({ on: "2026-11-05 09:00", by: "sms" });
    expect(text?.says).toMatch(/^Leaf & Kettle：去年冬款大衣围巾清仓，头24小时只留给买过的老客户/);
    // Nine in London is the middle of the night in New York: she gets it at nine there, still within the day.
    expect(await nyx.gets()).toMatchObject([{ on: "2026-11-05 14:00", step: "members-first" }]);

    // Another range, no order at all, and a coat bought more than two years ago.
    expect([await ben.gets(), await cat.gets(), await old.gets()].flat()).toEqual([]);
    // No consent; and an open complaint, for which no offer is made: the message was given up after twelve hours.
    expect([await sid.gets(), await una.gets()].flat()).toEqual([]);
    expect(await story.outcomes(playbook)).toEqual({
      reserved: 3,
      "skipped:no-consent": 1,
      "skipped:case-open": 1,
      "skipped:expired": 1,
    });
  });

  it("is not told late: who buys from the range after the first hours has missed it", async () => {
    const vic = await story.person("Vic");
    await vic.does("Order Completed", bought("scarves", "m-7"));

    await story.later({ days: 3 });

    expect(await vic.gets()).toEqual([]);
    expect(await story.outcomes(playbook)).toEqual({});
  });
});
