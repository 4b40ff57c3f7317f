import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createCampaignStore } from "../../lambdas/store/campaign-store.ts";
import { type CouponStore, createCouponStore } from "../../lambdas/store/coupon-store.ts";
import {
  codeIn,
  comeBack as comesBack,
  fillPool,
  generatedCoupon,
  giftCampaign,
  mailsTo,
  openWithCoupons,
  poolCoupon,
  sharedCoupon,
  subjectsTo,
} from "../support/coupons.ts";
import { failingDynamo } from "../support/failing-dynamo.ts";
import { startShop, type TestShop } from "../support/shop.ts";

const dayMs = 86_400_000;
const hourMs = 3_600_000;
const start = Date.parse("2026-03-02T10:00:00Z");
const day = "2026-03-02";
const pool = poolCoupon({ validDays: 30 });

let shop: TestShop;
let coupons: CouponStore;
let counter = 0;
let id = "";

beforeAll(async () => {
  shop = await startShop(start);
});
afterAll(() => shop.stop());
beforeEach(() => {
  counter += 1;
  id = `coupon-${counter}`;
  coupons = createCouponStore(shop.runtime());
  shop.tables.clock.set(start);
});
afterEach(async () => {
  shop.standIns.scriptEmail([]);
  await shop.drain();
  await shop.tables.clear();
});

const comeBack = (customerId = id, phone?: string) => comesBack(shop, customerId, phone);
const subjects = (customerId = id) => subjectsTo(shop, customerId);
const mails = (customerId = id) => mailsTo(shop, customerId);
const publishedCoupon = async (couponId: string) =>
  (await createCampaignStore(shop.runtime()).snapshot({ consistent: true }))?.coupons?.find(
    (coupon) => coupon.id === couponId,
  );

describe("a code that the rules tell", () => {
  it.each([sharedCoupon({ validDays: 14 }), generatedCoupon({ validDays: 14 })])(
    "is the customer's in the write that reserves the message ($kind)",
    async (coupon) => {
      await openWithCoupons(shop, [giftCampaign(coupon)], [coupon]);

      await comeBack();

      const [held] = (await shop.profile(id)).coupons ?? [];
      expect(held).toMatchObject({ couponId: coupon.id, campaignId: "dormant", expiresAt: start + 14 * dayMs });
      await shop.drain();
      expect(subjects()).toEqual([`Your code ${held?.code}`]);
      expect((await shop.profile(id)).coupons).toEqual([held]);
    },
  );

  it("is the same in every message of the journey, also with its end", async () => {
    const coupon = generatedCoupon({ validDays: 14, minimumSpend: 100 });
    await openWithCoupons(shop, [giftCampaign(coupon)], [coupon]);
    await comeBack();
    await shop.drain();

    shop.tables.clock.advance(7 * dayMs);
    await shop.tick();
    await shop.drain();

    const texts = mails().map((mail) => ("text" in mail ? mail.text.split(" https://")[0] : ""));
    expect(texts).toHaveLength(2);
    expect(new Set(texts).size).toBe(1);
    expect(texts[0]).toMatch(/^code=BACK[A-Z0-9]{10} value=20 minimumSpend=100 expires=16 March 2026/);
  });

  it("is taken back with a message that is taken back", async () => {
    const coupon = sharedCoupon();
    await openWithCoupons(shop, [giftCampaign(coupon)], [coupon]);
    await comeBack();
    expect((await shop.profile(id)).coupons).toHaveLength(1);
    const records = await shop.takeReserved();
    const stop = { kind: "consent-withdrawn", channel: "email", topic: "all", source: "test" } as const;
    await shop.tell([{ ...stop, customerId: id, eventId: "stop", occurredAt: start, receivedAt: start }]);

    await shop.send(records);
    await shop.drain();

    expect(mails()).toEqual([]);
    expect((await shop.profile(id)).coupons ?? []).toEqual([]);
  });

  it("goes out by the next channel when the first one refuses", async () => {
    const coupon = sharedCoupon();
    await openWithCoupons(shop, [giftCampaign(coupon)], [coupon]);
    shop.standIns.scriptEmail(["reject"]);

    await comeBack();
    await shop.drain();

    expect(await shop.messagesOf(id)).toMatchObject([{ channel: "sms", status: "accepted", couponId: coupon.id }]);
    expect((await shop.profile(id)).coupons).toMatchObject([{ code: "HELLO20" }]);
  });
});

