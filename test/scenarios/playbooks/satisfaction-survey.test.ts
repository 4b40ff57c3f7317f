// P21: a week after delivery one question, from 0 to 10. A low answer opens a case, which a person takes up; a high one is
// thanked and invited to tell others. Nobody is asked while a complaint is open.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Person, type Received, type Story, startStory } from "../../support/story.ts";
import { casesOf, close, complain } from "../../support/story-cases.ts";

const playbook = "satisfaction-survey";
let story: Story;
beforeAll(async () => {
  story = await startStory({
    playbooks: [playbook],
    zone: "Europe/London",
    startsAt: "2026-03-02 10:00",
    settings: {
      quietHours: { default: { from: "21:00", to: "09:00" } },
      campaigns: { [playbook]: { reviewUrl: "https://leaf.example/reviews" } },
    },
  });
}, 60_000);
afterAll(() => story.stop());

let orders = 0;
/** An order now, which is delivered three days later. */
const isDelivered = async (person: Person): Promise<void> => {
  orders += 1;
  const order_id = `tea-${orders}`;
  await person.does("Order Completed", { order_id, total: 24 });
  await story.later({ days: 3 });
  await person.does("Order Delivered", { order_id });
};

/** The customer follows the link of the message, chooses a number and sends it. */
const answers = async (question: Received | undefined, score: number, comment = ""): Promise<void> => {
  const link = /<(http[^>]*\/survey\/[^>?]+\?measure=nps)>/.exec(question?.text ?? "")?.[1];
  if (link === undefined) throw new Error(`There is no link in: ${question?.text}`);
  const body = new URLSearchParams({ measure: "nps", score: String(score), comment }).toString();
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  const answer = await story.local.dispatch(new Request(link, { method: "POST", headers, body }));
  if (answer?.status !== 200) throw new Error(`${link}: ${answer?.status} ${await answer?.text()}`);
  await story.local.drain();
};

describe("satisfaction-survey", () => {
  it("asks a week after delivery, and invites who answers nine or ten to tell others", async () => {
    const ann = await story.person("Ann");
    // Ordered on 2 March, delivered on the 5th.
    await isDelivered(ann);
    await story.until("2026-03-12 09:59");
    expect(await ann.gets()).toEqual([]);

    await story.until("2026-03-12 19:00");
    const [question] = await ann.gets();
    expect(question).toMatchObject({ on: "2026-03-12 10:00", by: "email", step: "question" });

    await answers(question, 9, "The tin closes well.");

    const [invitation] = await ann.gets();
    expect(invitation).toMatchObject({ on: "2026-03-12 19:00", by: "email", step: "invite" });
    expect(invitation?.text).toContain("https://leaf.example/reviews");
    expect(await casesOf(story, ann)).toEqual([]);
  });

  it("opens a case for a low answer, and invites nobody to tell that to others", async () => {
    await story.until("2026-04-06 11:00");
    const ben = await story.person("Ben");
    await isDelivered(ben);
    await story.later({ days: 7 });
    const [question] = await ben.gets();

    await answers(question, 3);
    await story.later({ days: 20 });

    expect(await casesOf(story, ben)).toMatchObject([{ subject: "survey", status: "open" }]);
    expect(await ben.gets()).toEqual([]);
  });

  it("leaves an answer in between, or none at all, as it is", async () => {
    await story.until("2026-06-01 11:00");
    const [cat, dan] = [await story.person("Cat"), await story.person("Dan")];
    await isDelivered(cat);
    await isDelivered(dan);
    await story.later({ days: 8 });
    const [question] = await cat.gets();
    expect(await dan.gets()).toHaveLength(1);

    await answers(question, 8);
    await story.later({ days: 30 });

    expect([await cat.gets(), await dan.gets()]).toEqual([[], []]);
    expect([await casesOf(story, cat), await casesOf(story, dan)]).toEqual([[], []]);
  });

  it("counts the first answer only", async () => {
    await story.until("2026-08-03 11:00");
    const eva = await story.person("Eva");
    await isDelivered(eva);
    await story.later({ days: 7 });
    const [question] = await eva.gets();

    await answers(question, 10);
    await answers(question, 1);

    expect(await eva.gets()).toMatchObject([{ step: "invite" }]);
    expect(await casesOf(story, eva)).toEqual([]);
  });

  it("asks in Chinese who reads Chinese, and on the phone who has the app and no email", async () => {
    await story.until("2026-09-07 11:00");
    const zh = { traits: { firstName: "小菲", language: "zh" } };
    const [fei, gao] = [
      await story.person("Fei", zh),
      await story.person("Gao", { ...zh, consents: ["push"], hasApp: true }),
    ];
    await isDelivered(fei);
    await isDelivered(gao);

    await story.later({ days: 7 });

    expect(await fei.gets()).toMatchObject([{ by: "email", says: "关于上次购物，只问您一个问题" }]);
    expect(await gao.gets()).toMatchObject([{ by: "push", says: "关于上次购物，只问一个问题" }]);
  });

  it("asks nobody again within sixty days, however often they order", async () => {
    await story.until("2026-10-05 11:00");
    const hal = await story.person("Hal");
    await isDelivered(hal);
    await story.later({ days: 10 });
    expect(await hal.gets()).toHaveLength(1);

    await isDelivered(hal);
    await story.later({ days: 10 });

    expect(await hal.gets()).toEqual([]);
  });

  it("asks nothing while a complaint is open", async () => {
    await story.until("2027-01-11 11:00");
    const ida = await story.person("Ida");
    await story.outcomes(playbook);
    await isDelivered(ida);
    await complain(story, ida, "C-1");

    await story.later({ days: 10 });

    expect(await ida.gets()).toEqual([]);
    expect(await story.outcomes(playbook)).toEqual({});
    await close(story, ida, "C-1");
  });

  it("does not ask without consent: no-consent", async () => {
    await story.until("2027-03-01 11:00");
    const jon = await story.person("Jon", { consents: [] });
    await story.outcomes(playbook);
    await isDelivered(jon);

    await story.later({ days: 10 });

    expect(await jon.gets()).toEqual([]);
    expect(await story.outcomes(playbook)).toMatchObject({ "skipped:no-consent": 1 });
  });
});
