import { describe, expect, it } from "vitest";
import { nothingLearned } from "../../../lambdas/domain/learned.ts";
import { defaultSettings } from "../../../lambdas/domain/parse-settings.ts";
import { learn } from "../../../lambdas/domain/value/learn.ts";
import { sampledShop } from "../../support/made-up-shop.ts";
import { sampleAgainstAll } from "../../support/sample-against-all.ts";

const now = Date.parse("2026-03-02T10:00:00Z");
const context = { now, settings: defaultSettings, before: nothingLearned };

describe("what is learned", () => {
  it("is as near to what all customers show as it says", () => {
    const rows = sampleAgainstAll({ customers: 5_000, size: 500, samples: 2, seed: 3, now });

    const held = rows.reduce((sum, row) => sum + row.held, 0) / (2 * rows.length);
    expect(rows.length).toBeGreaterThan(15);
    // Two small samples, and figures that hang together; test/full/learn-sample.test.ts draws twenty large ones.
    expect(held).toBeGreaterThan(0.8);
  });

  it("finds the model that the customers were made by", () => {
    const customers = sampledShop({ seed: 1, customers: 600, now });

    const { learned, reports } = learn({ customers, of: 60_000, whole: false }, context);

    expect(learned.customers).toMatchObject({ dropsAtFirst: true, regularity: 2 });
    expect(reports.shop.models.customers.basis).toBe("fitted");
    expect(reports.shop.from).toMatchObject({ at: now, customers: 600, of: 60_000, whole: false });
  });

  it("holds its forecast of a quarter against what came better than going on as before does", () => {
    const customers = sampledShop({ seed: 2, customers: 600, now });

    const { reports } = learn({ customers, of: 600, whole: true }, context);

    const quarter = reports.shop.lookBack.find(({ days }) => days === 90);
    const off = (orders: number) => Math.abs(orders - (quarter?.actual ?? 0));
    expect(quarter?.actual).toBeGreaterThan(50);
    expect(off(quarter?.forecast ?? 0)).toBeLessThan(off(quarter?.sameRate ?? 0));
  });

  it("of nobody is nothing, and of a few decides by other shops without a word of certainty", () => {
    const nobody = learn({ customers: [], of: 0, whole: true }, context);
    const few = learn({ customers: sampledShop({ seed: 4, customers: 8, now }), of: 8, whole: true }, context);

    expect(nobody.learned).toEqual({ at: now });
    expect(nobody.reports.shop.models.customers.basis).toBe("prior");
    expect(few.reports.shop.models.customers.basis).toBe("mixed");
    expect(few.reports.shop.bands.bands).toBeUndefined();
  });

  it("is the same of the same sample", () => {
    const customers = sampledShop({ seed: 6, customers: 100, now });

    const twice = [0, 1].map(() => JSON.stringify(learn({ customers, of: 100, whole: true }, context)));

    expect(twice[0]).toBe(twice[1]);
  });
});