describe("a code from a pool", () => {
  it("is claimed for the message, and told to the profile once it went out", async () => {
    await openWithCoupons(shop, [giftCampaign(pool)], [pool]);
    await fillPool(shop, pool.id, ["P-1", "P-2"]);

    await comeBack();
    expect((await shop.profile(id)).coupons ?? []).toEqual([]);
    await shop.drain();

    expect(subjects()).toEqual(["Your code P-1"]);
    expect(await coupons.stock(pool.id)).toMatchObject({ left: 1, given: 1 });
    expect((await shop.profile(id)).coupons).toEqual([
      { couponId: pool.id, code: "P-1", campaignId: "dormant", at: start, expiresAt: start + 30 * dayMs },
    ]);
  });

  it("is the same for the journey's later message, and for one that was throttled", async () => {
    await openWithCoupons(shop, [giftCampaign(pool)], [pool]);
    await fillPool(shop, pool.id, ["P-1", "P-2", "P-3"]);
    shop.standIns.scriptEmail(["throttle-rate"]);
    await comeBack();
    await shop.drain();
    expect(await shop.messagesOf(id)).toMatchObject([{ status: "released", couponId: pool.id }]);

    shop.tables.clock.advance(60_000);
    await shop.tick();
    await shop.drain();
    shop.tables.clock.advance(7 * dayMs);
    await shop.tick();
    await shop.drain();

    expect(subjects()).toEqual(["Your code P-1", "Your code P-1"]);
    expect(await coupons.stock(pool.id)).toMatchObject({ left: 2 });
    expect((await shop.profile(id)).coupons).toHaveLength(1);
  });

  it("never goes to two of many customers whose messages leave at once", async () => {
    await openWithCoupons(shop, [giftCampaign(pool)], [pool]);
    const codes = Array.from({ length: 20 }, (_, index) => `P-${index}`);
    await fillPool(shop, pool.id, codes);
    const customers = codes.map((_, index) => `${id}-${index}`);
    for (const customer of customers) await comeBack(customer);
    const records = await shop.takeReserved();
    const halves = [records.slice(0, 10), records.slice(10)];

    await Promise.all(halves.map((half) => shop.send(half)));

    const given = [];
    for (const customer of customers) {
      const claims = (await coupons.ofCustomer(customer)).map(({ code }) => code);
      // A slow machine leaves some of the calls in doubt; what went out says what was claimed.
      expect(claims).toEqual(expect.arrayContaining(subjects(customer).map(codeIn)));
      given.push(...claims);
    }
    expect(given.toSorted()).toEqual(codes.toSorted());
    expect(await coupons.stock(pool.id)).toEqual({ left: 0, given: 20, uploaded: 20 });
  });

  it("comes back when the message is refused for good on every channel, and serves the next customer", async () => {
    const campaign = giftCampaign(pool, { first: { channels: ["email"] } });
    await openWithCoupons(shop, [campaign], [pool]);
    await fillPool(shop, pool.id, ["ONLY"]);
    shop.standIns.scriptEmail(["reject"]);
    await comeBack();
    await shop.drain();
    expect(await coupons.stock(pool.id)).toEqual({ left: 1, given: 0, uploaded: 1 });
    expect((await shop.profile(id)).coupons ?? []).toEqual([]);

    await comeBack(`${id}-next`);
    await shop.drain();

    expect(subjects(`${id}-next`)).toEqual(["Your code ONLY"]);
  });

  it("stays with a message of which nobody knows whether it went out, and the profile hears of it", async () => {
    await openWithCoupons(shop, [giftCampaign(pool)], [pool]);
    await fillPool(shop, pool.id, ["ONLY"]);
    shop.standIns.scriptEmail(["hang"]);

    await comeBack();
    await shop.drain();

    expect(await shop.messagesOf(id)).toMatchObject([{ status: "in-doubt" }]);
    expect(await coupons.stock(pool.id)).toMatchObject({ left: 0, given: 1 });
    expect((await shop.profile(id)).coupons).toMatchObject([{ code: "ONLY" }]);
  });

  it("is told of by the repeated record when the telling failed, and given back when the giving back did", async () => {
    await openWithCoupons(shop, [giftCampaign(pool)], [pool]);
    await fillPool(shop, pool.id, ["P-1", "P-2"]);
    const events = shop.tables.variables.EVENTS_TABLE ?? "";
    const toEvents = (operation: string, input: object) =>
      operation === "BatchWriteItem" && "RequestItems" in input && Object.hasOwn(input.RequestItems as object, events);
    await comeBack();
    const records = await shop.takeReserved();
    const untold = await shop.send(records, { dynamo: failingDynamo(shop.tables, toEvents) });
    expect(untold.batchItemFailures).toHaveLength(1);
    await shop.tell([]);
    expect((await shop.profile(id)).coupons ?? []).toEqual([]);

    await shop.send(records);
    await shop.drain();

    expect((await shop.profile(id)).coupons).toMatchObject([{ code: "P-1" }]);

    shop.standIns.scriptEmail(["reject"]);
    const next = `${id}-next`;
    await comeBack(next, "");
    const more = await shop.takeReserved();
    const failing = failingDynamo(shop.tables, (operation) => operation === "TransactWriteItems");
    expect((await shop.send(more, { dynamo: failing })).batchItemFailures).toHaveLength(1);
    expect(await coupons.stock(pool.id)).toMatchObject({ left: 0 });

    await shop.send(more);

    expect(await coupons.stock(pool.id)).toMatchObject({ left: 1, given: 1 });
  });
});

