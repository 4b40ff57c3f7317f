import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { SettingsInput } from "../../lambdas/domain/settings.ts";
import { dormantCampaign, hourMs, sendStep } from "../support/campaigns.ts";
import { customerWith } from "../support/customer-with.ts";
import { dueCustomersOf, emailCampaign, settledAtOnce, unhurried } from "../support/due-customers.ts";
import { startShop, type TestShop } from "../support/shop.ts";

const minuteMs = 60_000;
const allDays = { from: "2026-01-01", to: "2027-12-31" };

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

describe("a limit per hour", () => {
  const limited = (max: number): SettingsInput => ({
    ...settledAtOnce,
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
    await customers.come(25, limited(10));

    const perHour = await reservedByHour(5, 2);

    expect(Math.max(...perHour)).toBeLessThanOrEqual(10);
    expect(customers.received().toSorted()).toEqual(customers.namesOf(25));
  });

  it("is what the campaign itself says, whatever the settings say of it", async () => {
    const { policy } = dormantCampaign();
    await customers.come(15, limited(1_000), dormantCampaign({ policy: { ...policy, messagesPerHourMax: 10 } }));

    expect((await reservedByHour(2, 1)).slice(0, 2)).toEqual([10, 5]);
  });

  it("is used to the full, and who finds it full is deferred once", async () => {
    await customers.come(35, limited(10));

    const perHour = await reservedByHour(4, 1);

    expect(perHour.slice(0, 4)).toEqual([10, 10, 10, 5]);
    expect(customers.received().toSorted()).toEqual(customers.namesOf(35));
    const counts = await shop.reports.funnel("dormant", allDays);
    expect(counts).toMatchObject({ lookedAt: 60, reserved: 35, "skipped:paced": 25 });
  });

  it("lets who waits past the deadline expire, and counts it", async () => {
    const urgent = dormantCampaign({ steps: [sendStep({ channels: ["email"], sendWithinHours: 1 })] });
    await customers.come(30, limited(10), urgent);

    for (let minute = 0; minute <= 70; minute += 5) {
      await customers.tickAndDrain();
      shop.tables.clock.advance(5 * minuteMs);
    }

    const counts = await shop.reports.funnel("dormant", allDays);
    const { lookedAt = 0, reserved = 0, "skipped:paced": paced = 0, "skipped:expired": expired = 0 } = counts;
    expect(reserved + expired).toBe(30);
    expect(expired).toBeGreaterThan(0);
    expect(lookedAt).toBe(reserved + paced + expired);
    expect(customers.received()).toHaveLength(reserved);
  });

  it("is kept by events too: whoever comes due by one waits for the tick", async () => {
    await shop.open({ campaigns: [emailCampaign], settings: limited(1) });
    await shop.tell(customerWith({ customerId: customers.nameOf(0), now: customers.start(), daysSinceOrder: 180 }));
    await shop.drain();
    const byEvent = customers.received().length;

    const summary = await customers.tickAndDrain();

    expect([byEvent, summary.reserved, customers.received().length]).toEqual([0, 1, 1]);
  });

  it("gives back the places of those for whom no email is left", async () => {
    await customers.come(8, { ...limited(8), pace: { keepFreePercent: 0 } });
    shop.standIns.changeAccount({ quota: { max24HourSend: 3, maxSendRate: 100 } });
    const first = await customers.tickAndDrain();
    shop.standIns.changeAccount(unhurried);

    const second = await customers.tickAndDrain();

    expect([first.reserved, second.reserved]).toEqual([3, 5]);
  });
});
