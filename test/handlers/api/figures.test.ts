import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type * as z from "zod";
import type { SettingsInput } from "../../../lambdas/domain/settings.ts";
import { effectContract } from "../../../lambdas/handlers/api/contract/effect.ts";
import { overviewContract } from "../../../lambdas/handlers/api/contract/overview.ts";
import { pressureContract } from "../../../lambdas/handlers/api/contract/pressure.ts";
import { dormantCampaign, sendStep } from "../../support/campaigns.ts";
import { customerWith } from "../../support/customer-with.ts";
import { anOrder } from "../../support/factories.ts";
import { createPeopleApi } from "../../support/people-api.ts";
import { startShop, type TestShop } from "../../support/shop.ts";

const dayMs = 86_400_000;
const hourMs = 3_600_000;
const start = Date.parse("2026-03-02T10:00:00Z");
const goal = { on: { event: "order-placed" }, windowDays: 7 };
const campaigns = [
  dormantCampaign({ goal, policy: { holdOutPercent: 50, leaveOnOrder: false } }),
  dormantCampaign({ id: "by-text", goal, steps: [sendStep({ channels: ["sms"] })], policy: { leaveOnOrder: false } }),
];
/** A dozen who were last seen half a year ago; two of them have a phone in the United States, the price of which is known. */
const names = Array.from({ length: 12 }, (_, index) => `figures-${index}`);
const withPhone = names.slice(0, 2);
const buyers = names.slice(0, 6);

let shop: TestShop;
let api: ReturnType<typeof createPeopleApi>;

/** The answer, which must be exactly what the contract promises. */
const ask = async <Schema extends z.ZodType>(path: string, schema: Schema): Promise<z.output<Schema>> => {
  const response = await api.request(path);
  const body: unknown = await response.json();
  expect(response.status, JSON.stringify(body)).toBe(200);
  return schema.parse(body);
};
/** Messages that a provider took. On a machine that is busy with other things, one may be in doubt. */
const taken = async () => {
  const all = await Promise.all(names.map((customerId) => shop.messagesOf(customerId)));
  return all.flat().filter(({ status }) => status === "accepted" || status === "delivered");
};
const effects = effectContract.list.responses[200].content["application/json"].schema;
const effect = effectContract.get.responses[200].content["application/json"].schema;
const overview = overviewContract.get.responses[200].content["application/json"].schema;
const pressure = pressureContract.get.responses[200].content["application/json"].schema;

beforeAll(async () => {
  shop = await startShop(start);
  const settings: SettingsInput = {
    shop: { timeZone: "Europe/London" },
    importing: { settleMinutes: 0 },
    caps: [{ id: "one-a-day", scope: "all", window: { rollingHours: 24 }, max: 1 }],
  };
  await shop.open({ campaigns, settings });
  await shop.tell(
    names.flatMap((customerId, index) =>
      customerWith({
        ...{ customerId, now: start, daysSinceOrder: 180 },
        ...(index < withPhone.length && { phone: `+1415555000${index}` }),
      }),
    ),
  );
  await shop.drain();
  shop.tables.clock.advance(2 * dayMs);
  await shop.tick();
  await shop.drain();
  await shop.tell(buyers.map((customerId) => anOrder({ customerId, occurredAt: start + 3 * dayMs, amount: 20 })));
  await shop.drain();
  shop.tables.clock.set(start + 3 * dayMs + hourMs);
  api = createPeopleApi(shop.runtime());
});
afterAll(() => shop.stop());

