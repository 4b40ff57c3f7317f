// P22: a successor is launched. Who bought the durable up to three years ago is told what the old one is worth, and core
// customers who have not ordered two days later are called by an adviser.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Person, type Story, startStory } from "../../support/story.ts";
import { complain, tasksFor } from "../../support/story-cases.ts";

const playbook = "trade-in";
const zone = "Europe/London";

let story: Story;
const people = new Map<string, Person>();
const person = (name: string): Person => {
  const one = people.get(name);
  if (one === undefined) throw new Error(`There is no ${name}.`);
  return one;
};

let orders = 0;
const buys = async (one: Person, category: string, price: number): Promise<void> => {
  orders += 1;
  const products = [{ product_id: `${category}-1`, category, price }];
  await one.does("Order Completed", { order_id: `order-${orders}`, total: price, products });
};

/** What happened before the launch on 1 October 2028, at ten o'clock. */
const tellThePast = async (): Promise<void> => {
  const enter = async (name: string, options: Parameters<Story["person"]>[1]): Promise<Person> => {
    const one = await story.person(name, options);
    people.set(name, one);
    return one;
  };
  // Olga's kettle is older than three years on the day of the launch.
  await buys(await enter("Olga", {}), "kettles", 320);

  await story.until("2026-02-02 10:00");
  const rare = { consents: ["email", "sms"] } as const;
  await buys(await enter("Ann", {}), "kettles", 120);
  await buys(await enter("Rita", rare), "kettles", 400);
  await buys(await enter("Tom", {}), "tea", 20);
  await buys(await enter("Nina", { consents: [] }), "kettles", 120);
  await buys(await enter("Zhao", { traits: { firstName: "小赵", language: "zh" }, consents: ["sms"] }), "kettles", 120);
  for (const name of ["Carl", "Dora", "Cora"]) await buys(await enter(name, {}), "kettles", 120);
  await story.until("2027-02-02 10:00");
  await buys(person("Rita"), "kettles", 400);

  // Carl, Dora and Cora are core customers: they order again and again, and lately too.
  for (const day of ["2028-07-10 10:00", "2028-08-10 10:00", "2028-09-10 10:00"]) {
    await story.until(day);
    for (const name of ["Carl", "Dora", "Cora"]) await buys(person(name), "tea", 20);
  }
  await story.until("2028-09-30 12:00");
  await complain(story, person("Cora"), "C-1");
  for (const one of people.values()) await one.gets();
};

beforeAll(async () => {
  story = await startStory({
    playbooks: [playbook],
    zone,
    startsAt: "2025-09-01 10:00",
    settings: {
      quietHours: { default: { from: "21:00", to: "08:00" } },
      campaigns: {
        [playbook]: { launchAt: "2028-10-01T10:00", newProduct: "Kettle Two", categories: ["kettles"], value: 60 },
      },
    },
  });
  await tellThePast();
}, 60_000);
afterAll(() => story.stop());

describe("trade-in", () => {
  it("says nothing before the launch", async () => {
    await story.until("2028-10-01 09:59");

    for (const one of people.values()) expect(await one.gets(), one.id).toEqual([]);
  });

  it("tells who bought a kettle in the last three years what it is worth now", async () => {
    await story.until("2028-10-01 12:00");

    const [offer] = await person("Ann").gets();
    expect(offer).toMatchObject({ on: "2028-10-01 10:00", by: "email", step: "offer" });
    expect(offer?.says).toBe("Kettle Two is out: what is your old one worth?");
    expect(offer?.text).toContain("$60 towards the new one");
  });

  it("sends a text to who buys rarely and dearly, although an email would be allowed", async () => {
    expect(await person("Rita").gets()).toMatchObject([{ on: "2028-10-01 10:00", by: "sms", step: "offer" }]);
  });

  it("writes in Chinese to who reads Chinese", async () => {
    const [offer] = await person("Zhao").gets();

    expect(offer?.says).toMatch(/^Leaf & Kettle：小赵，Kettle Two上市了。.* 拒收请回复R$/);
  });

  it("says nothing to who bought something else, or bought it more than three years ago", async () => {
    expect(await person("Tom").gets()).toEqual([]);
    expect(await person("Olga").gets()).toEqual([]);
  });

  it("writes neither without consent, no-consent, nor to who has a complaint open, case-open", async () => {
    expect(await person("Nina").gets()).toEqual([]);
    expect(await person("Cora").gets()).toEqual([]);
    expect(await story.outcomes(playbook)).toEqual({ reserved: 5, "skipped:no-consent": 1, "skipped:case-open": 1 });
  });

  it("has an adviser call a core customer who has not ordered two days later, and nobody who has", async () => {
    expect(await person("Carl").gets()).toHaveLength(1);
    expect(await person("Dora").gets()).toHaveLength(1);
    await story.until("2028-10-02 15:00");
    await buys(person("Dora"), "kettles", 240);

    await story.until("2028-10-06 12:00");

    expect(await tasksFor(story, person("Carl"), zone)).toEqual([
      { on: "2028-10-03 10:00", due: "2028-10-05 16:00", role: "adviser", task: "call", step: "advise" },
    ]);
    expect(await tasksFor(story, person("Dora"), zone)).toEqual([]);
    expect(await tasksFor(story, person("Ann"), zone)).toEqual([]);
  });

  it("lets the offer expire that a complaint held back for too long: expired", async () => {
    await story.until("2028-10-10 12:00");

    expect(await person("Cora").gets()).toEqual([]);
    expect(await story.outcomes(playbook)).toEqual({ "skipped:expired": 1 });
  });
});
