import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parseSettings } from "../../lambdas/domain/parse-settings.ts";
import { backtest } from "../../lib/backtest/backtest.ts";
import { readLog } from "../../lib/backtest/backtest-log.ts";
import { createEventLog } from "../../lib/backtest/event-log.ts";
import { plannedLine } from "../../lib/backtest/planned-line.ts";
import { triedCampaigns } from "../../lib/backtest/tried-campaigns.ts";
import { replay } from "../../lib/replay/replay.ts";
import type { MessageLine } from "../support/message-checks.ts";
import { writeOrderLog } from "../support/order-log.ts";

const ids = ["dormant-wake-up", "one-time-buyer", "post-delivery-care"];
const parsed = parseSettings({
  shop: { timeZone: "Europe/London" },
  caps: [
    { id: "one-a-day", scope: "all", window: { calendar: "day" }, max: 1 },
    { id: "two-a-month", scope: { category: "promotion" }, window: { rollingDays: 30 }, max: 1 },
  ],
  quietHours: { default: { from: "20:00", to: "10:30" } },
  closedDays: ["2025-12-25", "2025-12-26", "2026-01-01"],
  holdOut: { percent: 10, salt: "scenario" },
  campaigns: {
    "dormant-wake-up": { dormantDays: 60, shopUrl: "https://shop.example" },
    "one-time-buyer": { shopUrl: "https://shop.example" },
    "post-delivery-care": { shopUrl: "https://shop.example" },
  },
});
if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
const { settings } = parsed;
const now = Date.UTC(2030, 0, 1);

/** What `npm run backtest` does with a file. */
const backtested = async (path: string, heldMax?: number) => {
  const tried = await triedCampaigns({ settings, playbooks: ids, files: [] });
  if (!tried.ok) throw new Error(JSON.stringify(tried.problems));
  const log = createEventLog(heldMax === undefined ? {} : { heldMax });
  const read = await readLog(log, { orders: path, attributes: [], settings, now });
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  const lines: string[] = [];
  const report = backtest({
    ...{ rules: tried.rules, log, assumed: ["email"], costOf: () => 0.01 },
    onMessage: (customerId, message) => lines.push(plannedLine(customerId, message)),
  });
  log.close();
  return { report, text: `${JSON.stringify(report)}\n${lines.join("\n")}`, lines, read };
};

const replayed = async (path: string): Promise<readonly MessageLine[]> => {
  const log = createEventLog();
  const read = await readLog(log, { orders: path, attributes: [], settings, now });
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  const events = [...log.customers()].flatMap((customer) => customer.events);
  const result = await replay({ settings, events, assumed: ["email"], campaigns: ids });
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.messages.map((message) => ({
    ...message,
    reservedAt: new Date(message.reservedAt).toISOString(),
  })) as unknown as readonly MessageLine[];
};

/** What both know before anything is delivered. */
const planned = (messages: readonly Record<string, unknown>[]) =>
  messages
    .map(
      ({ messageKey, customerId, campaignId, stepId, channel, reservedAt, status }) =>
        `${reservedAt} ${messageKey} ${customerId} ${campaignId} ${stepId} ${channel} ${status === "held-out" ? status : "sent"}`,
    )
    .toSorted();

describe("a year and a half of orders, played under today's rules", () => {
  it("plans the messages that the real handlers and tables plan, at the same instants", {
    timeout: 300_000,
  }, async () => {
    const path = writeOrderLog(60);

    const { lines, report } = await backtested(path);
    const messages = await replayed(path);

    expect(lines.length).toBeGreaterThan(50);
    expect(report.campaigns.every(({ sent, heldOut }) => sent > 0 && heldOut > 0)).toBe(true);
    expect(planned(lines.map((line) => JSON.parse(line)))).toEqual(planned(messages as never));
  });

  it("says the same to the last byte, whatever the order of the rows and however little is kept in memory", async () => {
    const path = writeOrderLog(40);
    const [header, ...rows] = readFileSync(path, "utf8").trim().split("\n");
    const shuffled = join(mkdtempSync(join(tmpdir(), "rekindle-log-")), "orders.csv");
    const turned = rows.toReversed().sort((a, b) => (a.slice(-6) < b.slice(-6) ? -1 : 1));
    writeFileSync(shuffled, [header, ...turned, ""].join("\n"));

    const first = await backtested(path);
    const again = await backtested(path);
    const other = await backtested(shuffled, 2_000);

    expect(turned).not.toEqual(rows);
    expect(again.text).toBe(first.text);
    expect(other.text).toBe(first.text);
  });

  it("accounts for every message that a campaign wanted", async () => {
    const { report } = await backtested(writeOrderLog(60));

    for (const one of report.campaigns) {
      const sum = (counts: Readonly<Record<string, number>>) => Object.values(counts).reduce((a, b) => a + b, 0);
      expect(one.wanted).toBe(one.sent + one.heldOut + sum(one.stopped) + one.left + one.waiting);
      expect(one.looks.lookedAt).toBe(one.sent + one.heldOut + sum(one.looks.skipped));
      expect(sum(one.channels)).toBe(one.sent);
      expect(one.weeks.reduce((total, { channels }) => total + sum(channels), 0)).toBe(one.sent);
      expect(one.usd).toBeCloseTo(one.sent * 0.01, 5);
    }
  });

  it("keeps the good rows of a file with bad ones, and names line and column", async () => {
    const path = join(mkdtempSync(join(tmpdir(), "rekindle-log-")), "orders.csv");
    writeFileSync(
      path,
      "customer_id,order_id,ordered_at,amount\na,1,2025-01-01,10\na,2,someday,10\nb,3,2025-01-02,ten\nb,4,2025-02-01,10\n",
    );

    const { read, report } = await backtested(path);

    expect(report.customers).toBe(2);
    expect(read.orders).toMatchObject({
      accepted: 2,
      rejected: {
        "bad-date": { count: 1, example: { where: "line 3, column ordered_at", received: "someday" } },
        "bad-number": { count: 1, example: { where: "line 4, column amount", received: "ten" } },
      },
    });
  });
});
