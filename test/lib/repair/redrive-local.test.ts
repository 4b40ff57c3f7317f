import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { CustomerEvent } from "../../../lambdas/domain/event.ts";
import { settingsSchema } from "../../../lambdas/domain/settings.ts";
import { createCampaignStore } from "../../../lambdas/store/campaign-store.ts";
import { createCustomerStore } from "../../../lambdas/store/customer-store.ts";
import { createEventStore } from "../../../lambdas/store/event-store.ts";
import { createMessageStore } from "../../../lambdas/store/message-store.ts";
import { createReportStore } from "../../../lambdas/store/report-store.ts";
import { type LoadFunction, loadFunction } from "../../../lib/local/function-host.ts";
import { type LocalRuntime, startRuntime } from "../../../lib/local/runtime.ts";
import { createVirtualClock } from "../../../lib/local/virtual-clock.ts";
import { installPlaybooks } from "../../../lib/playbooks/install.ts";
import { localLetters } from "../../../lib/repair/redrive/local-letters.ts";
import { redrive } from "../../../lib/repair/redrive/redrive.ts";
import { runVerify } from "../../../lib/repair/verify-command.ts";
import { customerWith } from "../../support/customer-with.ts";
import { anOrder } from "../../support/factories.ts";

const start = Date.parse("2026-03-02T10:00:00Z");
let local: LocalRuntime;

/** The real functions, of which one fails for every record that names a word, as long as the word is set. */
let broken: { readonly entry: string; readonly word: string } | undefined;
const load: LoadFunction = async (entry) => {
  const create = await loadFunction(entry);
  return (runtime) => {
    const handle = create(runtime);
    return async (event) => {
      const fails = broken !== undefined && entry.endsWith(`/${broken.entry}.ts`);
      if (fails && JSON.stringify(event).includes(broken?.word ?? "")) throw new Error("the cause of all this");
      return handle(event);
    };
  };
};

beforeAll(async () => {
  local = await startRuntime({ clock: createVirtualClock({ startAt: start }), dueShards: 1, load });
  const settings = settingsSchema.parse({ importing: { settleMinutes: 0 } });
  await installPlaybooks({ store: createCampaignStore(local.runtime), settings, only: ["dormant-wake-up"] });
  await local.drain();
}, 120_000);
afterAll(() => local.stop());
beforeEach(() => {
  broken = undefined;
});
afterEach(() => {
  expect(local.deadLetters.all()).toEqual([]);
});

const tell = async (...events: readonly CustomerEvent[]): Promise<void> => {
  await createEventStore(local.runtime).append(events);
  await local.drain();
};
const arrive = (customerId: string, daysSinceOrder = 20) =>
  tell(...customerWith({ customerId, now: local.clock.now(), daysSinceOrder }));
const order = (customerId: string, orderId: string) =>
  tell(anOrder({ customerId, orderId, occurredAt: local.clock.now(), amount: 10 }));

const ordersOf = async (customerId: string) => {
  const profile = await createCustomerStore(local.runtime).loadOne(customerId, { consistent: true });
  return { count: profile?.orders.count, revenue: profile?.orders.revenue };
};
const messagesOf = (customerId: string) => createMessageStore(local.runtime).list(customerId);

const run = async (dryRun = false) => {
  const lines: string[] = [];
  const { runtime, invoke } = local;
  const summary = await redrive(localLetters(local), { runtime, invoke, dryRun, out: (line) => lines.push(line) });
  await local.drain();
  return { summary, lines };
};

const verified = async () => {
  const lines: string[] = [];
  const out = (line: string) => lines.push(line);
  const place = { runtime: local.runtime, local, close: async () => {} };
  await runVerify(place, { json: false, repair: false, out, progress: out });
  return lines.slice(0, -1);
};

