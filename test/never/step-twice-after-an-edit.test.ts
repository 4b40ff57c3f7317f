import { afterEach, describe, expect, it } from "vitest";
import { createTaskStore } from "../../lambdas/store/task-store.ts";
import { customerWith } from "../support/customer-with.ts";
import { journeyOf, send, task, wait } from "../support/journeys.ts";
import { startShop, type TestShop } from "../support/shop.ts";
import type { TableEngine } from "../support/tables.ts";

const hourMs = 3_600_000;
const start = Date.parse("2026-03-02T10:00:00Z");
const settings = { importing: { settleMinutes: 0 } };
const email = { channels: ["email" as const] };
const [w1, w2, w3] = ["w1", "w2", "w3"].map((id) => wait(id, { days: 2 }));
const [hello, call, last] = [send("hello", email), task("call"), task("last")];
if (w1 === undefined || w2 === undefined || w3 === undefined) throw new Error("There are three waits");

/** Who enters is given hello, call, gift and last, two days between them. */
const first = journeyOf([hello, w1, call, w2, send("gift", email), w3, last]);
/** A step put in, a step given another name. */
const second = journeyOf([hello, w1, call, task("extra"), w2, send("present", email), w3, last], { version: 2 });
/** The step that was put in is taken out again, and the call comes last. */
const third = journeyOf([hello, w1, send("present", email), w2, last, w3, call], { version: 3 });

/** Hours after the start at which the second and the third version go live. */
const edits = new Map([
  [4 * 24, second],
  [7 * 24 + 12, third],
]);

let shop: TestShop;
afterEach(() => shop.stop());

/** Everything that the customer was given, by the name of the step: messages accepted, and tasks. */
const givenTo = async (customerId: string): Promise<readonly string[]> => {
  const messages = await shop.messagesOf(customerId);
  const tasks = await createTaskStore(shop.runtime()).list(customerId);
  expect(messages.map(({ status }) => status).filter((status) => status !== "delivered")).toEqual([]);
  return [...messages, ...tasks].map(({ stepId }) => String(stepId)).sort();
};

/**
 * Customers fall due over ten days, so that every edit finds some at each step, some not inside yet, and some with a
 * message that is reserved and not sent.
 */
const run = async (count: number, engine: TableEngine, inside: "finish" | "move") => {
  shop = await startShop(start, { engine });
  await shop.open({ campaigns: [first], settings });
  const names = Array.from({ length: count }, (_, index) => `inside-${index}`);
  const ages = names.map((_, index) => 180 - (index % 20) / 2);
  await shop.tell(
    names.flatMap((customerId, index) => customerWith({ customerId, now: start, daysSinceOrder: ages[index] ?? 180 })),
  );
  for (let hours = 0; hours <= 20 * 24; hours += 12) {
    await shop.tick();
    const next = edits.get(hours);
    if (next !== undefined) await shop.edit(next, inside);
    await shop.drain();
    shop.tables.clock.advance(12 * hourMs);
  }
  const given = await Promise.all(names.map(givenTo));
  const funnel = await shop.reports.funnel("journey", { from: "2026-03-01", to: "2026-04-30" });
  const open = await Promise.all(names.map(async (name) => (await shop.profile(name)).journeys.length));
  return { names, given, funnel, open };
};

/** How many customers were given each set of steps. */
const tally = (given: readonly (readonly string[])[]): Readonly<Record<string, number>> => {
  const counts: Record<string, number> = {};
  for (const steps of given) counts[steps.join(" ")] = (counts[steps.join(" ")] ?? 0) + 1;
  return counts;
};

const asFirst = "call gift hello last";
const asSecond = "call extra hello last present";
const asThird = "call hello last present";

describe.each([
  ["a thousand customers", 1000, "memory"],
  ["forty customers on the real engine", 40, "sdk"],
] as const)("%s inside while the campaign is edited twice", (_, count, engine) => {
  it("and finish: each gets every step of the version they entered, once", async () => {
    const { given, funnel, open } = await run(count, engine, "finish");

    const sets = tally(given);
    expect(Object.keys(sets).sort()).toEqual([asSecond, asFirst, asThird].sort());
    // Nine half days of entering before the first edit, seven until the second, four after it.
    expect(sets).toEqual({ [asFirst]: (count * 9) / 20, [asSecond]: (count * 7) / 20, [asThird]: (count * 4) / 20 });
    expect(new Set(open)).toEqual(new Set([0]));
    expect(funnel.reserved).toBe(2 * count);
  }, 240_000);

  it("and are moved: nobody gets a step twice or loses one, the renamed one included", async () => {
    const { given, funnel, open } = await run(count, engine, "move");

    for (const steps of given) {
      expect(new Set(steps).size).toBe(steps.length);
      expect(steps).toEqual(expect.arrayContaining(["hello", "call", "last"]));
      expect(steps.filter((step) => step === "gift" || step === "present")).toHaveLength(1);
    }
    // Some of each kind were inside, or this would show nothing.
    expect(Object.keys(tally(given)).sort()).toEqual([asSecond, asFirst, asThird].sort());
    expect(new Set(open)).toEqual(new Set([0]));
    expect(funnel.reserved).toBe(2 * count);
  }, 240_000);
});
