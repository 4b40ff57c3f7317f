// P4: no visit for thirty days, and no longer following the shop. A gift pack for old friends, and after two quiet days a call.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTaskStore } from "../../../lambdas/store/task-store.ts";
import { type Person, type PersonOptions, type Story, startStory } from "../../support/story.ts";

const campaign = "churn-warning";

let story: Story;
beforeAll(async () => {
  story = await startStory({
    playbooks: [campaign],
    zone: "Europe/London",
    startsAt: "2026-01-05 10:00",
    settings: { shop: { currency: "GBP" } },
  });
}, 60_000);
afterAll(() => story.stop());

/** A customer of old who looks in once more and then stops following. */
const drifting = async (name: string, q?: PersonOptions): Promise<Person> => {
  const person = await story.person(name, q);
  await person.does("Order Completed", { order_id: `${person.id}-1`, total: 40 });
  await person.does("Product Viewed", { product_id: "sencha" });
  await person.does("Unfollowed");
  return person;
};
const tasksFor = (person: Person) => createTaskStore(story.local.runtime).list(person.id);

describe("churn-warning", () => {
  it("sends the gift pack after thirty days, and asks an adviser to call two days later", async () => {
    const ann = await drifting("Ann");

    await story.until("2026-02-04 09:59");
    expect(await ann.gets()).toEqual([]);

    await story.until("2026-02-06 09:59");
    const [letter, ...more] = await ann.gets();
    expect(letter).toMatchObject({ on: "2026-02-04 10:00", by: "email", says: "Have we lost you?" });
    expect(letter?.text).toMatch(/£15 off your next order, with no minimum spend\.\s+OLDFRIEND15/);
    expect(letter?.text).toContain("trial pack");
    expect(more).toEqual([]);
    expect(await tasksFor(ann)).toEqual([]);

    await story.until("2026-02-06 10:00");
    // Two working days of eight hours, from Friday at ten: nine to six on Friday and Saturday, never on Sunday.
    expect(await tasksFor(ann)).toMatchObject([
      { task: "call", role: "adviser", status: "open", dueAt: Date.parse("2026-02-07T17:00:00Z") },
    ]);

    await story.later({ days: 30 });
    expect(await ann.gets()).toEqual([]);
    expect(await tasksFor(ann)).toHaveLength(1);
  });

  it("does not call who looks in again after the gift", async () => {
    const ben = await drifting("Ben", { consents: ["push"], hasApp: true });
    await story.later({ days: 31 });
    expect(await ben.gets()).toMatchObject([{ by: "push", says: "Have we lost you?" }]);

    await ben.does("Product Viewed", { product_id: "oolong" });
    await story.later({ days: 10 });

    expect(await tasksFor(ben)).toEqual([]);
  });

  it("asks nobody to call where no telephone number is known", async () => {
    const cat = await drifting("Cat", { traits: { phone: undefined } });

    await story.later({ days: 40 });

    expect(await cat.gets()).toMatchObject([{ step: "gift-pack" }]);
    expect(await tasksFor(cat)).toEqual([]);
  });

  it("leaves alone who still follows the shop, however long the visit is ago", async () => {
    const dora = await story.person("Dora");
    await dora.does("Order Completed", { order_id: "dora-1", total: 40 });
    await dora.does("Product Viewed", { product_id: "sencha" });
    await dora.does("Followed");
    await story.outcomes(campaign);

    await story.later({ days: 40 });

    expect(await dora.gets()).toEqual([]);
    expect(await story.outcomes(campaign)).toEqual({});
  });

  it("writes no more to an address that rejected the mail, and calls instead: suppressed", async () => {
    const eve = await drifting("Eve", { traits: { email: "bounce+eve@simulator.amazonses.com" } });
    await story.later({ days: 31 });
    await eve.does("Product Viewed", { product_id: "oolong" });
    await story.outcomes(campaign);

    await story.later({ days: 40 });

    expect(await eve.gets()).toHaveLength(1);
    expect(await story.outcomes(campaign)).toEqual({ "skipped:suppressed": 1 });
    expect(await tasksFor(eve)).toMatchObject([{ task: "call", status: "open" }]);
  });

  it("neither writes to nor calls who never agreed to hear from the shop: no-consent", async () => {
    const finn = await drifting("Finn", { consents: [] });
    await story.outcomes(campaign);

    await story.later({ days: 40 });

    expect(await finn.gets()).toEqual([]);
    expect(await story.outcomes(campaign)).toEqual({ "skipped:no-consent": 1 });
    expect(await tasksFor(finn)).toEqual([]);
  });
});
