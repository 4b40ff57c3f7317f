import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Fault } from "../../lib/local/stand-ins/fault.ts";
import { dormantCampaign, sendStep } from "../support/campaigns.ts";
import { customerWith } from "../support/customer-with.ts";
import { startShop, type TestShop } from "../support/shop.ts";

const hourMs = 3_600_000;
const start = Date.parse("2026-03-02T10:00:00Z");
const settings = { importing: { settleMinutes: 0 } };
const faults: readonly Fault[] = [
  "accept",
  "throttle-rate",
  "throttle-quota",
  "server-error",
  "server-error-after-accept",
  "drop",
  "drop-after-accept",
  "hang-after-accept",
  "repeat-event",
  "paused",
];

let shop: TestShop;

beforeAll(async () => {
  shop = await startShop(start);
  const steps = [sendStep({ channels: ["email"] })];
  await shop.open({ campaigns: [dormantCampaign({ steps })], settings });
});
afterAll(() => shop.stop());

/** How often each message key was accepted. */
const acceptances = (): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>();
  for (const entry of shop.standIns.inbox()) {
    const key = entry.to[0] ?? "";
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
};

describe("never twice", () => {
  it("holds whatever the provider does, while every batch arrives three times and ticks race", async () => {
    const names = Array.from({ length: 20 }, (_, index) => `twice-${index}`);
    await shop.tell(names.flatMap((customerId) => customerWith({ customerId, now: start, daysSinceOrder: 180 })));
    shop.standIns.scriptEmail((call) => faults[(call * 7) % faults.length] ?? "accept");

    for (let round = 0; round < 14; round += 1) {
      await Promise.all([shop.tick(), shop.tick()]);
      const reserved = await shop.takeReserved();
      await Promise.all([shop.send(reserved), shop.send(reserved)]);
      await shop.send(reserved);
      await shop.drain();
      shop.tables.clock.advance(2 * hourMs);
    }

    expect([...acceptances().values()].filter((count) => count > 1)).toEqual([]);
    const statuses = (await Promise.all(names.map(shop.messagesOf))).map((messages) => messages.map((m) => m.status));
    expect(statuses.filter((each) => each.length !== 1)).toEqual([]);
    const ends = new Set(["delivered", "failed", "expired", "parked", "accepted", "in-doubt"]);
    expect(statuses.flat().filter((status) => !ends.has(status))).toEqual([]);
  });
});