describe("the effect of a campaign", () => {
  it("is a funnel that adds up, by day and in sum", async () => {
    const { funnel, days, statuses } = await ask("/api/effect/dormant", effect);

    for (const { lookedAt, reserved, heldOut, skipped } of [funnel, ...days])
      expect(lookedAt).toBe(reserved + heldOut + Object.values(skipped).reduce((sum, by) => sum + by, 0));
    expect(days.reduce((sum, { lookedAt }) => sum + lookedAt, 0)).toBe(funnel.lookedAt);
    expect(funnel.heldOut).toBeGreaterThan(0);
    expect(Object.values(statuses).reduce((sum, by) => sum + by, 0)).toBe(funnel.reserved + funnel.heldOut);
  });

  it("sets treated customers against held-out ones: everybody once, and every buyer", async () => {
    const { arms, goal: asked, afterMessages, lastTouch } = await ask("/api/effect/dormant", effect);
    const { treated, heldOut } = arms;

    expect(treated.customers + heldOut.customers).toBe(names.length);
    expect(treated.converted + heldOut.converted).toBe(buyers.length);
    expect(treated.revenue + heldOut.revenue).toBe(buyers.length * 20);
    expect(afterMessages.orders).toBe(treated.orders);
    expect(lastTouch.orders).toBeLessThanOrEqual(afterMessages.orders);
    expect(asked).toEqual({ event: "order-placed", days: 7, windowDays: 7, named: true });
    expect(arms.settledThrough).toBe("2026-02-25");
  });

  it("says nothing of the lift before there is enough, and shows it of all settled days when there is", async () => {
    const young = await ask("/api/effect/dormant", effect);
    expect(young.lift).toEqual({ kind: "not-enough", treated: 0, heldOut: 0, days: [] });

    const arm = (name: string, customers: number, converted: number) => ({
      ...{ [`${name}:customers`]: customers, [`${name}:converted`]: converted, [`${name}:orders`]: converted },
      ...{ [`${name}:revenue`]: converted * 2000, [`${name}:revenueSquares`]: converted * 2000 ** 2 },
    });
    for (const day of ["2025-11-03", "2025-11-04"])
      await shop.reports.add({
        ...{ campaignId: "long-ago", day, stream: "customers", shardId: "s" },
        records: [{ sequence: "1", counts: { ...arm("treated", 4_000, 600), ...arm("heldOut", 4_000, 400) } }],
      });
    const { lift, span } = await ask("/api/effect/long-ago?from=2025-11-04&to=2025-11-04", effect);

    expect(span.from).toBe("2025-11-04");
    expect(lift).toMatchObject({ kind: "lift", since: "2025-11-03", through: "2025-11-04", treated: 8_000 });
    expect(lift.conversion?.estimate).toBeCloseTo(0.05);
    expect(lift.conversion?.low).toBeGreaterThan(0);
    expect(lift.revenue?.estimate).toBeCloseTo(1);
    expect(lift.days.map(({ day }) => day)).toEqual(["2025-11-03", "2025-11-04"]);
    expect(lift.weeksToGo).toBeUndefined();
  });

  it("knows what texts cost, and which cap put them off", async () => {
    const { channels, cost } = await ask("/api/effect/by-text", effect);
    const { caps } = await ask("/api/effect/dormant", effect);

    const texts = (await taken()).filter(({ channel }) => channel === "sms").length;
    expect(channels).toMatchObject(texts === 0 ? [] : [{ channel: "sms", sent: texts, unpriced: 0 }]);
    expect(cost.usd).toBeCloseTo(texts * 0.0083);
    expect(Object.keys(caps)).toEqual(["one-a-day"]);
  });

  it("is listed for all campaigns, the busiest first", async () => {
    const { campaigns: listed, span } = await ask("/api/effect", effects);

    expect(listed.map(({ campaignId, live }) => [campaignId, live])).toEqual([
      ["dormant", true],
      ["by-text", true],
    ]);
    expect(span).toEqual({ from: "2026-02-04", to: "2026-03-05" });
  });

  it("is nothing for days before the campaign, and refused for days that make no sense", async () => {
    const before = await ask("/api/effect/dormant?from=2026-01-01&to=2026-01-31", effect);
    const backwards = await api.request("/api/effect/dormant?from=2026-02-01&to=2026-01-31");
    const noDate = await api.request("/api/effect?from=yesterday");
    const unknown = await api.request("/api/effect/nobody");

    expect(before.funnel.lookedAt).toBe(0);
    expect([backwards.status, noDate.status, unknown.status]).toEqual([400, 400, 404]);
    expect(await backwards.json()).toMatchObject({ problems: [{ problem: "ends before it begins" }] });
  });
});

describe("the overview", () => {
  it("counts an order once, for the latest message before it, on its own day", async () => {
    const shown = await ask("/api/overview", overview);
    const perCampaign = await ask("/api/effect", effects);
    const orders = perCampaign.campaigns.reduce((sum, { lastTouch }) => sum + lastTouch.orders, 0);

    expect(orders).toBeGreaterThan(0);
    expect(shown.today.afterMessages).toEqual({ orders, revenue: orders * 20 });
    expect(shown.lastDays.afterMessages).toEqual({ orders, revenue: orders * 20 });
    expect(shown.days).toHaveLength(30);
    expect(shown.days.at(-1)).toMatchObject({ day: "2026-03-05", orders });
  });

  it("counts every message that was taken", async () => {
    const { lastDays } = await ask("/api/overview", overview);

    const sent = lastDays.channels.reduce((sum, one) => sum + one.sent, 0);
    expect(sent).toBe((await taken()).length);
  });

  it("says that nobody waits when nobody does, and how far behind the tick is when it is", async () => {
    const quiet = await ask("/api/overview", overview);
    expect(quiet.waiting).toMatchObject({ inDoubt: { count: 0, more: false }, tasksOverdue: 0, lowPools: [] });
    expect(quiet.due).toEqual({ customers: { count: 0, more: false }, lagSeconds: 0 });
    expect(quiet.sending).toMatchObject({ published: true, paused: false, breaker: "closed", liveCampaigns: 2 });

    shop.tables.clock.advance(179 * dayMs);
    const late = await ask("/api/overview", overview);
    shop.tables.clock.advance(-179 * dayMs);

    expect(late.due.customers.count).toBe(0);
    shop.tables.clock.advance(181 * dayMs);
    const behind = await ask("/api/overview", overview);
    shop.tables.clock.advance(-181 * dayMs);
    expect(behind.due.customers.count).toBe(buyers.length);
    expect(behind.due.lagSeconds).toBe((24 + 1) * 3600);
  });
});

describe("pressure", () => {
  it("is a distribution of a sample, with what caps decided and how people respond", async () => {
    const shown = await ask("/api/pressure", pressure);

    expect(shown.sample).toEqual({ customers: 12, of: 12, whole: true });
    expect(shown.perWeek.reduce((sum, by) => sum + by, 0)).toBe(12);
    expect(shown.perWeek.reduce((sum, by, messages) => sum + by * messages, 0)).toBe(shown.messages);
    expect(shown.messages).toBeGreaterThan(0);
    expect(shown.caps).toMatchObject([{ id: "one-a-day", scope: "all", window: "24 hours", max: 1 }]);
    expect(shown.caps[0]?.decided).toBeGreaterThan(0);
    const used = new Set((await taken()).map(({ channel }) => channel));
    expect(shown.channels.map(({ channel }) => channel)).toEqual([...used].sort());
  });
});
