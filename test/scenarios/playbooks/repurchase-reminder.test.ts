// P3: who orders in a rhythm is reminded a week before the next order is likely, and not when they have ordered already.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Person, type Story, startStory } from "../../support/story.ts";

const campaign = "repurchase-reminder";
/** A person's own rhythm alone, so that the dates can be followed. */
const ownRhythm = { priorWeight: 0, couponCode: "TEA5" };

let story: Story;
let measured: Story;
beforeAll(async () => {
  const shop = { playbooks: [campaign], zone: "Europe/London", startsAt: "2026-01-05 10:00" };
  story = await startStory({ ...shop, settings: { campaigns: { [campaign]: ownRhythm } } });
  measured = await startStory({
    ...shop,
    settings: { campaigns: { [campaign]: { ...ownRhythm, holdOutPercent: 50 } } },
  });
}, 60_000);
afterAll(async () => {
  await story.stop();
  await measured.stop();
});

let orders = 0;
const orderEvery30Days = async (of: Story, persons: readonly Person[], times: number): Promise<void> => {
  for (let time = 0; time < times; time += 1) {
    if (time > 0) await of.later({ days: 30 });
    for (const person of persons) {
      orders += 1;
      await person.does("Order Completed", { order_id: `order-${orders}`, total: 18 });
    }
  }
};

describe("repurchase-reminder", () => {
  it("reminds who orders every thirty days on the twenty-third day, once for each order", async () => {
    const ann = await story.person("Ann");
    await orderEvery30Days(story, [ann], 3);
    await ann.gets();

    // The third order was on 6 March.
    await story.until("2026-03-29 09:00");
    expect(await ann.gets()).toEqual([]);

    await story.until("2026-06-30 10:00");
    const letters = await ann.gets();
    expect(letters).toMatchObject([
      { on: "2026-03-29 11:00", by: "email", step: "reminder", says: "A quick check before you run out" },
    ]);
    expect(letters[0]?.text).toContain("in about 7 days");
    expect(letters[0]?.text).toContain("TEA5");
  });

  it("says nothing to who ordered in time by themselves", async () => {
    const li = await story.person("Li", { traits: { firstName: "李", language: "zh" } });
    await orderEvery30Days(story, [li], 2);
    await story.later({ days: 20 });
    await li.does("Order Completed", { order_id: "li-early", total: 18 });

    await story.later({ days: 5 });
    expect(await li.gets()).toEqual([]);

    // Two gaps of 30 and 20 days make 25, so the next reminder comes on the eighteenth day.
    await story.later({ days: 14 });
    expect(await li.gets()).toMatchObject([{ step: "reminder", says: "看看家里还剩多少，免得临时断档" }]);
  });

  it("knows no rhythm after one order only", async () => {
    const ben = await story.person("Ben");
    await orderEvery30Days(story, [ben], 1);
    await story.outcomes(campaign);

    await story.later({ days: 120 });

    expect(await ben.gets()).toEqual([]);
    expect(await story.outcomes(campaign)).toEqual({});
  });

  it("does not write without consent: no-consent", async () => {
    const cat = await story.person("Cat", { consents: [] });
    await orderEvery30Days(story, [cat], 2);
    await story.outcomes(campaign);

    await story.later({ days: 40 });

    expect(await cat.gets()).toEqual([]);
    expect(await story.outcomes(campaign)).toEqual({ "skipped:no-consent": 1 });
  });

  it("keeps half of the customers out where the shop wants to measure the effect: heldOut", async () => {
    const names = ["Dora", "Eve", "Finn", "Gus", "Hal", "Ida", "Jon", "Kay"];
    const persons = await Promise.all(names.map((name) => measured.person(name)));
    await orderEvery30Days(measured, persons, 2);

    await measured.later({ days: 40 });

    const letters = (await Promise.all(persons.map((person) => person.gets()))).flat();
    const outcomes = await measured.outcomes(campaign);
    expect(letters.length).toBeGreaterThan(0);
    expect(outcomes).toEqual({ reserved: letters.length, heldOut: persons.length - letters.length });
    expect(outcomes.heldOut).toBeGreaterThan(0);
  });
});
