import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createHandler as createTick } from "../../lambdas/handlers/tick.ts";
import type { MetricName } from "../../lambdas/shared/metrics.ts";
import { createCampaignStore } from "../../lambdas/store/campaign-store.ts";
import { dormantCampaign, sendStep } from "../support/campaigns.ts";
import {
  codeIn,
  comeBack as comesBack,
  fillPool,
  generatedCoupon,
  giftCampaign,
  openWithCoupons,
  poolCoupon,
  sharedCoupon,
  subjectsTo,
} from "../support/coupons.ts";
import { startShop, type TestShop } from "../support/shop.ts";

const dayMs = 86_400_000;
const hourMs = 3_600_000;
const start = Date.parse("2026-03-02T10:00:00Z");
const pool = poolCoupon({ validDays: 30 });

let shop: TestShop;
let counter = 0;
let id = "";

beforeAll(async () => {
  shop = await startShop(start);
});
afterAll(() => shop.stop());
beforeEach(() => {
  counter += 1;
  id = `used-${counter}`;
  shop.tables.clock.set(start);
});
afterEach(async () => {
  await shop.drain();
  await shop.tables.clear();
});

const comeBack = () => comesBack(shop, id);
const subjects = () => subjectsTo(shop, id);
const order = (q: { readonly orderId: string; readonly coupons: readonly string[]; readonly eventId?: string }) => {
  const at = shop.tables.clock.now();
  return {
    kind: "order-placed" as const,
    customerId: id,
    eventId: q.eventId ?? q.orderId,
    occurredAt: at,
    receivedAt: at,
    orderId: q.orderId,
    amount: 40,
    lines: [],
    coupons: q.coupons,
  };
};
const redeemed = async (campaignId = "dormant") =>
  (await shop.reports.funnel(campaignId, { from: "2026-03-01", to: "2026-04-30" })).redeemed;

describe("an order that names the code", () => {
  it.each([pool, sharedCoupon(), generatedCoupon()])(
    "uses it up and counts once, however often it is told ($kind)",
    async (coupon) => {
      await openWithCoupons(shop, [giftCampaign(coupon)], [coupon]);
      if (coupon.kind === "pool") await fillPool(shop, coupon.id, ["P-1"]);
      await comeBack();
      await shop.drain();
      const code = codeIn(subjects()[0]);
      shop.tables.clock.advance(dayMs);

      await shop.tell([order({ orderId: "o-1", coupons: ["OTHER", ` ${code.toLowerCase()} `] })]);
      await shop.tell([order({ orderId: "o-1", coupons: [code], eventId: "told-again" })]);
      await shop.tell([order({ orderId: "o-1", coupons: [code] })]);
      await shop.tell([order({ orderId: "o-2", coupons: [code] })]);
      await shop.drain();

      expect((await shop.profile(id)).coupons ?? []).toEqual([]);
      expect(await redeemed()).toBe(1);
    },
  );

  it("counts nothing for a code that the customer was not given, or before it was", async () => {
    const coupon = sharedCoupon();
    await openWithCoupons(shop, [giftCampaign(coupon)], [coupon]);
    await comeBack();
    await shop.drain();
    const early = { ...order({ orderId: "o-0", coupons: ["HELLO20"] }), occurredAt: start - hourMs };

    await shop.tell([early, order({ orderId: "o-1", coupons: ["P-1"] })]);
    await shop.drain();

    expect(await redeemed()).toBeUndefined();
    expect((await shop.profile(id)).coupons).toHaveLength(1);
  });
});

describe("a coupon that runs out", () => {
  const coupon = generatedCoupon({ validDays: 14 });
  const reminder = dormantCampaign({
    id: "benefit",
    trigger: { kind: "coupon-expiring", daysBefore: 3 },
    steps: [sendStep({ id: "remind", channels: ["sms"] })],
  });
  const textsTo = () =>
    shop.standIns.inbox().flatMap((entry) => (entry.channel === "sms" ? [entry.text.split(" Reply")[0]] : []));

  it("is reminded of in time with its own code, once", async () => {
    await openWithCoupons(shop, [giftCampaign(coupon), reminder], [coupon]);
    await comeBack();
    await shop.drain();
    const [code] = subjects().map(codeIn);
    const before = textsTo().length;

    shop.tables.clock.advance(11 * dayMs - 1);
    await shop.tick();
    await shop.drain();
    expect(textsTo()).toHaveLength(before);
    shop.tables.clock.advance(1);
    await shop.tick();
    await shop.drain();
    shop.tables.clock.advance(2 * dayMs);
    await shop.tick();
    await shop.drain();

    expect(textsTo().slice(before)).toEqual([expect.stringContaining(`Your code is ${code}`)]);
    const { occurrence } = (await shop.messagesOf(id)).find(({ campaignId }) => campaignId === "benefit") ?? {};
    expect(occurrence).toMatch(/^coupon-[a-z0-9]+$/);
  });

  it("is not reminded of once an order has used it, not even by a message on its way", async () => {
    await openWithCoupons(shop, [giftCampaign(coupon), reminder], [coupon]);
    await comeBack();
    await shop.drain();
    const [code = ""] = subjects().map(codeIn);
    const before = textsTo().length;
    shop.tables.clock.advance(11 * dayMs);
    await shop.tick();
    const records = await shop.takeReserved();
    await shop.tell([order({ orderId: "o-1", coupons: [code] })]);

    await shop.send(records);
    await shop.drain();

    expect(textsTo()).toHaveLength(before);
    expect((await shop.messagesOf(id)).find(({ campaignId }) => campaignId === "benefit")).toMatchObject({
      status: "withdrawn",
      reason: "goal-reached",
    });
  });

  it("is not reminded of once it has run out, however long the message may wait: expired", async () => {
    const short = generatedCoupon({ validDays: 1 });
    await openWithCoupons(shop, [giftCampaign(short), reminder], [short]);
    // Half a day before it runs out it is night, and in the morning it is too late.
    await createCampaignStore(shop.runtime()).publish((current) => {
      if (current === undefined) throw new Error("Nothing is published yet");
      const quietHours = { default: "none" as const, sms: { from: "20:00", to: "11:00" } };
      return { ...current, settings: { ...current.settings, quietHours } };
    });
    await comeBack();
    await shop.drain();
    const before = textsTo().length;

    for (const hours of [13, 13, 13]) {
      shop.tables.clock.advance(hours * hourMs);
      await shop.tick();
      await shop.drain();
    }

    expect(textsTo()).toHaveLength(before);
    expect(await shop.reports.funnel("benefit", { from: "2026-03-01", to: "2026-04-30" })).toMatchObject({
      "skipped:expired": 1,
    });
  });
});

describe("the tick", () => {
  const gauges = async (): Promise<readonly number[]> => {
    const values: number[] = [];
    const add = (name: MetricName, value: number) => void (name === "CouponPoolsLow" && values.push(value));
    await createTick(shop.runtime({ metrics: { add, flush: () => {} } }))();
    return values;
  };

  it("says how many pools run low, and nothing in a shop without pools", async () => {
    const other = poolCoupon({ id: "other" });
    await openWithCoupons(shop, [giftCampaign(pool)], [pool, other]);
    await fillPool(shop, pool.id, ["P-1", "P-2", "P-3"]);
    await fillPool(shop, other.id, ["P-1", "P-2"]);
    expect(await gauges()).toEqual([1]);

    await fillPool(shop, other.id, ["P-3"]);
    expect(await gauges()).toEqual([0]);

    await openWithCoupons(shop, [giftCampaign(sharedCoupon())], [sharedCoupon()]);
    expect(await gauges()).toEqual([]);
  });
});
