import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createHandler } from "../../lambdas/handlers/tick.ts";
import { dayMs, dormantCampaign, hourMs, sendStep } from "../support/campaigns.ts";
import { customerWith } from "../support/customer-with.ts";
import { dueCustomersOf, settledAtOnce, unhurried } from "../support/due-customers.ts";
import { startShop, type TestShop } from "../support/shop.ts";

const minuteMs = 60_000;

let shop: TestShop;
const customers = dueCustomersOf(() => shop);

beforeAll(async () => {
  shop = await startShop(undefined, { dueShards: 1 });
});
afterAll(() => shop.stop());
beforeEach(() => customers.nextRound());
afterEach(async () => {
  shop.standIns.changeAccount(unhurried);
  await shop.drain();
  await shop.tables.clear();
});

describe("the email budget", () => {
  it("reserves what the rate allows, the longest due first; the others stay due for the next tick", async () => {
    await customers.come(20);
    shop.standIns.changeAccount({ quota: { max24HourSend: 50_000, maxSendRate: 0.2 } });

    const first = await customers.tickAndDrain();
    const early = customers.received();
    shop.tables.clock.advance(minuteMs);
    const second = await customers.tickAndDrain();

    // 0.2 a second less a tenth, for a minute.
    expect([first, second]).toMatchObject([
      { lookedAt: 10, reserved: 10, leftOver: 1 },
      { lookedAt: 10, reserved: 10, leftOver: 0 },
    ]);
    expect(early.toSorted()).toEqual(customers.namesOf(10));
    expect(customers.received().toSorted()).toEqual(customers.namesOf(20));
  });

  it("ends with the daily quota, also for two ticks at once, and goes on when the day has passed", async () => {
    await customers.come(12, { ...settledAtOnce, pace: { keepFreePercent: 0 } });
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

    expect([today, tomorrow, customers.received().length]).toEqual([5, 5, 10]);
    expect((await customers.messages(12)).every(({ attempt }) => attempt === 1)).toBe(true);
  });

  it("grows from day to day under a warm-up", async () => {
    const warmUp = {
      startsOn: new Date(customers.start() + dayMs).toISOString().slice(0, 10),
      firstDay: 10,
      growthPercent: 50,
    };
    await customers.come(30, { ...settledAtOnce, pace: { warmUp } });
    const days: number[] = [];

    for (let day = 0; day < 3; day += 1) {
      const ticks = [await customers.tickAndDrain(), await customers.tickAndDrain()];
      days.push(ticks.reduce((sum, { reserved }) => sum + reserved, 0));
      shop.tables.clock.advance(dayMs);
    }

    expect(days).toEqual([10, 15, 5]);
  });

  it("goes by the last known quota while SES does not answer, and by none at all before it ever answered", async () => {
    await customers.come(6, { ...settledAtOnce, pace: { keepFreePercent: 0 } });
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
    await shop.open({ campaigns: [bySms], settings: settledAtOnce });
    const events = customerWith({
      customerId: customers.nameOf(0),
      now: customers.start(),
      daysSinceOrder: 179,
      phone: "+447700900123",
    });
    await shop.tell(events);
    shop.tables.clock.set(customers.start() + dayMs);
    const tick = createHandler(shop.runtime({ ses: () => expect.unreachable("SES was asked") }));

    const summary = await tick();

    expect(summary).toMatchObject({ lookedAt: 1, reserved: 1 });
  });
});

describe("a throttled message", () => {
  it("comes back seconds after a rate throttle and is accepted once", async () => {
    await customers.come(6);
    await shop.tick();
    shop.standIns.changeAccount({ quota: { max24HourSend: 1_000_000, maxSendRate: 4, enforced: true } });
    await shop.drain();
    const before = customers.received().length;

    shop.tables.clock.advance(minuteMs);
    await customers.tickAndDrain();

    expect(before).toBe(4);
    expect(customers.received().toSorted()).toEqual(customers.namesOf(6));
    expect((await customers.messages(6)).map(({ attempt }) => attempt).toSorted()).toEqual([1, 1, 1, 1, 2, 2]);
  });

  it("comes back hours after a spent quota and is accepted once", async () => {
    await customers.come(1);
    await shop.tick();
    shop.standIns.changeAccount({ quota: { max24HourSend: 0, maxSendRate: 100, enforced: true } });
    await shop.drain();
    const [released] = await customers.messages(1);
    shop.standIns.changeAccount(unhurried);
    shop.tables.clock.advance(hourMs - 1);
    await customers.tickAndDrain();
    const tooEarly = customers.received().length;

    shop.tables.clock.advance(1);
    await customers.tickAndDrain();

    expect(released).toMatchObject({ status: "released", reason: "TooManyRequests" });
    expect(tooEarly).toBe(0);
    expect(customers.received()).toEqual([customers.nameOf(0)]);
    expect(await customers.messages(1)).toMatchObject([{ status: "delivered", attempt: 2 }]);
  });

  it("expires and says so when its deadline passes before the quota frees", async () => {
    const urgent = dormantCampaign({ steps: [sendStep({ channels: ["email"], sendWithinHours: 3 })] });
    await customers.come(1, settledAtOnce, urgent);
    await shop.tick();
    shop.standIns.scriptEmail(() => "throttle-quota");
    for (let hour = 0; hour < 5; hour += 1) {
      await shop.drain();
      shop.tables.clock.advance(hourMs);
      await shop.tick();
    }
    shop.standIns.scriptEmail([]);

    await shop.drain();

    expect(await customers.messages(1)).toMatchObject([{ status: "expired", reason: "expired" }]);
    expect(customers.received()).toEqual([]);
    expect((await shop.profile(customers.nameOf(0))).contacts).toEqual([]);
  });
});
