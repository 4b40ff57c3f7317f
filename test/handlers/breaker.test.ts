import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Campaign } from "../../lambdas/domain/campaign.ts";
import type { SettingsInput } from "../../lambdas/domain/settings.ts";
import { createBreakerStore } from "../../lambdas/store/breaker-store.ts";
import { createCampaignStore } from "../../lambdas/store/campaign-store.ts";
import { dayMs, dormantCampaign, sendStep } from "../support/campaigns.ts";
import { customerWith } from "../support/customer-with.ts";
import { startShop, type TestShop } from "../support/shop.ts";

const minuteMs = 60_000;
const firstStart = Date.parse("2026-03-02T10:00:00Z");
const settings: SettingsInput = { importing: { settleMinutes: 0 } };
/** The fewest emails that the settings allow to judge by. */
const strict: SettingsInput = { ...settings, pace: { breaker: { emailsMin: 50 } } };
const campaign = dormantCampaign({ steps: [sendStep({ channels: ["email"] })] });
const receipts = dormantCampaign({
  id: "receipts",
  steps: [sendStep({ id: "receipt", channels: ["email"], category: "transactional", obeysCaps: false })],
});

let shop: TestShop;
let round = 0;
let start = firstStart;

beforeAll(async () => {
  shop = await startShop(start);
});
afterAll(() => shop.stop());

beforeEach(() => {
  round += 1;
  start = firstStart + round * 10 * dayMs;
  shop.tables.clock.set(start);
});
afterEach(async () => {
  shop.standIns.scriptEmail([]);
  shop.standIns.changeAccount({ sendingEnabled: true, enforcementStatus: "HEALTHY" });
  await shop.drain();
  await shop.tables.clear();
});

const nameOf = (index: number): string => `breaker-${round}-${String(index).padStart(3, "0")}`;

/** Customers who are all due a day after the start; the clock then stands there. */
const customersDue = async (
  indexes: readonly number[],
  campaigns: readonly Campaign[],
  given: SettingsInput,
): Promise<void> => {
  await shop.open({ campaigns, settings: given });
  const now = shop.tables.clock.now();
  const events = indexes.map((index) => customerWith({ customerId: nameOf(index), now, daysSinceOrder: 179 }));
  await shop.tell(events.flat());
  await shop.drain();
  shop.tables.clock.advance(dayMs);
};

const numbers = (count: number, from = 0): readonly number[] =>
  Array.from({ length: count }, (_, index) => from + index);

const sent = () =>
  shop.standIns.inbox().filter((entry) => entry.to.some((address) => address.startsWith(`breaker-${round}-`)));

const snapshot = () => createCampaignStore(shop.runtime()).snapshot({ consistent: true });
const breakerNow = async () => (await snapshot())?.breaker;

/** What a person does; every function then reads the rules anew. */
const resume = async (): Promise<void> => {
  await createBreakerStore(shop.runtime()).close({ by: "Ada", now: shop.tables.clock.now() });
};

const tickAndDrain = async () => {
  shop.tables.clock.advance(minuteMs);
  const summary = await shop.tick();
  await shop.drain();
  return summary;
};

const statuses = async (count: number): Promise<readonly string[]> => {
  const messages = await Promise.all(numbers(count).map((index) => shop.messagesOf(nameOf(index))));
  return messages.flat().map(({ status }) => status);
};

describe("a suspended account", () => {
  it("stops everything; what was reserved comes back and leaves once after a person goes on", async () => {
    await customersDue(numbers(12), [campaign], settings);
    await shop.tick();
    shop.standIns.scriptEmail(() => "suspend");
    const records = await shop.takeReserved();
    const callsBefore = shop.standIns.calls().email;
    await shop.send(records.slice(0, 4));
    shop.tables.clock.advance(minuteMs);
    await shop.send(records.slice(4));
    await shop.drain();
    const opened = await breakerNow();
    const callsWhenOpen = shop.standIns.calls().email;
    const held = await statuses(12);
    for (let minute = 0; minute < 10; minute += 1) await tickAndDrain();
    const callsLater = shop.standIns.calls().email;

    shop.standIns.scriptEmail([]);
    await resume();
    for (let minute = 0; minute < 20; minute += 1) await tickAndDrain();

    expect(opened).toMatchObject({ cause: "account", detail: "AccountSuspended", openedBy: "send" });
    // The second batch met an open breaker at its re-check.
    expect(callsWhenOpen - callsBefore).toBe(4);
    expect(held).toEqual(Array(12).fill("released"));
    expect(callsLater).toBe(callsWhenOpen);
    expect(await breakerNow()).toMatchObject({ closedBy: "Ada" });
    expect(await statuses(12)).toEqual(Array(12).fill("delivered"));
    const keys = sent().map((entry) => (entry.channel === "email" ? entry.tags.message_key : undefined));
    expect([keys.length, new Set(keys).size]).toEqual([12, 12]);
  });

  it("is found by the tick before anything is reserved, and ends by itself when SES is well again", async () => {
    await customersDue(numbers(3), [campaign], settings);
    shop.standIns.changeAccount({ sendingEnabled: false });
    const stopped = await tickAndDrain();
    const opened = await breakerNow();
    for (let minute = 0; minute < 20; minute += 1) await tickAndDrain();
    const stillOpen = await breakerNow();
    shop.standIns.changeAccount({ sendingEnabled: true });

    const resumed = await tickAndDrain();

    expect([stopped.reserved, resumed.reserved, sent().length]).toEqual([0, 3, 3]);
    expect(opened).toMatchObject({ cause: "account", detail: "sending-disabled", openedBy: "tick" });
    expect(stillOpen?.closedAt).toBeUndefined();
    expect(await breakerNow()).toMatchObject({ cause: "account", closedBy: "tick" });
  });
});

