// P20: a bad or middling review opens a case by itself. The customer reads at once that somebody cares, and a person tries
// to reach them at different hours of three working days, until it is solved. Promotions pause meanwhile.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Person, type Story, startStory } from "../../support/story.ts";
import { casesOf, close, tasksFor } from "../../support/story-cases.ts";

const playbook = "review-recovery";
const zone = "Europe/London";
let story: Story;
beforeAll(async () => {
  story = await startStory({
    // A shop that also wakes who has not ordered for 30 days.
    playbooks: [playbook, "dormant-wake-up"],
    zone,
    startsAt: "2026-05-18 10:00",
    settings: {
      quietHours: { default: { from: "21:00", to: "08:00" } },
      campaigns: { "dormant-wake-up": { dormantDays: 30 } },
    },
  });
}, 60_000);
afterAll(() => story.stop());

const review = (person: Person, review_id: string, rating: number) =>
  person.does("Product Reviewed", { review_id, rating, product_id: "sencha" });

/** What this playbook asked for; when nobody answers a case, the shop's own rule asks the manager besides. */
const calls = async (person: Person) =>
  (await tasksFor(story, person, zone)).flatMap(({ on, due, step }) => (step === undefined ? [] : [{ on, due, step }]));

describe("review-recovery", () => {
  it("opens a case, says sorry at once, and asks for three calls at different hours until the case is closed", async () => {
    const ann = await story.person("Ann");

    // Monday, 10:00: two stars.
    await review(ann, "R-1", 2);

    expect(await casesOf(story, ann)).toMatchObject([{ caseId: "review-R-1", subject: "review", status: "open" }]);
    const [sorry] = await ann.gets();
    expect(sorry).toMatchObject({ on: "2026-05-18 10:00", by: "email", step: "sorry" });
    expect(sorry?.text).toContain("We do not ask you to change or to delete it.");

    // A working day has nine hours, so twelve working hours later it is another time of the next day.
    await story.until("2026-05-20 18:00");
    expect(await calls(ann)).toEqual([
      { on: "2026-05-18 10:00", due: "2026-05-18 10:30", step: "first-call" },
      { on: "2026-05-19 13:00", due: "2026-05-19 14:00", step: "second-call" },
      { on: "2026-05-20 16:00", due: "2026-05-20 17:00", step: "third-call" },
    ]);

    await story.until("2026-05-22 11:00");
    await close(story, ann, "review-R-1");
    expect(await ann.gets()).toMatchObject([{ on: "2026-05-22 11:00", by: "email", step: "thanks" }]);

    await story.later({ days: 40 });
    expect(await ann.gets()).toEqual([]);
    expect(await calls(ann)).toHaveLength(3);
  });

  it("asks nobody to call again once it is solved, and thanks the customer", async () => {
    await story.until("2026-07-06 15:00");
    const ben = await story.person("Ben", { consents: ["sms"] });
    await review(ben, "R-2", 3);
    await story.until("2026-07-07 10:00");
    await close(story, ben, "review-R-2");

    await story.later({ days: 7 });

    expect(await ben.gets()).toMatchObject([
      { on: "2026-07-06 15:00", by: "sms", step: "sorry" },
      { on: "2026-07-07 10:00", by: "sms", step: "thanks" },
    ]);
    expect((await calls(ben)).map(({ step }) => step)).toEqual(["first-call"]);
  });

  it("ends after the third call and a month, when nothing could be solved", async () => {
    await story.until("2026-07-20 10:00");
    const cat = await story.person("Cat");
    await review(cat, "R-3", 1);

    await story.later({ days: 40 });

    expect(await cat.gets()).toMatchObject([{ step: "sorry" }]);
    expect((await calls(cat)).map(({ step }) => step)).toEqual(["first-call", "second-call", "third-call"]);

    // The case itself is still open, and keeps coming up with the manager until somebody closes it.
    expect(await casesOf(story, cat)).toMatchObject([{ status: "open" }]);
    await close(story, cat, "review-R-3");
    expect(await cat.gets()).toEqual([]);
  });

  it("writes in Chinese to who reads Chinese", async () => {
    await story.until("2026-09-01 11:00");
    const dong = await story.person("Dong", { traits: { firstName: "小冬", language: "zh" }, consents: ["sms"] });

    await review(dong, "R-4", 2);

    const [got] = await dong.gets();
    expect(got?.says).toMatch(/^Leaf & Kettle：小冬，谢谢您如实的评价.*都请告诉我们。 偏好设置：\S+$/);
  });

  it("offers nothing while the case is open: case-open", async () => {
    await story.until("2026-09-07 10:00");
    const eva = await story.person("Eva");
    await eva.does("Order Completed", { order_id: "tea-1", total: 24 });
    await story.until("2026-10-06 12:00");
    await review(eva, "R-5", 3);
    await story.outcomes("dormant-wake-up");
    await eva.gets();

    await story.until("2026-10-08 12:00");

    expect(await eva.gets()).toEqual([]);
    expect(await story.outcomes("dormant-wake-up")).toEqual({ "skipped:case-open": 1 });
  });

  it("still asks a person to call who gave no consent to messages: no-consent", async () => {
    await story.until("2026-10-12 10:00");
    const fay = await story.person("Fay", { consents: [] });
    await story.outcomes(playbook);

    await review(fay, "R-6", 1);

    expect(await fay.gets()).toEqual([]);
    expect(await story.outcomes(playbook)).toEqual({ "skipped:no-consent": 1 });
    expect((await calls(fay)).map(({ step }) => step)).toEqual(["first-call"]);
  });

  it("leaves a good review alone, and one that is told again", async () => {
    await story.until("2026-10-19 10:00");
    const gil = await story.person("Gil");
    await story.outcomes(playbook);
    await review(gil, "R-7", 4);
    expect(await gil.gets()).toEqual([]);
    expect(await story.outcomes(playbook)).toEqual({});

    await review(gil, "R-8", 2);
    await review(gil, "R-8", 2);

    expect(await gil.gets()).toHaveLength(1);
    expect(await casesOf(story, gil)).toHaveLength(1);
  });
});
