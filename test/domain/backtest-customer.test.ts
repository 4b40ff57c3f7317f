import { describe, expect, it } from "vitest";
import { playCustomer } from "../../lambdas/domain/backtest-customer.ts";
import type { Campaign } from "../../lambdas/domain/campaign.ts";
import type { CustomerEvent } from "../../lambdas/domain/event.ts";
import { dayMs } from "../../lambdas/domain/limits.ts";
import { emptyProfile } from "../../lambdas/domain/profile.ts";
import { compileRules } from "../../lambdas/domain/rules.ts";
import { settingsSchema } from "../../lambdas/domain/settings.ts";

/** A Tuesday noon in London. */
const start = Date.UTC(2026, 2, 3, 12);
const customerId = "ann";
const envelope = { customerId, receivedAt: start };

const known: readonly CustomerEvent[] = [
  { ...envelope, eventId: "who", occurredAt: start, kind: "identified", traits: { email: "ann@example.com" } },
  {
    ...{ ...envelope, eventId: "yes", occurredAt: start, kind: "consent-given", channel: "email" },
    ...{ topic: "all", source: "shop" },
  },
];

const order = (day: number, amount = 20): CustomerEvent => ({
  ...{ ...envelope, eventId: `order-${day}`, occurredAt: start + day * dayMs },
  ...{ kind: "order-placed", orderId: `o-${day}`, amount, lines: [] },
});

const silent = (id: string, days: number, more: Partial<Campaign> = {}): Campaign => ({
  id,
  version: 1,
  trigger: { kind: "since-last-order", days },
  steps: [
    {
      ...{ kind: "send", id: "message", channels: ["email"], category: "promotion", sendWithinHours: 72 },
      ...{ obeysCaps: true, countsTowardCaps: true, whenCapped: "defer", whenClosed: "defer" },
    },
  ],
  policy: { priority: 5, expectedValue: 0, holdOutPercent: 0, leaveOnOrder: true },
  ...more,
});

const played = (
  events: readonly CustomerEvent[],
  campaigns: readonly Campaign[],
  q: { caps?: object[]; until?: number },
) => {
  const settings = settingsSchema.parse({ shop: { timeZone: "Europe/London" }, caps: q.caps ?? [] });
  const rules = compileRules({ revision: 1, paused: false, settings, campaigns }, { gapCount: 0, gapMsTotal: 0 });
  const until = start + (q.until ?? 100) * dayMs;
  const { counters } = playCustomer(
    { start: emptyProfile(customerId), events },
    { from: start, until, rulesAt: () => rules, costOf: () => 0.5 },
  );
  return (id: string) => Object.fromEntries(counters.get(id) ?? []);
};

describe("one customer's history under today's rules", () => {
  it("tells a message after which the customer ordered anyway, and what it brought", () => {
    const of = played([...known, order(0), order(35, 40), order(38, 2)], [silent("after-30", 30)], { until: 60 });

    expect(of("after-30")).toMatchObject({
      ...{ wanted: 1, sent: 1, reached: 1, followed: 1, bought: 1 },
      ...{ "bought:orders": 2, "bought:revenue": 42, "treated:customers": 1, "treated:converted": 1 },
    });
  });

  it("leaves an order that was cancelled, and one after the goal's days, out of it", () => {
    const cancelled: CustomerEvent = {
      ...{ ...envelope, eventId: "back", occurredAt: start + 36 * dayMs },
      ...{ kind: "order-cancelled", orderId: "o-35", amount: 20 },
    };

    const of = played([...known, order(0), order(35), cancelled, order(46)], [silent("after-30", 30)], { until: 70 });

    expect(of("after-30")).toMatchObject({ sent: 1, followed: 1 });
    expect(of("after-30")).not.toHaveProperty("bought");
  });

  it("says nothing yet of a message whose goal's days are not over", () => {
    const of = played([...known, order(0), order(35)], [silent("after-30", 30)], { until: 36 });

    expect(of("after-30")).toMatchObject({ sent: 1 });
    expect(of("after-30")).not.toHaveProperty("followed");
  });

  it("names the cap that kept a message waiting until it expired, and not its deadline", () => {
    const caps = [{ id: "one", scope: "all", window: { rollingDays: 20 }, max: 1 }];

    const of = played([...known, order(0)], [silent("after-30", 30), silent("after-31", 31)], { caps, until: 60 });

    expect(of("after-30")).toMatchObject({ sent: 1 });
    expect(of("after-31")).toMatchObject({ wanted: 1, lookedAt: 2, "stopped:capped": 1, "skipped:expired": 1 });
  });

  it("counts a message as left when the customer ordered while it waited", () => {
    const caps = [{ id: "one", scope: "all", window: { rollingDays: 20 }, max: 1 }];

    const of = played([...known, order(0), order(32)], [silent("after-30", 30), silent("after-31", 31)], {
      ...{ caps, until: 50 },
    });

    expect(of("after-31")).toMatchObject({ wanted: 1, "left:capped": 1 });
  });

  it("counts a message as waiting when the history ends first", () => {
    const caps = [{ id: "one", scope: "all", window: { rollingDays: 20 }, max: 1 }];

    const of = played([...known, order(0)], [silent("after-30", 30), silent("after-31", 31)], { caps, until: 32 });

    expect(of("after-31")).toMatchObject({ wanted: 1, waiting: 1 });
  });

  it("stops at consent that was never given", () => {
    const of = played([...known.slice(0, 1), order(0)], [silent("after-30", 30)], { until: 60 });

    expect(of("after-30")).toMatchObject({ wanted: 1, "stopped:no-consent": 1 });
  });

  it("books messages and cost under the Monday of the shop's week", () => {
    const of = played([...known, order(0)], [silent("after-30", 30)], { until: 60 });

    // 30 March 2026 is the Monday before 2 April.
    const monday = Date.UTC(2026, 2, 30) / dayMs;
    expect(of("after-30")).toMatchObject({ [`week:${monday}:email`]: 1, [`cost:${monday}`]: 0.5 });
  });
});
