import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Campaign } from "../../lambdas/domain/campaign.ts";
import type { SettingsInput } from "../../lambdas/domain/settings.ts";
import { createHandler } from "../../lambdas/handlers/tick.ts";
import { dayMs, dormantCampaign, hourMs, sendStep } from "../support/campaigns.ts";
import { customerWith } from "../support/customer-with.ts";
import { startShop, type TestShop } from "../support/shop.ts";

const minuteMs = 60_000;
const settings: SettingsInput = { importing: { settleMinutes: 0 } };
const campaign = dormantCampaign({ steps: [sendStep({ channels: ["email"] })] });

/** A Monday; every test begins ten days after the one before, so that SES has forgotten what that one sent. */
const firstStart = Date.parse("2026-03-02T10:00:00Z");

let shop: TestShop;
let round = 0;
let start = firstStart;
let due = start + dayMs;

beforeAll(async () => {
  shop = await startShop(start);
});
afterAll(() => shop.stop());

beforeEach(async () => {
  round += 1;
  start = firstStart + round * 10 * dayMs;
  due = start + dayMs;
  shop.tables.clock.set(start);
  await shop.open({ campaigns: [campaign], settings });
});
afterEach(async () => {
  shop.standIns.changeAccount({
    quota: { max24HourSend: 1_000_000, maxSendRate: 1_000 },
    sendingEnabled: true,
    enforcementStatus: "HEALTHY",
    answers: true,
  });
  await shop.drain();
  await shop.tables.clear();
});

const nameOf = (index: number): string => `pace-${round}-${String(index).padStart(3, "0")}`;

/** Customers who come due a day after the start, a second after one another; the clock then stands where all are due. */
const customersDue = async (
  count: number,
  live: Campaign = campaign,
  given: SettingsInput = settings,
): Promise<void> => {
  await shop.open({ campaigns: [live], settings: given });
  const events = Array.from({ length: count }, (_, index) =>
    customerWith({ customerId: nameOf(index), now: start + index * 1_000, daysSinceOrder: 179 }),
  );
  await shop.tell(events.flat());
  await shop.drain();
  shop.tables.clock.set(due + count * 1_000);
};

const received = (): readonly string[] =>
  shop.standIns
    .inbox()
    .flatMap(({ to }) => to)
    .filter((address) => address.startsWith(`pace-${round}-`))
    .map((address) => address.split("@")[0] ?? "");

const messagesOf = async (count: number) =>
  (await Promise.all(Array.from({ length: count }, (_, index) => shop.messagesOf(nameOf(index))))).flat();

const tickAndDrain = async () => {
  const summary = await shop.tick();
  await shop.drain();
  return summary;
};