describe("too many bounces", () => {
  /** So many emails were sent and so many of them bounced for good. */
  const sendWithBounces = async (count: number, bounced: number, live: readonly Campaign[] = [campaign]) => {
    await customersDue(numbers(count), live, strict);
    await tickAndDrain();
    const entries = sent().slice(0, bounced);
    for (const { providerId } of entries) await shop.standIns.feedback(providerId, "Bounce");
    await shop.hear();
    await shop.drain();
  };

  it("open the breaker before the next one is reserved, and a person closes it for good", async () => {
    await sendWithBounces(60, 3);
    await customersDue(numbers(2, 100), [campaign], strict);
    const stopped = await tickAndDrain();
    const opened = await breakerNow();
    await shop.tell([]);
    await resume();
    shop.tables.clock.advance(6 * minuteMs);

    const resumed = await tickAndDrain();
    shop.tables.clock.advance(6 * minuteMs);
    await tickAndDrain();

    expect(stopped.reserved).toBe(0);
    expect(opened).toMatchObject({ cause: "bounces", detail: "3 bounces of 60 emails", openedBy: "tick" });
    expect(resumed.reserved).toBe(2);
    expect(await breakerNow()).toMatchObject({ closedBy: "Ada" });
  });

  it.each([
    { what: "of too few emails", count: 49, bounced: 20 },
    { what: "below the share", count: 80, bounced: 3 },
  ])("say nothing when they are $what", async ({ count, bounced }) => {
    await sendWithBounces(count, bounced);
    await customersDue(numbers(2, 100), [campaign], strict);

    const summary = await tickAndDrain();

    expect([summary.reserved, await breakerNow()]).toEqual([2, undefined]);
  });

  it("hold marketing and let transactional mail go", async () => {
    await sendWithBounces(60, 3);
    await customersDue([100], [campaign, receipts], strict);
    await tickAndDrain();

    const messages = await shop.messagesOf(nameOf(100));
    const counts = await shop.reports.funnel("dormant", { from: "2026-01-01", to: "2026-12-31" });

    expect(await breakerNow()).toMatchObject({ cause: "bounces" });
    expect(messages.map(({ campaignId, status }) => [campaignId, status])).toEqual([["receipts", "delivered"]]);
    expect(counts["skipped:breaker-open"]).toBe(1);
  });
});

describe("an open breaker", () => {
  it("lets events decide nothing but what is transactional", async () => {
    await shop.open({ campaigns: [campaign], settings });
    await createBreakerStore(shop.runtime()).open({ cause: "complaints", detail: "test", by: "tick", now: start });
    await shop.open({ campaigns: [campaign], settings });

    await shop.tell(customerWith({ customerId: nameOf(0), now: start, daysSinceOrder: 180 }));
    await shop.drain();

    expect(await shop.messagesOf(nameOf(0))).toEqual([]);
    expect((await shop.profile(nameOf(0))).dueAt).toBeLessThanOrEqual(start);
  });

  it("survives a publication, and moves nobody's plan", async () => {
    await shop.open({ campaigns: [campaign], settings });
    const breaker = createBreakerStore(shop.runtime());
    const doing = { cause: "bounces", detail: "test", by: "tick", now: start } as const;

    const [first, second] = [await breaker.open(doing), await breaker.open(doing)];
    await shop.open({ campaigns: [campaign, receipts], settings });

    expect([first, second]).toEqual([true, false]);
    expect(await snapshot()).toMatchObject({ revision: 3, breaker: { cause: "bounces", openedAt: start } });
  });
});
