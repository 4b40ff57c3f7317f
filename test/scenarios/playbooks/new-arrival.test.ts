// P11: something new arrives. Core customers and those who marked such goods as favourites see it first, with the largest
// discount; the others three days later with a smaller one; and all hear once more before the early days end.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Person, type Story, startStory } from "../../support/story.ts";

const playbook = "new-arrival";
let story: Story;
let [core, fan, zhao, york, late, stranger, silent]: readonly (Person | undefined)[] = [];

const orders = async (person: Person, count: number): Promise<void> => {
  for (let n = 1; n <= count; n += 1)
    await person.does("Order Completed", { order_id: `${person.id}-${n}`, total: 40, products: [] });
};

beforeAll(async () => {
  story = await startStory({
    playbooks: [playbook],
    zone: "Europe/London",
    startsAt: "2026-09-20 10:00",
    settings: {
      campaigns: {
        [playbook]: {
          enabled: true,
          launchAt: "2026-10-01T10:00",
          categories: ["gaiwan"],
          goods: "a gaiwan from Jingdezhen",
          goodsChinese: "景德镇盖碗",
        },
      },
    },
  });
  core = await story.person("Cora");
  await orders(core, 4);
  fan = await story.person("Finn");
  await fan.does("Product Added to Wishlist", { product_id: "gaiwan-1", category: "gaiwan" });
  zhao = await story.person("Zhao", { traits: { language: "zh" }, consents: ["push", "email"], hasApp: true });
  await orders(zhao, 1);
  york = await story.person("York", { traits: { timezone: "America/New_York" } });
  await orders(york, 1);
  late = await story.person("Lara");
  await orders(late, 1);
  stranger = await story.person("Stan");
  silent = await story.person("Sid", { consents: [] });
  await orders(silent, 1);
}, 60_000);
afterAll(() => story.stop());

const gets = async (person: Person | undefined) => (await person?.gets()) ?? [];

describe("new-arrival", () => {
  it("on 1 October, 10:00: core customers and those who marked such goods see it first, with 20 % off", async () => {
    await story.until("2026-10-02 12:00");

    const [toCore] = await gets(core);
    expect(toCore).toMatchObject({
      on: "2026-10-01 10:00",
      step: "first-look",
      says: "You see it first: a gaiwan from Jingdezhen",
    });
    expect(toCore?.text).toContain("20% off while the early days last.");
    expect(toCore?.text).toContain("EARLY20");
    expect(toCore?.text).toContain("Good until 4 October 2026.");
    expect(await gets(fan)).toMatchObject([{ on: "2026-10-01 10:00", step: "first-look" }]);
    for (const other of [zhao, york, late, stranger]) expect(await gets(other)).toEqual([]);
  });

  it("three days later the others hear of it, each at ten by their own clock, with 10 % off", async () => {
    await story.until("2026-10-05 00:00");

    const [push] = await gets(zhao);
    expect(push).toMatchObject({ on: "2026-10-04 10:00", by: "push", step: "launch", says: "新到店" });
    expect(push?.text).toBe("景德镇盖碗到了，早鸟立减10%，结账填 EARLY10。");
    // Ten in New York is three in the afternoon in London.
    expect(await gets(york)).toMatchObject([{ on: "2026-10-04 15:00", by: "email", step: "launch" }]);
    expect(await gets(late)).toMatchObject([{ on: "2026-10-04 10:00", step: "launch" }]);
    expect(await gets(core)).toEqual([]);
  });

  it("says nothing more to who orders, and a last word to all others two days on: 10 % for the first ones too", async () => {
    if (late !== undefined) await late.does("Order Completed", { order_id: "gaiwan-order", total: 60 });

    await story.until("2026-10-20 12:00");

    expect(await gets(late)).toEqual([]);
    const [toCore, ...more] = await gets(core);
    expect(toCore).toMatchObject({ on: "2026-10-06 10:00", step: "last-days", says: "The early days are nearly over" });
    expect(toCore?.text).toContain("10% off.");
    expect(toCore?.text).toContain("EARLY10");
    expect(more).toEqual([]);
    expect(await gets(fan)).toMatchObject([{ on: "2026-10-06 10:00", step: "last-days" }]);
    expect(await gets(zhao)).toMatchObject([{ on: "2026-10-06 10:00", by: "push", says: "早鸟期快结束了" }]);
    expect(await gets(york)).toMatchObject([{ on: "2026-10-06 15:00", step: "last-days" }]);
  });

  it("does not write without consent (no-consent), nor to who never bought and marked nothing", async () => {
    expect(await gets(silent)).toEqual([]);
    expect(await gets(stranger)).toEqual([]);
    // Core 2, Finn 2, Zhao 2, York 2, Lara 1; Sid was looked at once, Stan never.
    expect(await story.outcomes(playbook)).toEqual({ reserved: 9, "skipped:no-consent": 1 });
  });
});
