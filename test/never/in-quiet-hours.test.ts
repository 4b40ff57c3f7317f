import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dormantCampaign, sendStep } from "../support/campaigns.ts";
import { customerWith } from "../support/customer-with.ts";
import { startShop, type TestShop } from "../support/shop.ts";
import { localTime } from "../support/shop-clock.ts";

const hourMs = 3_600_000;
const start = Date.parse("2026-03-02T00:00:00Z");
const settings = {
  shop: { timeZone: "Europe/London" },
  importing: { settleMinutes: 0 },
  quietHours: { default: { from: "20:00", to: "09:00" } },
  closedDays: ["2026-03-03"],
};
const campaign = dormantCampaign({ steps: [sendStep({ channels: ["email"], sendWithinHours: 96 })] });
/** An unknown zone, and one that does not exist, mean the shop's. */
const zones = ["America/Los_Angeles", "Asia/Kolkata", "Pacific/Auckland", "Not/AZone", undefined];
const zoneOf = (index: number): string => {
  const zone = zones[index];
  return zone === undefined || zone === "Not/AZone" ? "Europe/London" : zone;
};

let shop: TestShop;

beforeAll(async () => {
  shop = await startShop(start);
  await shop.open({ campaigns: [campaign], settings });
});
afterAll(() => shop.stop());

describe("never in quiet hours or on a closed day", () => {
  it("holds in every zone, also for messages that are throttled and for batches that come hours late", async () => {
    const events = zones.flatMap((timeZone, index) =>
      customerWith({
        customerId: `quiet-${index}`,
        now: start,
        daysSinceOrder: 180,
        ...(timeZone !== undefined && { timeZone }),
      }),
    );
    await shop.tell(events);

    for (let hours = 0; hours < 72; hours += 1) {
      if (hours % 7 === 0) shop.standIns.scriptEmail(["throttle-rate"]);
      await shop.tick();
      // What was decided in this hour is submitted only six hours later.
      if (hours % 6 === 5) await shop.drain();
      shop.tables.clock.advance(hourMs);
    }

    const times = shop.standIns.inbox().map(({ to, receivedAt }) => {
      const index = Number(/quiet-(\d)/.exec(to[0] ?? "")?.[1]);
      return localTime(receivedAt, zoneOf(index));
    });
    expect(times.length).toBeGreaterThan(0);
    expect(times.filter(({ minuteOfDay }) => minuteOfDay < 540 || minuteOfDay >= 1200)).toEqual([]);
    expect(times.filter(({ date }) => date === "2026-03-03")).toEqual([]);
  });
});
