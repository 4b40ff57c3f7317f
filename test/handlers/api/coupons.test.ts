import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { defaultSettings } from "../../../lambdas/domain/parse-settings.ts";
import type { Logger } from "../../../lambdas/shared/logger.ts";
import { createAuditStore } from "../../../lambdas/store/audit-store.ts";
import { createCampaignStore } from "../../../lambdas/store/campaign-store.ts";
import { createCouponStore } from "../../../lambdas/store/coupon-store.ts";
import { giftCampaign, openWithCoupons, poolCoupon, sharedCoupon } from "../../support/coupons.ts";
import { customerWith } from "../../support/customer-with.ts";
import { createPeopleApi } from "../../support/people-api.ts";
import { startShop, type TestShop } from "../../support/shop.ts";

const start = Date.parse("2026-03-02T10:00:00Z");
const pool = poolCoupon({ empty: true });

let shop: TestShop;
let logged: string[] = [];

beforeAll(async () => {
  shop = await startShop(start);
});
afterAll(() => shop.stop());
beforeEach(async () => {
  logged = [];
  shop.tables.clock.set(start);
  await openWithCoupons(shop, [giftCampaign(pool)], [pool]);
});
afterEach(async () => {
  await shop.drain();
  await shop.tables.clear();
});

const keep = (message: unknown, ...more: readonly unknown[]) => void logged.push(JSON.stringify([message, more]));
const logger = { debug: keep, info: keep, warn: keep, error: keep } as unknown as Logger;
const request = (path: string, init: RequestInit) =>
  createPeopleApi(shop.runtime({ logger })).request(`/api${path}`, init);