describe("redriving an event that could not be folded", () => {
  test("folds it once, and a second redrive finds nothing", async () => {
    await arrive("ada");
    broken = { entry: "refresh-profile", word: "ada-second" };
    await order("ada", "ada-second");
    expect(local.deadLetters.count()).toBe(1);
    expect(await ordersOf("ada")).toEqual({ count: 1, revenue: 30 });
    broken = undefined;

    const first = await run();
    const second = await run();

    expect(first.summary).toEqual({ letters: 1, redriven: 1, left: 0 });
    expect(second.summary).toEqual({ letters: 0, redriven: 0, left: 0 });
    expect(await ordersOf("ada")).toEqual({ count: 2, revenue: 40 });
    expect(await verified()).toEqual([]);
  });

  test("folds it once although later events have moved the watermark past it", async () => {
    await arrive("bea");
    broken = { entry: "refresh-profile", word: "bea-second" };
    await order("bea", "bea-second");
    await order("bea", "bea-third");
    broken = undefined;
    expect(await ordersOf("bea")).toEqual({ count: 2, revenue: 40 });

    await run();

    expect(await ordersOf("bea")).toEqual({ count: 3, revenue: 50 });
    expect(await verified()).toEqual([]);
  });

  test("folds nothing again that had been folded before its batch was given up", async () => {
    await arrive("cleo");
    broken = { entry: "refresh-profile", word: "cleo-second" };
    await order("cleo", "cleo-second");
    broken = undefined;
    const [letter] = local.deadLetters.all();
    await run();
    await order("cleo", "cleo-third");
    if (letter !== undefined) local.deadLetters.add(letter);

    const { summary } = await run();

    expect(summary.redriven).toBe(1);
    expect(await ordersOf("cleo")).toEqual({ count: 3, revenue: 50 });
    expect(await verified()).toEqual([]);
  });

  test("leaves the letter where it is while the cause remains, and says why", async () => {
    await arrive("dora");
    broken = { entry: "refresh-profile", word: "dora-second" };
    await order("dora", "dora-second");

    const dry = await run(true);
    const failed = await run();
    broken = undefined;
    await run();

    expect(dry.lines.join()).toMatch(/would hand on 1 records/);
    expect(failed.summary).toEqual({ letters: 1, redriven: 0, left: 1 });
    expect(failed.lines.join()).toMatch(/left\. refresh-profile failed again: Error: the cause of all this/);
    expect(await ordersOf("dora")).toEqual({ count: 2, revenue: 40 });
  });
});

describe("redriving a reservation that could not be sent", () => {
  test("sends it once", async () => {
    broken = { entry: "send", word: "elsa" };
    await arrive("elsa", 180);
    expect(local.deadLetters.count()).toBe(1);
    expect(await messagesOf("elsa")).toEqual([]);
    broken = undefined;

    await run();

    const inbox = local.standIns.inbox().filter((one) => one.to.includes("elsa@example.com"));
    expect(inbox).toHaveLength(1);
    expect(await messagesOf("elsa")).toMatchObject([{ status: "delivered", attempt: 1 }]);
  });
});

describe("redriving what the provider reported", () => {
  test("settles the message and suppresses the address", async () => {
    await arrive("faye", 180);
    const [message] = await messagesOf("faye");
    broken = { entry: "feedback", word: "complaint" };
    // The stand-in waits for the queue, and the queue for its next turn.
    const told = local.standIns.feedback(message?.providerId ?? "", "Complaint");
    while (local.deadLetters.count() === 0) await local.drain();
    await told;
    broken = undefined;

    await run();

    expect(await messagesOf("faye")).toMatchObject([{ status: "complained" }]);
    const profile = await createCustomerStore(local.runtime).loadOne("faye", { consistent: true });
    expect(profile?.suppressions.email).toMatchObject([{ cause: "complaint" }]);
  });
});

describe("redriving what could not be counted", () => {
  test("counts it once", async () => {
    broken = { entry: "act", word: "gwen" };
    await arrive("gwen", 180);
    expect(local.deadLetters.count()).toBeGreaterThan(0);
    broken = undefined;
    const before = await funnel();

    const { lines } = await run();

    expect(lines.join("\n")).toContain("npm run verify shows which are short");
    expect((await funnel()).lookedAt).toBe((before.lookedAt ?? 0) + 1);
    expect(await verified()).toEqual([]);
  });
});

const funnel = () =>
  createReportStore(local.runtime).funnel("dormant-wake-up", { from: "2026-03-01", to: "2026-03-31" });
