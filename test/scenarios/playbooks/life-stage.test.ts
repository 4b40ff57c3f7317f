// P8: a child reaches an age that needs other things. A short pack for the stage, with 30 off from 200.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Story, startStory } from "../../support/story.ts";

const campaign = "life-stage";

let story: Story;
beforeAll(async () => {
  story = await startStory({
    playbooks: [campaign],
    zone: "Asia/Shanghai",
    startsAt: "2026-05-01 10:00",
    settings: {
      shop: { currency: "CNY" },
      caps: [{ id: "all-1-per-24h", scope: "all", window: { rollingHours: 24 }, max: 1 }],
    },
  });
}, 60_000);
afterAll(() => story.stop());

describe("life-stage", () => {
  it("writes at three, six and nine months, at ten in the morning", async () => {
    const mei = await story.person("Mei", {
      traits: { firstName: "梅", language: "zh", childBirthdays: ["2026-03-31"] },
    });

    await story.until("2026-12-31 12:00");

    const letters = await mei.gets();
    // A child of the 31st has its day on the last of a shorter month.
    expect(letters.map(({ on }) => on)).toEqual(["2026-06-30 10:00", "2026-09-30 10:00", "2026-12-31 10:00"]);
    expect(letters[0]).toMatchObject({ by: "email", says: "孩子又长大了一点，这个阶段看什么" });
    expect(letters[0]?.text).toContain("满¥200减¥30");
    expect(letters[0]?.text).toContain("STAGE30");
  });

  it("gives twins one pack, and brothers of different age one each", async () => {
    const twins = await story.person("Tang", { traits: { childBirthdays: ["2026-10-05", "2026-10-05"] } });
    const brothers = await story.person("Bao", { traits: { childBirthdays: ["2026-10-10", "2026-07-20"] } });

    await story.until("2027-01-31 12:00");

    expect((await twins.gets()).map(({ on }) => on)).toEqual(["2027-01-05 10:00"]);
    expect((await brothers.gets()).map(({ on }) => on)).toEqual(["2027-01-10 10:00", "2027-01-20 10:00"]);
  });

  it("never writes twice within a day, when two children have theirs on the same one: capped, then a day later", async () => {
    const wen = await story.person("Wen", { traits: { childBirthdays: ["2026-11-15", "2026-08-15"] } });
    await story.outcomes(campaign);

    await story.until("2027-02-20 12:00");

    expect((await wen.gets()).map(({ on }) => on)).toEqual(["2027-02-15 10:00", "2027-02-16 10:00"]);
    expect(await story.outcomes(campaign)).toEqual({ reserved: 2, "skipped:capped": 1 });
  });

  it("has nothing to say where no child is known, and nothing about ages that are long past", async () => {
    const nan = await story.person("Nan");
    const gu = await story.person("Gu", { traits: { childBirthdays: ["2015-02-22"] } });

    await story.until("2027-04-30 12:00");

    expect(await nan.gets()).toEqual([]);
    expect(await gu.gets()).toEqual([]);
  });

  it("stops when the customer says that the subject is closed", async () => {
    const xia = await story.person("Xia", {
      traits: { childBirthdays: ["2027-04-20"] },
      consents: ["push"],
      hasApp: true,
    });
    await story.until("2027-07-21 12:00");
    expect(await xia.gets()).toMatchObject([{ on: "2027-07-20 10:00", by: "push" }]);

    await xia.is({ consents: { push: false } });
    await story.until("2027-11-01 12:00");

    expect(await xia.gets()).toEqual([]);
  });
});
