import { describe, expect, it } from "vitest";
import {
  brokenRules,
  plainOrders,
  type ReplayedSettings,
  replayFile,
  wakeUpProblems,
} from "../support/checked-replay.ts";
import { writeOrderLog } from "../support/order-log.ts";

const settings: ReplayedSettings = {
  shop: { timeZone: "Europe/London" },
  caps: [
    { id: "one-a-day", scope: "all", window: { calendar: "day" }, max: 1 },
    { id: "two-promotions-a-fortnight", scope: { category: "promotion" }, window: { rollingDays: 14 }, max: 2 },
    { id: "three-a-month", scope: { channel: "email" }, window: { calendar: "month" }, max: 3 },
  ],
  quietHours: { default: { from: "20:00", to: "10:30" } },
  closedDays: ["2025-12-25", "2025-12-26", "2026-01-01"],
  holdOut: { percent: 10, salt: "scenario" },
  campaigns: { "dormant-wake-up": { dormantDays: 120 } },
};

describe("a year and a half of orders, replayed through the real handlers and tables", () => {
  it("sends what the rules allow, when they allow it, the same every time", { timeout: 300_000 }, async () => {
    const path = writeOrderLog(40);
    const orders = plainOrders(path, { customer: 0, order: 1, at: 2 }, settings.shop.timeZone);

    const first = await replayFile(path, settings);
    const second = await replayFile(path, settings);

    expect(first.messages.length).toBeGreaterThan(50);
    expect(first.imported).toMatchObject({ orders: orders.length, customers: 40, rejected: {} });
    expect(brokenRules(first, settings)).toEqual([]);
    expect(wakeUpProblems(first, orders, settings, 120)).toEqual([]);
    expect(first.result.acceptedCalls).toBe(first.messages.filter(({ submittedAt }) => submittedAt).length);
    expect(second.text).toBe(first.text);
  });
});