const list = async () => (await (await request("/coupons", { method: "GET" })).json()) as { coupons: object[] };
const put = (id: string, body: object) =>
  request(`/coupons/${id}`, {
    method: "PUT",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
const upload = (id: string, csv: string, type = "text/csv; charset=utf-8") =>
  request(`/coupons/${id}/codes`, { method: "POST", headers: { "content-type": type }, body: csv });

const gift = {
  kind: "generated",
  name: { en: "Gift", zh: "礼物" },
  value: { amount: 15, unit: "percent" },
  minimumSpend: 0,
  prefix: "GIFT",
};

describe("coupons of the API", () => {
  it("are listed with the stock of their pools, and without the salt by which codes could be made", async () => {
    await put("own-gift", gift);

    expect(await list()).toEqual({
      coupons: [
        { ...gift, id: "own-gift" },
        expect.objectContaining({ id: pool.id, stock: { left: 0, given: 0, uploaded: 0 }, isLow: true }),
      ],
    });
  });

  it("can be the first thing that a shop publishes: the default settings are published with it", async () => {
    await shop.tables.clear();

    const made = await put("own-gift", gift);

    expect(made.status).toBe(201);
    expect(await createCampaignStore(shop.runtime()).snapshot({ consistent: true })).toMatchObject({
      revision: 1,
      settings: defaultSettings,
      campaigns: [],
      coupons: [{ id: "own-gift" }],
    });
  });

  it("are made and changed, with who did it, and keep what their codes are made from", async () => {
    const made = await put("own-gift", gift);
    const salt = await saltOf("own-gift");
    const changed = await put("own-gift", { ...gift, prefix: "OTHER", value: { amount: 20, unit: "percent" } });

    expect([made.status, changed.status]).toEqual([201, 200]);
    expect(await published("own-gift")).toMatchObject({ prefix: "GIFT", salt, value: { amount: 20 } });
    expect(salt).toMatch(/^[\w-]{24}$/);
    expect((await createAuditStore(shop.runtime()).ofDay(start)).map(({ action }) => action)).toContain("save-coupon");
  });

  it("are refused with what is wrong where", async () => {
    const answer = await put("own-gift", { ...gift, value: { amount: -1, unit: "percent" }, colour: "red" });

    expect(answer.status).toBe(400);
    const { problems } = (await answer.json()) as { problems: { where: string }[] };
    expect(problems.map(({ where }) => where).toSorted()).toEqual(["colour", "value.amount"]);
  });

  it("cannot become another kind, because customers hold codes of the one they are", async () => {
    const { kind: _, lowAt: __, empty: ___, ...common } = pool;

    const answer = await put(pool.id, { ...common, kind: "shared", code: "ALL" });

    expect(answer.status).toBe(409);
    expect(await published(pool.id)).toMatchObject({ kind: "pool" });
  });

  it("make a new pool that counts as empty until somebody fills it", async () => {
    const { empty: _, id: __, ...input } = pool;

    expect((await put("second", input)).status).toBe(201);
    expect(await published("second")).toMatchObject({ empty: true });
    expect((await upload("second", "code\nA1\n")).status).toBe(200);
    expect(await published("second")).toMatchObject({ empty: false });
    expect((await put("second", { ...input, lowAt: 7 })).status).toBe(200);
    expect(await published("second")).toMatchObject({ empty: false, lowAt: 7 });
  });
});

const published = async (id: string) =>
  (await createCampaignStore(shop.runtime()).snapshot({ consistent: true }))?.coupons?.find((one) => one.id === id);
const saltOf = async (id: string) => {
  const coupon = await published(id);
  return coupon?.kind === "generated" ? coupon.salt : "";
};

describe("an upload of codes", () => {
  it("accounts for every row with its line, and keeps the good ones", async () => {
    await upload(pool.id, "code\nOLD-1\n");
    const long = "X".repeat(41);
    const rows = ["Code;Note", "NEW-1;a", ";b", "NEW-1;c", `${long};d`, "OLD-1;e", "two words;f", '"open;g', "NEW-2;h"];

    const answer = await upload(pool.id, `${rows.join("\r\n")}\r\n`);

    expect(answer.status).toBe(200);
    const { report } = (await answer.json()) as { report: Record<string, unknown> };
    expect(report).toMatchObject({
      rowsRead: 8,
      accepted: 2,
      rejected: {
        "no-code": { count: 1, lines: [3] },
        duplicate: { count: 1, lines: [4], example: { problem: "is the same as in line 2" } },
        "bad-code": {
          count: 2,
          lines: [5, 7],
          example: { where: "line 5, column code", problem: "has 41 characters" },
        },
        "known-code": { count: 1, lines: [6] },
        "broken-quote": { count: 1, lines: [8] },
      },
      ignoredColumns: ["Note"],
      stock: { left: 3, given: 0, uploaded: 3 },
    });
    expect(await createCouponStore(shop.runtime()).stock(pool.id)).toMatchObject({ left: 3 });
  });

  it("reads the exports of Chinese platforms", async () => {
    const answer = await upload(pool.id, "\ufeff优惠码,面额\nZH-1,20\n");

    expect(await answer.json()).toMatchObject({ report: { accepted: 1, encoding: "utf-8", column: "优惠码" } });
  });

  it("names no code, not in the answer to a file without a header, and not in the log", async () => {
    const secret = "SECRET-1";

    const answers = [await upload(pool.id, `${secret}\n`), await upload(pool.id, `code\n${secret}\n${secret}\n`)];

    expect(answers.map(({ status }) => status)).toEqual([400, 200]);
    for (const answer of answers) expect(await answer.text()).not.toContain(secret);
    expect(logged.join("\n")).toContain("Codes were uploaded");
    expect(logged.join("\n")).not.toContain(secret);
  });

  it("is refused for what is no pool, no CSV, or too large, with what is allowed", async () => {
    await openWithCoupons(shop, [giftCampaign(pool)], [pool, sharedCoupon()]);

    const answers = [
      await upload("nobody", "code\nA\n"),
      await upload("shared-gift", "code\nA\n"),
      await upload(pool.id, "code\nA\n", "application/json"),
      await upload(pool.id, `code\n${"A".repeat(200_001)}`),
      await upload(pool.id, ""),
    ];

    expect(answers.map(({ status }) => status)).toEqual([404, 404, 415, 413, 400]);
    for (const answer of answers)
      expect(await answer.json()).toMatchObject({
        problems: [{ where: expect.any(String), allowed: expect.any(String) }],
      });
  });

  it("lets the messages that wait for a code go", async () => {
    await shop.tell(customerWith({ customerId: "waits", now: start, daysSinceOrder: 180 }));
    await shop.drain();
    expect(await shop.messagesOf("waits")).toEqual([]);

    await upload(pool.id, "code\nAT-LAST\n");
    shop.tables.clock.advance(3_600_000);
    await shop.tick();
    await shop.drain();

    expect(await shop.messagesOf("waits")).toMatchObject([{ status: "delivered" }]);
  });
});

describe("a person's codes", () => {
  it("are exported, and forgotten with the person while the codes stay given", async () => {
    await upload(pool.id, "code\nP-1\nP-2\n");
    shop.tables.clock.advance(60_000);
    await openWithCoupons(shop, [giftCampaign(pool)], [{ ...pool, empty: false }]);
    await shop.tell(customerWith({ customerId: "holds", now: start, daysSinceOrder: 180 }));
    await shop.drain();

    const exported = await (await request("/customers/holds/export", { method: "GET" })).json();
    const csv = await (await request("/customers/holds/export?format=csv", { method: "GET" })).text();
    const erased = await request("/customers/holds/erase", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ reason: "requested", confirm: "holds" }),
    });

    expect(exported).toMatchObject({ coupons: [{ couponId: pool.id, code: "P-1", campaignId: "dormant" }] });
    expect(csv).toMatch(/"coupon",.*"welcome-back","P-1"/);
    expect(erased.status).toBe(200);
    const store = createCouponStore(shop.runtime());
    expect(await store.ofCustomer("holds")).toEqual([]);
    expect(await store.stock(pool.id)).toEqual({ left: 1, given: 1, uploaded: 2 });
    expect((await request("/customers/holds/export", { method: "GET" })).status).toBe(404);
  });
});
