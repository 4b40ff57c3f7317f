// P1 and P4 by the customer's own rhythm: silent for three times as long as is usual, or probably no customer any more.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { aliveAt } from "../../../lambdas/domain/alive.ts";
import type { Learned } from "../../../lambdas/domain/learned.ts";
import { createCustomerStore } from "../../../lambdas/store/customer-store.ts";
import { createLearnedStore } from "../../../lambdas/store/learned-store.ts";
import { type Person, type Story, startStory } from "../../support/story.ts";

const dayMs = 86_400_000;
const shop = { zone: "UTC", startsAt: "2026-01-05 10:00" } as const;

let orders = 0;
const buys = (person: Person): Promise<void> => {
  orders += 1;
  return person.does("Order Completed", { order_id: `order-${orders}`, total: 20 });
};
const ordersEvery = async (story: Story, days: number, times: number, persons: readonly Person[]): Promise<void> => {
  for (let time = 0; time < times; time += 1) {
    if (time > 0) await story.later({ days });
    for (const person of persons) await buys(person);
  }
  for (const person of persons) await person.gets();
};
const dayOf = (on = ""): number => Date.parse(`${on.replace(" ", "T")}Z`);

describe("dormant-wake-up by the customer's own gap", () => {
  let story: Story;
  beforeAll(async () => {
    const settings = { campaigns: { "dormant-wake-up": { silentGaps: 3 } } };
    story = await startStory({ ...shop, playbooks: ["dormant-wake-up"], settings });
  }, 60_000);
  afterAll(() => story.stop());

  it("writes after three times the usual gap, drawn toward the shop's, and ends with an order", async () => {
    const ann = await story.person("Ann");
    await ordersEvery(story, 20, 5, [ann]);
    const lastAt = story.local.clock.now();

    await story.later({ days: 119 });

    // As her last order came in, the shop had seen three gaps: its gap is (60 + 20 · 60) / 23 = 54.8 days, hers, of four gaps,
    // (80 + 3 · 54.8) / 7 = 34.9 days.
    const letters = await ann.gets();
    expect(letters.map(({ on, step }) => [(dayOf(on) - lastAt) / dayMs, step])).toEqual([
      [105, "return-gift"],
      [119, "second-touch"],
    ]);
  });

  it("goes by the days for who ordered twice at most, and stops with an order", async () => {
    const ben = await story.person("Ben");
    await ordersEvery(story, 20, 2, [ben]);

    await story.later({ days: 179 });
    expect(await ben.gets()).toEqual([]);
    await story.later({ days: 2 });
    expect(await ben.gets()).toMatchObject([{ step: "return-gift" }]);

    await buys(ben);
    await story.later({ days: 60 });
    expect(await ben.gets()).toEqual([]);
  });

  it("does not write without consent: no-consent", async () => {
    const cat = await story.person("Cat", { consents: [] });
    await ordersEvery(story, 20, 5, [cat]);
    await story.outcomes("dormant-wake-up");

    await story.later({ days: 130 });

    expect(await cat.gets()).toEqual([]);
    expect(await story.outcomes("dormant-wake-up")).toMatchObject({ "skipped:no-consent": 1 });
  });
});

describe("dormant-wake-up and churn-warning by the probability of still being a customer", () => {
  const below = 0.35;
  let story: Story;
  beforeAll(async () => {
    const settings = {
      campaigns: { "dormant-wake-up": { aliveBelow: below }, "churn-warning": { aliveBelow: below, days: 30 } },
    };
    story = await startStory({ ...shop, playbooks: ["dormant-wake-up", "churn-warning"], settings });
  }, 60_000);
  afterAll(() => story.stop());

  const learned = (): Promise<Learned> => createLearnedStore(story.local.runtime).learned();

  it("goes by days while nothing was learned", async () => {
    const ada = await story.person("Ada");
    await buys(ada);
    expect((await learned()).customers).toBeUndefined();

    const { dueAt = 0 } = (await createCustomerStore(story.local.runtime).loadOne(ada.id)) ?? {};

    // The earlier of 90 days, of the warning, and 180, of the wake-up.
    expect((dueAt - story.local.clock.now()) / dayMs).toBe(90);
  });

  it("goes by what the shop has learned from then on, each customer by their own history", async () => {
    const names = ["Bo", "Cy", "Di", "Ed", "Flo", "Gil"];
    const often = await Promise.all(names.map((name) => story.person(name)));
    await ordersEvery(story, 7, 8, often);
    await story.local.invoke("learn", {});
    const model = (await learned()).customers;
    expect(model).toBeDefined();
    await story.later({ days: 7 });
    const [bo] = often as [Person];
    await buys(bo);
    const lastAt = story.local.clock.now();
    await bo.gets();

    await story.later({ days: 89 });

    const letters = (await bo.gets()).filter(({ step }) => step === "gift-pack" || step === "return-gift");
    expect(letters.map(({ step }) => step).sort()).toEqual(["gift-pack", "return-gift"]);
    const profile = await createCustomerStore(story.local.runtime).loadOne(bo.id);
    for (const { on } of letters) {
      const days = (dayOf(on) - lastAt) / dayMs;
      const alive = profile && aliveAt((await learned()).customers, profile.orders, dayOf(on));
      // What was learned since is a little different.
      expect(alive).toBeLessThan(below + 0.1);
      expect(days).toBeGreaterThanOrEqual(30);
    }
  });
});
