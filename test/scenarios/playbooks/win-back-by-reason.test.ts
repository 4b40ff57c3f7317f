// P5: somebody told why they stay away. Each reason gets its own answer, an hour later and once in three months.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ChurnReason } from "../../../lambdas/domain/event.ts";
import { createEventStore } from "../../../lambdas/store/event-store.ts";
import { createTaskStore } from "../../../lambdas/store/task-store.ts";
import { type Person, type Story, startStory } from "../../support/story.ts";

const campaign = "win-back-by-reason";

let story: Story;
beforeAll(async () => {
  story = await startStory({
    playbooks: [campaign],
    zone: "Europe/London",
    startsAt: "2026-03-02 10:00",
    settings: {
      shop: { currency: "GBP" },
      campaigns: { [campaign]: { clearanceUrl: "https://leaf.example/last-pieces" } },
    },
  });
}, 60_000);
afterAll(() => story.stop());

/** As the page that asks why, or a person on the telephone, records it. */
const tells = async ({ id: customerId }: Person, reason: ChurnReason): Promise<void> => {
  const { runtime, clock, drain } = story.local;
  const at = clock.now();
  const happened = { customerId, eventId: `${reason}-${at}`, occurredAt: at, receivedAt: at };
  await createEventStore(runtime).append([{ ...happened, kind: "churn-reason-told", reason, source: "page" }]);
  await drain();
};
const tasksFor = (person: Person) => createTaskStore(story.local.runtime).list(person.id);

describe("win-back-by-reason", () => {
  it("tells who forgot the shop, or had some other reason, what is still there for them", async () => {
    const ann = await story.person("Ann");
    const olga = await story.person("Olga");
    await tells(ann, "forgot");
    await tells(olga, "other");

    await story.later({ days: 1 });

    expect(await ann.gets()).toMatchObject([{ on: "2026-03-02 11:00", by: "email", step: "story" }]);
    expect(await olga.gets()).toMatchObject([{ step: "story" }]);
    expect(await tasksFor(ann)).toEqual([]);
  });

  it("says sorry to who was disappointed, sells nothing, and asks the service to call", async () => {
    const ben = await story.person("Ben");
    await tells(ben, "dissatisfied");

    await story.later({ days: 1 });

    const [letter, ...more] = await ben.gets();
    expect(letter).toMatchObject({ on: "2026-03-03 11:00", step: "apology" });
    expect(letter?.says).toBe("We are sorry, and we would like to put it right");
    expect(letter?.text).not.toContain("BACK15");
    expect(more).toEqual([]);
    expect(await tasksFor(ben)).toMatchObject([{ task: "call", role: "service", status: "open" }]);
  });

  it("shows who found it too dear the last pieces, with a code", async () => {
    const li = await story.person("Li", { traits: { firstName: "李", language: "zh" } });
    await tells(li, "price");

    await story.later({ days: 1 });

    const [letter] = await li.gets();
    expect(letter).toMatchObject({ step: "clearance", says: "东西一样好，价钱更实在的几样" });
    expect(letter?.text).toContain("BACK15");
    expect(letter?.text).toContain("https://leaf.example/last-pieces");
  });

  it("shows who likes a change what is new, by text if that is what they agreed to", async () => {
    const cat = await story.person("Cat", { consents: ["sms"] });
    await tells(cat, "variety");

    await story.later({ days: 1 });

    expect(await cat.gets()).toMatchObject([{ by: "sms", step: "new-range" }]);
  });

  it("says no more to who orders within the hour", async () => {
    const dora = await story.person("Dora");
    await tells(dora, "forgot");
    await story.later({ minutes: 30 });
    await dora.does("Order Completed", { order_id: "dora-1", total: 20 });

    await story.later({ days: 3 });

    expect(await dora.gets()).toEqual([]);
  });

  it("answers a second reason within three months no more, and one after that again", async () => {
    const eve = await story.person("Eve");
    await tells(eve, "price");
    await story.later({ days: 30 });
    await tells(eve, "variety");
    await story.later({ days: 61 });
    expect(await eve.gets()).toMatchObject([{ step: "clearance" }]);

    await tells(eve, "variety");
    await story.later({ days: 1 });

    expect(await eve.gets()).toMatchObject([{ step: "new-range" }]);
  });

  it("does not write to who wants no promotions: no-consent", async () => {
    const finn = await story.person("Finn");
    await finn.is({ consents: { email: { promotion: false } } });
    await tells(finn, "variety");
    await story.outcomes(campaign);

    await story.later({ days: 1 });

    expect(await finn.gets()).toEqual([]);
    expect(await story.outcomes(campaign)).toEqual({ "skipped:no-consent": 1 });
  });
});
