import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import {
  brokenRules,
  plainOrders,
  type ReplayedSettings,
  replayFile,
  wakeUpProblems,
} from "../support/checked-replay.ts";

const data = (name: string) => fileURLToPath(new URL(`../../../shared/data/${name}`, import.meta.url));

const settings = (timeZone: string): ReplayedSettings => ({
  shop: { timeZone },
  caps: [
    { id: "one-a-day", scope: "all", window: { rollingHours: 24 }, max: 1 },
    { id: "three-a-week", scope: "all", window: { calendar: "week" }, max: 3 },
    { id: "promotions-a-month", scope: { category: "promotion" }, window: { rollingDays: 30 }, max: 4 },
  ],
  quietHours: { default: { from: "21:00", to: "09:00" } },
  closedDays: ["1997-12-25", "1998-01-01", "2010-04-02", "2010-04-05", "2010-08-30"],
  holdOut: { percent: 5, salt: "2026" },
});

const logs = [
  {
    name: "CDNOW",
    path: data("cdnow/orders.csv"),
    columns: { customer: 0, order: 1, at: 2 },
    shop: settings("America/New_York"),
    customers: 2357,
    orders: 6919,
  },
  {
    name: "Online Retail",
    path: data("online-retail/online_retail_lines_2009_2010.csv.gz"),
    columns: { customer: 0, order: 1, at: 2 },
    shop: settings("Europe/London"),
    customers: 4383,
    orders: 19215,
  },
].filter(({ path }) => existsSync(path));

describe.each(logs)("$name, the whole file", ({ path, columns, shop, customers, orders }) => {
  it("obeys every rule, and wakes each customer at the first allowed instant", { timeout: 3_600_000 }, async () => {
    const plain = plainOrders(path, columns, shop.shop.timeZone);

    const replayed = await replayFile(path, shop);

    expect(replayed.imported).toMatchObject({ customers, orders });
    expect(brokenRules(replayed, shop)).toEqual([]);
    expect(wakeUpProblems(replayed, plain, shop, 180)).toEqual([]);
    expect(replayed.result.capacity.writeUnitsPerAcceptedMessage).toBeLessThanOrEqual(8);
    expect(replayed.result.capacity.readUnitsPerAcceptedMessage).toBeLessThanOrEqual(2);
  });
});
