// P19: a complaint is acknowledged at once, answered by a person in time or taken to the manager, its result told, and
// looked back on a week later. Nobody who complains is offered anything meanwhile.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createEventStore } from "../../../lambdas/store/event-store.ts";
import { type Person, type Story, startStory } from "../../support/story.ts";
import { acknowledge, close, complain, tasksFor, tellResult } from "../../support/story-cases.ts";

const playbook = "complaint-care";
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

const tasks = (person: Person) => tasksFor(story, person, zone);

describe("complaint-care", () => {
  it("acknowledges at once, asks a person to reply within 30 working minutes, tells the result and looks back", async () => {
    const ann = await story.person("Ann", { consents: ["email", "sms"] });

    // Monday, 10:00: the tea arrived broken.
    await complain(story, ann, "C-17");

    const [acknowledged] = await ann.gets();
    expect(acknowledged).toMatchObject({ on: "2026-05-18 10:00", by: "sms", step: "acknowledged" });
    expect(acknowledged?.says).toContain("your complaint has reached us");
    expect(await tasks(ann)).toEqual([
      { on: "2026-05-18 10:00", due: "2026-05-18 10:30", role: "service", task: "reply", step: "answer" },
    ]);

    // A person answers within the half hour, so nobody else is asked, and tells in the evening what comes of it.
    await story.until("2026-05-18 10:20");
    await acknowledge(story, ann, "C-17");
    await story.until("2026-05-18 17:00");
    await tellResult(story, ann, "C-17");
    expect(await ann.gets()).toEqual([]);
    expect(await tasks(ann)).toHaveLength(1);

    await story.until("2026-05-19 11:00");
    await close(story, ann, "C-17");
    const [result] = await ann.gets();
    expect(result).toMatchObject({ on: "2026-05-19 11:00", by: "email", step: "result" });
    expect(result?.text).toContain("We have closed your complaint (C-17)");

    await story.until("2026-05-27 10:00");
    expect(await ann.gets()).toMatchObject([{ on: "2026-05-26 11:00", by: "email", step: "care" }]);

    await story.later({ days: 10 });
    expect(await ann.gets()).toEqual([]);
    expect(await tasks(ann)).toHaveLength(1);
  });

  it("takes an unanswered complaint to the manager after 30 working minutes, and again when no result is told in a day", async () => {
    await story.until("2026-06-08 14:00");
    const ben = await story.person("Ben");

    await complain(story, ben, "C-18");
    await story.until("2026-06-09 15:00");

    expect(await tasks(ben)).toMatchObject([
      { on: "2026-06-08 14:00", role: "service", step: "answer" },
      { on: "2026-06-08 14:30", role: "manager", task: "reply" },
      { on: "2026-06-09 14:00", role: "manager", task: "reply" },
    ]);
    await close(story, ben, "C-18");
    expect(await ben.gets()).toMatchObject([{ step: "acknowledged" }, { on: "2026-06-09 15:00", step: "result" }]);
  });

  it("waits for the morning at night: the message for eight o'clock, the person for two hours at the most", async () => {
    await story.until("2026-06-10 23:30");
    const cat = await story.person("Cat");
    await story.outcomes(playbook);

    await complain(story, cat, "C-19");

    expect(await cat.gets()).toEqual([]);
    expect(await story.outcomes(playbook)).toEqual({ "skipped:quiet-hours": 1 });
    await story.until("2026-06-11 08:30");
    expect(await cat.gets()).toMatchObject([{ on: "2026-06-11 08:00", step: "acknowledged" }]);
    expect(await tasks(cat)).toMatchObject([
      { on: "2026-06-10 23:30", due: "2026-06-11 01:30", role: "service", step: "answer" },
      { on: "2026-06-11 01:30", role: "manager" },
    ]);
  });

  it("tells the result all the same when a person was faster than the morning", async () => {
    await story.until("2026-06-11 23:30");
    const ivy = await story.person("Ivy");
    await complain(story, ivy, "C-26");
    await story.until("2026-06-12 07:30");
    await close(story, ivy, "C-26");

    await story.until("2026-06-12 09:00");

    expect((await ivy.gets()).map(({ on, step }) => `${on} ${step}`).sort()).toEqual([
      "2026-06-12 08:00 acknowledged",
      "2026-06-12 08:00 result",
    ]);
  });

  it("does not look back on one complaint while the next one is open", async () => {
    await story.until("2026-06-15 10:00");
    const dan = await story.person("Dan");
    await complain(story, dan, "C-20");
    await story.later({ hours: 2 });
    await close(story, dan, "C-20");
    await story.later({ days: 3 });
    await complain(story, dan, "C-21");

    await story.until("2026-06-24 10:00");

    expect(await dan.gets()).toMatchObject([
      { step: "acknowledged" },
      { step: "result" },
      { on: "2026-06-18 12:00", step: "acknowledged" },
    ]);
  });

  it("answers in Chinese who reads Chinese, with the number of the complaint", async () => {
    await story.until("2026-07-01 10:00");
    const eva = await story.person("Eva", { traits: { firstName: "小雅", language: "zh" } });

    await complain(story, eva, "C-22");

    const [got] = await eva.gets();
    expect(got).toMatchObject({ by: "email", says: "您的投诉已收到，我们正在处理" });
    expect(got?.text).toContain("受理编号：C-22");
  });

  it("offers nothing while the complaint is open: the wake-up waits, case-open, and comes when it is closed", async () => {
    await story.until("2026-07-02 10:00");
    const fay = await story.person("Fay");
    await fay.does("Order Completed", { order_id: "tea-1", total: 24 });
    await story.until("2026-07-31 10:00");
    await complain(story, fay, "C-23");
    await fay.gets();
    await story.outcomes("dormant-wake-up");

    await story.until("2026-08-02 10:00");
    expect(await fay.gets()).toEqual([]);
    expect(await story.outcomes("dormant-wake-up")).toEqual({ "skipped:case-open": 1 });

    await close(story, fay, "C-23");
    expect((await fay.gets()).map(({ step }) => step).sort()).toEqual(["result", "return-gift"]);
  });

  it("asks a person, but writes nothing, where there is no consent: no-consent", async () => {
    await story.until("2026-08-10 10:00");
    const gil = await story.person("Gil", { consents: [] });
    await story.outcomes(playbook);

    await complain(story, gil, "C-24");
    await close(story, gil, "C-24");

    expect(await gil.gets()).toEqual([]);
    expect(await tasks(gil)).toMatchObject([{ role: "service", step: "answer" }]);
    expect(await story.outcomes(playbook)).toEqual({ "skipped:no-consent": 1 });
  });

  it("starts nothing for a complaint of last week that is only told of now", async () => {
    const hal = await story.person("Hal");
    await story.outcomes(playbook);
    const [occurredAt, receivedAt] = [story.local.clock.now() - 7 * 86_400_000, story.local.clock.now()];

    await createEventStore(story.local.runtime).append([
      {
        ...{ kind: "case-opened", customerId: hal.id, eventId: "old-1", occurredAt, receivedAt },
        ...{ caseId: "C-25", subject: "complaint" },
      },
    ]);
    await story.later({ days: 1 });

    expect(await hal.gets()).toEqual([]);
    expect(await story.outcomes(playbook)).toEqual({});
  });
});