describe("the email budget", () => {
  it("reserves what the rate allows, the longest due first; the others stay due for the next tick", async () => {
    const oneShard = await startShopOfOneShard();
    try {
      await oneShard.fill(20);
      oneShard.shop.standIns.changeAccount({ quota: { max24HourSend: 50_000, maxSendRate: 0.2 } });

      const first = await oneShard.shop.tick();
      await oneShard.shop.drain();
      const early = oneShard.shop.standIns.inbox().flatMap(({ to }) => to);
      oneShard.shop.tables.clock.advance(minuteMs);
      const second = await oneShard.shop.tick();
      await oneShard.shop.drain();

      // 0.2 a second less a tenth, for a minute.
      expect([first, second]).toMatchObject([
        { lookedAt: 10, reserved: 10, leftOver: 1 },
        { lookedAt: 10, reserved: 10, leftOver: 0 },
      ]);
      expect(early.toSorted()).toEqual(Array.from({ length: 10 }, (_, index) => oneShard.addressOf(index)));
      expect(new Set(oneShard.shop.standIns.inbox().flatMap(({ to }) => to)).size).toBe(20);
    } finally {
      await oneShard.shop.stop();
    }
  });

  it("ends with the daily quota, also for two ticks at once, and goes on when the day has passed", async () => {
    await customersDue(12, campaign, { ...settings, pace: { keepFreePercent: 0 } });
    shop.standIns.changeAccount({ quota: { max24HourSend: 5, maxSendRate: 100, enforced: true } });
    const reservedInMinutes = async (minutes: number): Promise<number> => {
      let sum = 0;
      for (let minute = 0; minute < minutes; minute += 1) {
        const both = await Promise.all([shop.tick(), shop.tick()]);
        sum += both.reduce((reserved, tick) => reserved + tick.reserved, 0);
        await shop.drain();
        shop.tables.clock.advance(minuteMs);
      }
      return sum;
    };

    const today = await reservedInMinutes(6);
    shop.tables.clock.advance(dayMs);
    const tomorrow = await reservedInMinutes(6);

    expect([today, tomorrow, received().length]).toEqual([5, 5, 10]);
    expect((await messagesOf(12)).every(({ attempt }) => attempt === 1)).toBe(true);
  });

  it("grows from day to day under a warm-up", async () => {
    const warmUp = { startsOn: new Date(due).toISOString().slice(0, 10), firstDay: 10, growthPercent: 50 };
    await customersDue(30, campaign, { ...settings, pace: { warmUp } });
    const days: number[] = [];

    for (let day = 0; day < 3; day += 1) {
      const ticks = [await tickAndDrain(), await tickAndDrain()];
      days.push(ticks.reduce((sum, { reserved }) => sum + reserved, 0));
      shop.tables.clock.advance(dayMs);
    }

    expect(days).toEqual([10, 15, 5]);
  });

  it("goes by the last known quota while SES does not answer, and by none at all before it ever answered", async () => {
    await customersDue(6, campaign, { ...settings, pace: { keepFreePercent: 0 } });
    shop.standIns.changeAccount({ answers: false });
    const blind = await shop.tick();
    shop.standIns.changeAccount({ answers: true, quota: { max24HourSend: 4, maxSendRate: 0.05 } });
    const told = await shop.tick();
    shop.standIns.changeAccount({ answers: false });
    shop.tables.clock.advance(minuteMs);

    const remembered = await shop.tick();

    // Three a minute by the rate; of the four that the quota left, one remains.
    expect([blind, told, remembered].map(({ reserved }) => reserved)).toEqual([0, 3, 1]);
  });

  it("asks SES nothing when nobody is due by email, and leaves texts out of it", async () => {
    const bySms = dormantCampaign({ steps: [sendStep({ channels: ["sms"] })] });
    await shop.open({ campaigns: [bySms], settings });
    const events = customerWith({ customerId: nameOf(0), now: start, daysSinceOrder: 179, phone: "+447700900123" });
    await shop.tell(events);
    shop.tables.clock.set(due);
    const tick = createHandler(shop.runtime({ ses: () => expect.unreachable("SES was asked") }));

    const summary = await tick();

    expect(summary).toMatchObject({ lookedAt: 1, reserved: 1 });
  });
});

describe("a throttled message", () => {
  it("comes back seconds after a rate throttle and is accepted once", async () => {
    await customersDue(6);
    await shop.tick();
    shop.standIns.changeAccount({ quota: { max24HourSend: 1_000_000, maxSendRate: 4, enforced: true } });
    await shop.drain();
    const before = received().length;

    shop.tables.clock.advance(minuteMs);
    await tickAndDrain();

    expect(before).toBe(4);
    expect(received().toSorted()).toEqual(Array.from({ length: 6 }, (_, index) => nameOf(index)));
    expect((await messagesOf(6)).map(({ attempt }) => attempt).toSorted()).toEqual([1, 1, 1, 1, 2, 2]);
  });

  it("comes back hours after a spent quota and is accepted once", async () => {
    await customersDue(1);
    await shop.tick();
    shop.standIns.changeAccount({ quota: { max24HourSend: 0, maxSendRate: 100, enforced: true } });
    await shop.drain();
    const [released] = await messagesOf(1);
    shop.standIns.changeAccount(unhurried);
    shop.tables.clock.advance(hourMs - 1);
    await tickAndDrain();
    const tooEarly = received().length;

    shop.tables.clock.advance(1);
    await tickAndDrain();

    expect(released).toMatchObject({ status: "released", reason: "TooManyRequests" });
    expect(tooEarly).toBe(0);
    expect(received()).toEqual([nameOf(0)]);
    expect(await messagesOf(1)).toMatchObject([{ status: "delivered", attempt: 2 }]);
  });

  it("expires and says so when its deadline passes before the quota frees", async () => {
    const urgent = dormantCampaign({ steps: [sendStep({ channels: ["email"], sendWithinHours: 3 })] });
    await customersDue(1, urgent);
    await shop.tick();
    shop.standIns.scriptEmail(() => "throttle-quota");
    for (let hour = 0; hour < 5; hour += 1) {
      await shop.drain();
      shop.tables.clock.advance(hourMs);
      await shop.tick();
    }
    shop.standIns.scriptEmail([]);

    await shop.drain();

    expect(await messagesOf(1)).toMatchObject([{ status: "expired", reason: "expired" }]);
    expect(received()).toEqual([]);
    expect((await shop.profile(nameOf(0))).contacts).toEqual([]);
  });
});

