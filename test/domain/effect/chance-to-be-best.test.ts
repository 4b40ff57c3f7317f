import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chancesToBeBest } from "../../../lambdas/domain/effect/chance-to-be-best.ts";

const logFactorials = [0];
for (let n = 1; n < 3000; n += 1) logFactorials.push((logFactorials[n - 1] ?? 0) + Math.log(n));
/** log of the beta function, of whole numbers. */
const logBeta = (a: number, b: number): number =>
  (logFactorials[a - 1] ?? 0) + (logFactorials[b - 1] ?? 0) - (logFactorials[a + b - 1] ?? 0);

/** That the second of two Beta distributions with whole parameters exceeds the first: Evan Miller's sum. */
const exactly = ([a1, b1]: readonly [number, number], [a2, b2]: readonly [number, number]): number => {
  let sum = 0;
  for (let i = 0; i < a2; i += 1)
    sum += Math.exp(logBeta(a1 + i, b1 + b2) - Math.log(b2 + i) - logBeta(1 + i, b2) - logBeta(a1, b1));
  return sum;
};

/** Half a conversion and half a customer without one are the prior: taken off, so that the parameters are whole. */
const seen = (alpha: number, beta: number) => ({ customers: alpha + beta - 1, converted: alpha - 0.5 });

const whole = fc.integer({ min: 1, max: 400 });

describe("the chance to be best", () => {
  it("agrees with the exact sum for two ways, to four digits", () => {
    void fc.assert(
      fc.property(whole, whole, whole, whole, (a1, b1, a2, b2) => {
        const [, second] = chancesToBeBest([seen(a1, b1), seen(a2, b2)]);

        expect(second).toBeCloseTo(exactly([a1, b1], [a2, b2]), 4);
      }),
    );
  });

  it("is the same for all who did the same, and adds up to one", () => {
    const chances = chancesToBeBest(Array.from({ length: 5 }, () => ({ customers: 320, converted: 12 })));

    for (const chance of chances) expect(chance).toBeCloseTo(0.2, 6);
  });

  it("leaves a way that has seen little its chance, and one that is surely worse none", () => {
    const [sure, worse, young] = chancesToBeBest([
      { customers: 1_000_000, converted: 100_000 },
      { customers: 1_000_000, converted: 90_000 },
      { customers: 10, converted: 1 },
    ]);

    expect(worse).toBeLessThan(1e-9);
    expect(young).toBeGreaterThan(0.3);
    expect((sure ?? 0) + (young ?? 0)).toBeCloseTo(1);
  });

  it("knows of nobody, and of no conversion at all", () => {
    expect(chancesToBeBest([seen(0.5, 0.5), seen(0.5, 0.5)])).toEqual([0.5, 0.5].map((half) => expect.closeTo(half)));
    const [none, some] = chancesToBeBest([
      { customers: 500, converted: 0 },
      { customers: 500, converted: 10 },
    ]);
    expect(none).toBeLessThan(0.01);
    expect(some).toBeGreaterThan(0.99);
  });
});
