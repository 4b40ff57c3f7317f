import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type CouponStore, createCouponStore } from "../../lambdas/store/coupon-store.ts";
import { createPoolUpload } from "../../lambdas/store/pool-upload.ts";
import { startTables, type Tables } from "../support/tables.ts";

const now = Date.parse("2026-03-02T10:00:00Z");
const couponId = "welcome-back";
const ann = {
  couponId,
  ...{ customerId: "ann", campaignId: "dormant", occurrence: "order-1" },
  carrier: { messageKey: "gift", attempt: 1 },
};

let tables: Tables;
let store: CouponStore;

beforeAll(async () => {
  tables = await startTables();
});
afterAll(() => tables.stop());
beforeEach(async () => {
  await tables.clear();
  store = createCouponStore(tables.runtime());
});

const numbered = (count: number): readonly string[] => Array.from({ length: count }, (_, index) => `CODE-${index + 1}`);
const fill = (codes: readonly string[]) => createPoolUpload(tables.runtime()).add(couponId, codes);

describe("an upload", () => {
  it("puts every code in once, whatever is uploaded again", async () => {
    await fill(numbered(100));

    const { known } = await createPoolUpload(tables.runtime()).add(couponId, numbered(150));

    expect(known.toSorted()).toEqual(numbered(100).toSorted());
    expect(await store.stock(couponId)).toEqual({ left: 150, given: 0, uploaded: 150 });
  });

  it("knows codes again that were given long ago", async () => {
    await fill(["ONLY"]);
    await store.take({ ...ann, now, mayHave: false });

    expect(await fill(["ONLY"])).toEqual({ known: ["ONLY"] });
    expect(await store.stock(couponId)).toEqual({ left: 0, given: 1, uploaded: 1 });
  });

  it("of the same codes by two people at once puts each in once", async () => {
    const results = await Promise.all([fill(numbered(120)), fill(numbered(120))]);

    expect(results.flatMap(({ known }) => known)).toHaveLength(120);
    expect(await store.stock(couponId)).toEqual({ left: 120, given: 0, uploaded: 120 });
  });

  it("of codes for one coupon says nothing about another's", async () => {
    await fill(["A1"]);

    const other = await createPoolUpload(tables.runtime()).add("other", ["A1"]);

    expect(other).toEqual({ known: [] });
    expect(await store.stock("other")).toMatchObject({ left: 1 });
  });
});
