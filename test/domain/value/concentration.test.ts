import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { concentrationOf } from "../../../lambdas/domain/value/concentration.ts";
import { normalBy, sampled, shuffled } from "../../support/sampled-shop.ts";
import { chanceOf } from "../../support/simulated-shops.ts";

const spenders = (amounts: readonly number[]) =>
  amounts.map((amount, index) => sampled(`customer-${index}`, [{ daysAgo: 10, amount }]));

describe("concentration", () => {
  it("says that a fifth of the customers bring four fifths of the revenue, where they do", () => {
    const amounts = [...Array.from({ length: 40 }, () => 400), ...Array.from({ length: 160 }, () => 25)];
    const { thin, buyers, revenue, top, gini } = concentrationOf(spenders(amounts));

    expect({ thin, buyers, revenue }).toEqual({ thin: false, buyers: 200, revenue: 20_000 });
    expect(top.find(({ of }) => of === 0.2)?.share.value).toBeCloseTo(0.8, 9);
    expect(top.find(({ of }) => of === 0.1)?.share.value).toBeCloseTo(0.4, 9);
    expect(gini.value).toBeCloseTo(0.6, 9);
  });

  it("says that all bring the same where all spend the same, and nothing of nobody", () => {
    const same = concentrationOf(spenders([30, 30, 30, 30]));

    expect(same.gini.value).toBeCloseTo(0, 9);
    for (const { of, share } of same.top) expect(share.value).toBeCloseTo(of, 9);
    expect(concentrationOf([])).toMatchObject({ buyers: 0, revenue: 0, thin: true, gini: { value: 0 } });
  });

  it("leaves out who never ordered, and takes credit notes beyond the orders for nothing spent", () => {
    const returned = sampled("returned", [{ daysAgo: 5, amount: -40 }]);

    const { buyers, revenue } = concentrationOf([...spenders([10, 20]), returned, sampled("none", [])]);

    expect({ buyers, revenue }).toEqual({ buyers: 3, revenue: 30 });
  });

  it("holds together: more customers bring more, the best bring more than their part, the order makes no difference", () => {
    void fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 500 }), { minLength: 1, maxLength: 60 }),
        fc.nat(),
        (amounts, seed) => {
          const shop = spenders(amounts);
          const { top, gini, curve } = concentrationOf(shop);

          expect(
            top.every(
              ({ of, share }, index) =>
                share.value >= of - 1e-9 && share.value >= (top[index - 1]?.share.value ?? 0) - 1e-9,
            ),
          ).toBe(true);
          expect(curve[0]).toEqual({ customers: 0, revenue: 0 });
          expect(curve.at(-1)?.revenue).toBeCloseTo(1, 9);
          expect(gini.value).toBeGreaterThanOrEqual(-1e-9);
          expect(gini.value).toBeLessThan(1);
          expect(concentrationOf(shuffled(shop, chanceOf(seed)))).toEqual(concentrationOf(shop));
        },
      ),
      { numRuns: 50 },
    );
  });

  it("has intervals that hold what is true of all customers in most samples of a thousand", () => {
    const draw = chanceOf(11);
    // Spread log-normally about 1: the best fifth bring the part that lies below 1 - 0.8416 standard deviations.
    const truth = 0.5629;
    const held = Array.from({ length: 100 }, () => {
      const amounts = Array.from({ length: 1_000 }, () => Math.exp(3 + normalBy(draw)));
      const share = concentrationOf(spenders(amounts)).top.find(({ of }) => of === 0.2)?.share;
      return share !== undefined && share.low <= truth && truth <= share.high;
    }).filter(Boolean).length;

    expect(held).toBeGreaterThanOrEqual(88);
  });
});