describe("a limit per hour", () => {
  const limited = (max: number): SettingsInput => ({
    ...settings,
    campaigns: { dormant: { messagesPerHourMax: max } },
  });
  const hour = () => Math.floor(shop.tables.clock.now() / hourMs);

  const reservedByHour = async (hours: number, ticksAtOnce: number): Promise<readonly number[]> => {
    const perHour = new Map<number, number>();
    for (let minute = 0; minute < hours * 60; minute += 5) {
      const ticks = await Promise.all(Array.from({ length: ticksAtOnce }, () => shop.tick()));
      perHour.set(hour(), (perHour.get(hour()) ?? 0) + ticks.reduce((sum, { reserved }) => sum + reserved, 0));
      await shop.drain();
      shop.tables.clock.advance(5 * minuteMs);
    }
    return [...perHour.values()];
  };

  it("is not exceeded by two ticks at once, and everybody gets one message", async () => {
    await customersDue(25, campaign, limited(10));

    const perHour = await reservedByHour(5, 2);

    expect(Math.max(...perHour)).toBeLessThanOrEqual(10);
    expect(received().toSorted()).toEqual(Array.from({ length: 25 }, (_, index) => nameOf(index)));
  });

  it("is used to the full, and who finds it full is deferred once", async () => {
    await customersDue(35, campaign, limited(10));

    const perHour = await reservedByHour(4, 1);

    expect(perHour.slice(0, 4)).toEqual([10, 10, 10, 5]);
    expect(received().toSorted()).toEqual(Array.from({ length: 35 }, (_, index) => nameOf(index)));
    const counts = await shop.reports.funnel("dormant", allDays);
    expect(counts).toMatchObject({ lookedAt: 60, reserved: 35, "skipped:paced": 25 });
  });

  it("lets who waits past the deadline expire, and counts it", async () => {
    const urgent = dormantCampaign({ steps: [sendStep({ channels: ["email"], sendWithinHours: 1 })] });
    await customersDue(30, urgent, limited(10));

    for (let minute = 0; minute <= 70; minute += 5) {
      await tickAndDrain();
      shop.tables.clock.advance(5 * minuteMs);
    }

    const counts = await shop.reports.funnel("dormant", allDays);
    const { lookedAt = 0, reserved = 0, "skipped:paced": paced = 0, "skipped:expired": expired = 0 } = counts;
    expect(reserved + expired).toBe(30);
    expect(expired).toBeGreaterThan(0);
    expect(lookedAt).toBe(reserved + paced + expired);
    expect(received()).toHaveLength(reserved);
  });

  it("is kept by events too: whoever comes due by one waits for the tick", async () => {
    await shop.open({ campaigns: [campaign], settings: limited(1) });
    await shop.tell(customerWith({ customerId: nameOf(0), now: start, daysSinceOrder: 180 }));
    await shop.drain();
    const byEvent = received().length;

    const summary = await tickAndDrain();

    expect([byEvent, summary.reserved, received().length]).toEqual([0, 1, 1]);
  });

  it("gives back the places of those for whom no email is left", async () => {
    await customersDue(8, campaign, { ...limited(8), pace: { keepFreePercent: 0 } });
    shop.standIns.changeAccount({ quota: { max24HourSend: 3, maxSendRate: 100 } });
    const first = await tickAndDrain();
    shop.standIns.changeAccount(unhurried);

    const second = await tickAndDrain();

    expect([first.reserved, second.reserved]).toEqual([3, 5]);
  });
});

const allDays = { from: "2026-01-01", to: "2026-12-31" };
const unhurried = { quota: { max24HourSend: 1_000_000, maxSendRate: 1_000 } };

/** With one shard the order of the due times is the order of everything. */
const startShopOfOneShard = async () => {
  const own = await startShop(start, { dueShards: 1 });
  const addressOf = (index: number) => `${nameOf(index)}@example.com`;
  return {
    shop: own,
    addressOf,
    fill: async (count: number): Promise<void> => {
      await own.open({ campaigns: [campaign], settings });
      // Told in another order than they come due.
      const indexes = Array.from({ length: count }, (_, index) => (index * 7) % count);
      for (const index of indexes)
        await own.tell(customerWith({ customerId: nameOf(index), now: start + index * 1_000, daysSinceOrder: 179 }));
      await own.drain();
      own.tables.clock.set(due + count * 1_000);
    },
  };
};
