import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sumEstimate } from "../../lambdas/domain/backtest-sample.ts";
import { seededChance } from "../../lib/sample/chance.ts";

const figureOf = (values: readonly number[]) => ({
  sum: values.reduce((sum, value) => sum + value, 0),
  squares: values.reduce((sum, value) => sum + value * value, 0),
});

/** A shop in which every fifth customer gets one to six messages. */
const shopOf = (customers: number, seed: number): readonly number[] => {
  const chance = seededChance(seed);
  return Array.from({ length: customers }, () => (chance.happens(0.2) ? chance.between(1, 6) : 0));
};

const drawn = (values: readonly number[], size: number, seed: number): readonly number[] => {
  const chance = seededChance(seed);
  const left = [...values];
  return Array.from({ length: size }, () => left.splice(chance.between(0, left.length - 1), 1)[0] ?? 0);
};

describe("what all customers come to, from a sample of them", () => {
  it("holds the true sum in about nineteen of twenty samples", () => {
    const shop = shopOf(3_000, 1);
    const truth = figureOf(shop).sum;
    const samples = 400;

    const held = Array.from({ length: samples }, (_, seed) => {
      const figure = figureOf(drawn(shop, 500, seed + 1));
      const { least, most } = sumEstimate(figure, { size: 500, of: 3_000, whole: false, digits: 0 });
      return least <= truth && truth <= most;
    }).filter(Boolean).length;

    expect(held / samples).toBeGreaterThan(0.92);
    expect(held / samples).toBeLessThan(0.99);
  });

  it("is exact when everybody was seen", () => {
    void fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 50 }), (values) => {
        const size = values.length;
        const { sum } = figureOf(values);
        const estimate = sumEstimate(figureOf(values), { size, of: size, whole: true, digits: 0 });
        expect(estimate).toEqual({ about: sum, least: sum, most: sum, plusMinus: 0 });
      }),
    );
  });

  it("never says less than was seen, and keeps its middle between its ends", () => {
    void fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 50 }),
        fc.integer({ min: 0, max: 100_000 }),
        (values, unseen) => {
          const figure = figureOf(values);
          const q = { size: values.length, of: values.length + unseen, whole: false, digits: 0 };
          const { about, least, most } = sumEstimate(figure, q);
          expect(least).toBeGreaterThanOrEqual(figure.sum);
          expect(least).toBeLessThanOrEqual(about);
          expect(about).toBeLessThanOrEqual(most);
        },
      ),
    );
  });

  it("does not take nobody among the few who were seen for nobody at all", () => {
    const { about, most } = sumEstimate({ sum: 0, squares: 0 }, { size: 100, of: 10_000, whole: false, digits: 0 });

    expect(about).toBe(0);
    expect(most).toBeGreaterThan(300);
  });

  it("gives money in cents", () => {
    const { about } = sumEstimate({ sum: 1.1, squares: 0.5 }, { size: 10, of: 10, whole: true, digits: 2 });

    expect(about).toBe(1.1);
  });
});
