// P9: a birthday card on the morning of the day, every year. Who orders often finds a present in it.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Person, type Story, startStory } from "../../support/story.ts";

let story: Story;
beforeAll(async () => {
  story = await startStory({ playbooks: ["birthday"], zone: "Europe/London", startsAt: "2027-02-20 10:00" });
}, 60_000);
afterAll(() => story.stop());

const orders = async (person: Person, times: number): Promise<void> => {
  for (let count = 1; count <= times; count += 1)
    await person.does("Order Completed", { order_id: `${person.id}-${count}`, total: 30 });
};

describe("birthday", () => {
  it("wishes well at nine in the morning, in the customer's own language, with nothing to redeem", async () => {
    const ann = await story.person("Ann", { traits: { birthday: "1990-02-22" } });
    const hua = await story.person("Hua", { traits: { firstName: "华", birthday: "1988-02-22", language: "zh" } });

    await story.until("2027-02-22 08:59");
    expect(await ann.gets()).toEqual([]);

    await story.until("2027-02-22 12:00");
    expect(await ann.gets()).toMatchObject([
      { on: "2027-02-22 09:00", by: "email", step: "wish", says: "Happy birthday, Ann" },
    ]);
    const [card] = await hua.gets();
    expect(card).toMatchObject({ on: "2027-02-22 09:00", says: "华，祝您生日快乐" });
    expect(card?.text).toContain("积分双倍");
    expect(card?.text).not.toContain("BIRTHDAY20");
  });

  it("gives core customers, with four orders lately, a present on their telephone", async () => {
    const cora = await story.person("Cora", {
      traits: { birthday: "1979-02-24" },
      consents: ["push", "email"],
      hasApp: true,
    });
    await orders(cora, 4);

    await story.until("2027-02-24 12:00");

    const [gift, ...more] = await cora.gets();
    expect(gift).toMatchObject({ on: "2027-02-24 09:00", by: "push", step: "gift", says: "Happy birthday!" });
    expect(gift?.text).toContain("$20 off with BIRTHDAY20");
    expect(more).toEqual([]);
  });

  it("does not write without consent: no-consent", async () => {
    const dan = await story.person("Dan", { traits: { birthday: "1985-02-25" }, consents: [] });
    await story.outcomes("birthday");

    await story.until("2027-02-26 12:00");

    expect(await dan.gets()).toEqual([]);
    expect(await story.outcomes("birthday")).toEqual({ "skipped:no-consent": 1 });
  });

  it("says nothing when the birthday is told after the day is over", async () => {
    const eve = await story.person("Eve", { traits: { birthday: "1985-02-25" } });

    await story.later({ days: 1 });

    expect(await eve.gets()).toEqual([]);
    expect(await story.outcomes("birthday")).toEqual({});
  });

  it("keeps 29 February on the 28th in other years, and on the day itself in a leap year", async () => {
    const leo = await story.person("Leo", { traits: { birthday: "2000-02-29" } });

    await story.until("2027-03-02 12:00");
    expect(await leo.gets()).toMatchObject([{ on: "2027-02-28 09:00", step: "wish" }]);

    await story.until("2028-03-02 12:00");
    expect(await leo.gets()).toMatchObject([{ on: "2028-02-29 09:00", step: "wish" }]);
  });
});
