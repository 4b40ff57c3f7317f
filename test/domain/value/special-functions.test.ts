import * as fc from "fast-check";
import { expect, test } from "vitest";
import {
  incompleteBeta,
  logAdd,
  logGamma,
  logistic,
  normalBeyond,
  normalQuantileBeyond,
} from "../../../lambdas/domain/value/special-functions.ts";

// The values on the right are SciPy's.
test.each([
  [0.001, 6.907178885383853],
  [0.243, 1.3180435846996699],
  [0.5, Math.log(Math.sqrt(Math.PI))],
  [3.7, 1.428072326665388],
  [10, Math.log(362_880)],
  [123.456, 469.6055471299295],
  [5000.5, 37586.88488728106],
])("log gamma of %d", (x, expected) => {
  expect(Math.abs(logGamma(x) - expected)).toBeLessThanOrEqual(1e-12 * Math.max(1, expected));
});

test("log gamma grows by the logarithm from one number to the next", () => {
  void fc.assert(
    fc.property(fc.double({ min: 1e-6, max: 1e5, noNaN: true }), (x) => {
      const growth = logGamma(x + 1) - logGamma(x);

      expect(Math.abs(growth - Math.log(x))).toBeLessThan(1e-13 * Math.max(100, Math.abs(logGamma(x))));
    }),
  );
});

test.each([
  [0.1, 0.5, 3, 0.5545844446520297],
  [0.5, 2, 2, 0.5],
  [0.9, 40, 3.5, 0.2758748906628961],
  [0.3, 300, 700, 0.5036711828607681],
  [1e-6, 0.3, 12, 0.036890347957450526],
  [0.999, 6, 0.2, 0.6141099104987776],
])("the incomplete beta function at %d with %d and %d", (x, a, b, expected) => {
  expect(incompleteBeta(x, a, b)).toBeCloseTo(expected, 10);
});

const shape = fc.double({ min: 0.05, max: 500, noNaN: true });
/** Nearer to 0 or 1 the mirror's 1 − x has lost the digits that matter. */
const share = fc.double({ min: 0.001, max: 0.999, noNaN: true });

test("the incomplete beta function is a probability, rises, and is its own mirror image", () => {
  void fc.assert(
    fc.property(share, share, shape, shape, (one, other, a, b) => {
      const [low, high] = [Math.min(one, other), Math.max(one, other)];

      expect(incompleteBeta(low, a, b)).toBeGreaterThanOrEqual(0);
      expect(incompleteBeta(high, a, b)).toBeLessThanOrEqual(1 + 1e-12);
      expect(incompleteBeta(low, a, b)).toBeLessThanOrEqual(incompleteBeta(high, a, b) + 1e-10);
      expect(incompleteBeta(low, a, b)).toBeCloseTo(1 - incompleteBeta(1 - low, b, a), 8);
    }),
  );
});

test("sums of logarithms do not leave the range of a number", () => {
  expect(logAdd(-2000, -2000)).toBeCloseTo(-2000 + Math.LN2, 12);
  expect(logAdd(0, Number.NEGATIVE_INFINITY)).toBe(0);
  expect(logAdd(Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY)).toBe(Number.NEGATIVE_INFINITY);
  expect(logistic(2000)).toBe(0);
  expect(logistic(-2000)).toBe(1);
  expect(logistic(0)).toBe(0.5);
});

test.each([
  [-2, 0.9772498680518208],
  [0, 0.5],
  [1, 0.15865525393145707],
  [2.9999, 0.001350341282954925],
  [3, 0.0013498980316300933],
  [10, 7.61985302416047e-24],
])("the normal distribution beyond %d", (z, expected) => {
  expect(normalBeyond(z) / expected).toBeCloseTo(1, 9);
  expect(normalQuantileBeyond(expected)).toBeCloseTo(z, 6);
});