describe("an empty pool", () => {
  it("lets no message go without its code, says so, and is not asked for another channel", async () => {
    await openWithCoupons(shop, [giftCampaign(pool)], [pool]);

    await comeBack();
    await shop.drain();

    expect(mails()).toEqual([]);
    expect(await shop.messagesOf(id)).toMatchObject([{ status: "failed", reason: "no-coupon", channel: "email" }]);
    expect((await shop.profile(id)).contacts).toEqual([]);
    expect(await publishedCoupon(pool.id)).toMatchObject({ empty: true });
  });

  it("makes the next customers wait until somebody fills it, and they get their code then", async () => {
    await openWithCoupons(shop, [giftCampaign({ ...pool, empty: true })], [{ ...pool, empty: true }]);
    await comeBack();
    await shop.drain();
    expect(await shop.messagesOf(id)).toEqual([]);
    expect(await shop.reports.funnel("dormant", { from: day, to: day })).toMatchObject({
      lookedAt: 1,
      "skipped:no-coupon": 1,
    });

    await fillPool(shop, pool.id, ["FRESH"]);
    await openWithCoupons(shop, [giftCampaign(pool)], [pool]);
    shop.tables.clock.advance(hourMs);
    await shop.tick();
    await shop.drain();

    expect(subjects()).toEqual(["Your code FRESH"]);
  });

  it("is no longer marked when a code comes back", async () => {
    await openWithCoupons(shop, [giftCampaign(pool, { first: { channels: ["email"] } })], [pool]);
    await fillPool(shop, pool.id, ["ONLY"]);
    shop.standIns.scriptEmail(["reject"]);
    await comeBack();
    const records = await shop.takeReserved();
    await openWithCoupons(shop, [giftCampaign(pool, { first: { channels: ["email"] } })], [{ ...pool, empty: true }]);

    await shop.send(records);

    expect(await coupons.stock(pool.id)).toMatchObject({ left: 1 });
    expect(await publishedCoupon(pool.id)).toMatchObject({ empty: false });
  });
});

describe("a message whose coupon nobody knows any more", () => {
  it("waits, and a reserved one fails instead of leaving a gap", async () => {
    const coupon = sharedCoupon();
    await openWithCoupons(shop, [giftCampaign(coupon)], [coupon]);
    await comeBack();
    const records = await shop.takeReserved();
    await openWithCoupons(shop, [giftCampaign(coupon)], []);

    await shop.send(records);
    await shop.drain();

    expect(mails()).toEqual([]);
    expect(await shop.messagesOf(id)).toMatchObject([{ status: "failed", reason: "no-coupon" }]);
    expect((await shop.profile(id)).coupons ?? []).toEqual([]);
  });
});
