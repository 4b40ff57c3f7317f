import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dormantCampaign, sendStep } from "../support/campaigns.ts";
import { customerWith } from "../support/customer-with.ts";
import { startShop, type TestShop } from "../support/shop.ts";

const hourMs = 3_600_000;
const start = Date.parse("2026-03-02T10:00:00Z");
const settings = {
  importing: { settleMinutes: 0 },
  caps: [{ id: "one-a-day", scope: "all" as const, window: { rollingHours: 24 }, max: 1 }],
};
/** Five campaigns that all want the same customers at the same instant. */
const rivals = Array.from({ length: 5 }, (_, index) =>
  dormantCampaign({
    id: `rival-${index}`,
    steps: [sendStep({ id: "ask", channels: ["email"], sendWithinHours: 200 })],
  }),
);

let shop: TestShop;

beforeAll(async () => {
  shop = await startShop(start);
  await shop.open({ campaigns: rivals, settings });
});
afterAll(() => shop.stop());

/** The most slots that one customer's messages took within any 24 hours; a slot is taken at the reservation. */
const mostInADay = async (customerId: string): Promise<number> => {
  const taken = (await shop.messagesOf(customerId)).map(({ reservedAt }) => reservedAt);
  const counts = taken.map((at) => taken.filter((other) => other <= at && at - other < 24 * hourMs).length);
  return Math.max(0, ...counts);
};

describe("never over the cap", () => {
  it("holds while ticks race, batches repeat and providers throttle", async () => {
    const names = ["cap-a", "cap-b", "cap-c"];
    await shop.tell(names.flatMap((customerId) => customerWith({ customerId, now: start, daysSinceOrder: 180 })));

    for (let hours = 0; hours < 96; hours += 8) {
      shop.standIns.scriptEmail(["throttle-rate", "accept"]);
      await Promise.all([shop.tick(), shop.tick(), shop.tick()]);
      const reserved = await shop.takeReserved();
      await Promise.all([shop.send(reserved), shop.send(reserved)]);
      await shop.drain();
      shop.tables.clock.advance(8 * hourMs);
    }

    expect(await Promise.all(names.map(mostInADay))).toEqual([1, 1, 1]);
    expect(shop.standIns.inbox().length).toBeGreaterThan(names.length);
  });
});
