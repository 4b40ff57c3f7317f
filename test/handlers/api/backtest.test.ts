import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { CustomerEvent } from "../../../lambdas/domain/event.ts";
import { definitionOf, peopleOf, wordsFor } from "../../support/campaign-api.ts";
import { customerWith } from "../../support/customer-with.ts";
import { startShop, type TestShop } from "../../support/shop.ts";

const start = Date.parse("2026-03-02T10:00:00Z");
const dayMs = 86_400_000;

let shop: TestShop;
const people = peopleOf(() => shop.runtime());

beforeAll(async () => {
  shop = await startShop(start);
});
afterAll(() => shop.stop());
beforeEach(async () => {
  shop.tables.clock.set(start);
  await shop.open({ campaigns: [], settings: { senders: { emailFrom: "shop@tea.example" } } });
});
afterEach(async () => {
  await shop.drain();
  await shop.tables.clear();
});

const silent = (customerId: string, daysSinceOrder: number) =>
  customerWith({ customerId, now: start, daysSinceOrder, timeZone: "Europe/London" });

const anotherOrder = (customerId: string, daysAgo: number): CustomerEvent => ({
  ...{ customerId, eventId: `again-${customerId}`, occurredAt: start - daysAgo * dayMs, receivedAt: start },
  ...{ kind: "order-placed", orderId: `again-of-${customerId}`, amount: 55, lines: [] },
});

/**
 * Three who were silent for 60 days within the last half year: one of them ordered five days after that, one agreed to nothing. A
 * fourth ordered last week.
 */
const arrive = (): Promise<void> =>
  shop.tell([
    ...silent("ann", 150),
    anotherOrder("ann", 85),
    ...silent("ben", 120),
    ...silent("dot", 130).filter(({ kind }) => kind !== "consent-given"),
    ...silent("eve", 7),
  ]);

const after60 = definitionOf({ trigger: { kind: "since-last-order", days: 60 } });
const body = { definition: after60, words: wordsFor("gift"), weeks: 26 };

describe("POST /api/campaigns/{id}/backtest", () => {
  it("tells what a draft would have come to, from what everybody ordered", async () => {
    await arrive();

    const { status, body: told } = await people.post("ada", "/campaigns/dormant/backtest", body);

    expect(status).toBe(200);
    expect(told).toMatchObject({ of: 4, sampleSize: 4, exact: true, fromOrders: true });
    // Ann twice: 60 days after each of her orders.
    expect(told).toMatchObject({
      wanted: { about: 4 },
      sent: { about: 3, plusMinus: 0 },
      channels: { email: { about: 3 } },
    });
    expect(told.stopped).toMatchObject({ "no-consent": { about: 1 } });
    expect(told.boughtAnyway).toMatchObject({ messages: { about: 3 }, bought: { about: 1 }, revenue: { about: 55 } });
    expect(told.weeks.length).toBeGreaterThanOrEqual(26);
    const weekly = told.weeks.flatMap(
      ({ channels }: { channels: { email?: { about: number } } }) => channels.email?.about ?? [],
    );
    expect(weekly).toEqual([1, 1, 1]);
  });

  it("stores and sends nothing, and says the same when it is asked again", async () => {
    await arrive();

    const first = await people.post("ada", "/campaigns/dormant/backtest", body);
    const again = await people.post("ada", "/campaigns/dormant/backtest", body);
    await shop.drain();

    expect(again.body).toEqual(first.body);
    expect((await people.get("ada", "/campaigns")).body.campaigns).toEqual([]);
  });

  it("says of a campaign that waits for something else that its histories hold orders only", async () => {
    await arrive();
    const trigger = { kind: "event", on: { event: "cart-updated" }, delayMinutes: 60, freshnessHours: 24 } as const;

    const { body: told } = await people.post("ada", "/campaigns/dormant/backtest", {
      ...{ ...body, definition: definitionOf({ trigger }) },
    });

    expect(told).toMatchObject({ fromOrders: false, wanted: { about: 0 } });
  });

  it("refuses more weeks than are played, and a campaign that nobody knows", async () => {
    const long = await people.post("ada", "/campaigns/dormant/backtest", { ...body, weeks: 500 });
    const unknown = await people.post("ada", "/campaigns/nobody/backtest", {});

    expect([long.status, long.body.problems[0].where]).toEqual([400, "weeks"]);
    expect(unknown.status).toBe(404);
  });
});
