import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dormantCampaign, sendStep } from "../support/campaigns.ts";
import { customerWith } from "../support/customer-with.ts";
import { startShop, type TestShop } from "../support/shop.ts";

const hourMs = 3_600_000;
const start = Date.parse("2026-03-02T10:00:00Z");
const settings = { importing: { settleMinutes: 0 } };
const campaign = dormantCampaign({ steps: [sendStep({ channels: ["email"], sendWithinHours: 0.25 })] });

let shop: TestShop;

beforeAll(async () => {
  shop = await startShop(start);
  await shop.open({ campaigns: [campaign], settings });
});
afterAll(() => shop.stop());

describe("never after the deadline", () => {
  it("expires a message whose batch comes one millisecond late, and sends the one that is in time", async () => {
    await shop.tell(customerWith({ customerId: "late", now: start, daysSinceOrder: 180 }));
    const late = await shop.takeReserved();
    await shop.tell(customerWith({ customerId: "in-time", now: start, daysSinceOrder: 180 }));
    const inTime = await shop.takeReserved();

    shop.tables.clock.set(start + hourMs / 4);
    await shop.send(inTime);
    shop.tables.clock.advance(1);
    await shop.send(late);

    expect(await shop.messagesOf("in-time")).toMatchObject([{ status: "accepted" }]);
    expect(await shop.messagesOf("late")).toMatchObject([{ status: "expired" }]);
    expect(shop.standIns.inbox().map(({ to }) => to)).toEqual([["in-time@example.com"]]);
  });

  it("gives up a message that was throttled until its deadline had passed", async () => {
    shop.tables.clock.set(start);
    await shop.drain();
    await shop.tell(customerWith({ customerId: "throttled", now: start, daysSinceOrder: 180 }));
    shop.standIns.scriptEmail(() => "throttle-quota");

    for (let hours = 0; hours < 8; hours += 1) {
      await shop.tick();
      await shop.drain();
      shop.tables.clock.advance(hourMs);
    }
    shop.standIns.scriptEmail([]);
    await shop.tick();
    await shop.drain();

    expect(await shop.messagesOf("throttled")).toMatchObject([{ status: "expired" }]);
    expect(shop.standIns.inbox().filter(({ to }) => to.includes("throttled@example.com"))).toEqual([]);
    expect((await shop.profile("throttled")).contacts).toEqual([]);
  });
});
