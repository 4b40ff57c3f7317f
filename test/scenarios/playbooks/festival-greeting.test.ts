// P10: on the eve of a festival that moves, a greeting to the shop's customers, with nothing for sale in it.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Person, type Story, startStory } from "../../support/story.ts";

const campaign = "festival-greeting";

let story: Story;
let other: Story;
beforeAll(async () => {
  story = await startStory({
    playbooks: [campaign],
    zone: "Asia/Shanghai",
    startsAt: "2027-01-20 10:00",
  });
  other = await startStory({
    playbooks: [campaign],
    zone: "Europe/London",
    startsAt: "2026-09-01 10:00",
    settings: {
      campaigns: { [campaign]: { festival: "mid-autumn", offsetDays: 0 } },
      closedDays: [{ festival: "mid-autumn", days: 3 }],
    },
  });
}, 60_000);
afterAll(async () => {
  await story.stop();
  await other.stop();
});

const customer = async (of: Story, name: string, language = "zh"): Promise<Person> => {
  const person = await of.person(name, { traits: { language } });
  await person.does("Order Completed", { order_id: `${person.id}-1`, total: 20 });
  return person;
};

describe("festival-greeting", () => {
  it("greets on the eve of Spring Festival, on another date each year", async () => {
    const mei = await customer(story, "Mei");

    await story.until("2028-02-01 12:00");

    // Spring Festival: 6 February 2027 and 26 January 2028.
    const letters = await mei.gets();
    expect(letters.map(({ on }) => on)).toEqual(["2027-02-05 10:00", "2028-01-25 10:00"]);
    expect(letters[0]).toMatchObject({ by: "email", step: "greeting", says: "给您拜年了，祝新春吉祥" });
    expect(letters[0]?.text).toContain("这封信不卖东西");
  });

  it("says nothing to who has never ordered, or comes after the day", async () => {
    const visitor = await story.person("Vic");
    const late = await customer(story, "Lan");
    await story.outcomes(campaign);

    await story.later({ days: 30 });

    expect(await visitor.gets()).toEqual([]);
    expect(await late.gets()).toEqual([]);
    expect(await story.outcomes(campaign)).toEqual({});
  });

  it("drops the greeting when the shop rests from the day itself on: closed-day, then expired", async () => {
    const ann = await customer(other, "Ann", "en");

    await other.until("2026-10-10 12:00");

    expect(await ann.gets()).toEqual([]);
    expect(await other.outcomes(campaign)).toEqual({ "skipped:closed-day": 1, "skipped:expired": 1 });
  });
});
