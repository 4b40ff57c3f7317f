import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { estimateOf } from "../../lambdas/domain/estimate.ts";

/** The chances of every number of hits when `size` of `of` customers are drawn, of whom `held` are held: hypergeometric. */
const chancesOf = (q: { readonly of: number; readonly held: number; readonly size: number }): readonly number[] => {
  const logs = [0];
  for (let n = 1; n <= q.of; n += 1) logs.push((logs[n - 1] ?? 0) + Math.log(n));
  const choose = (n: number, k: number) =>
    k < 0 || k > n ? Number.NEGATIVE_INFINITY : (logs[n] ?? 0) - (logs[k] ?? 0) - (logs[n - k] ?? 0);
  return Array.from({ length: q.size + 1 }, (_, hits) =>
    Math.exp(choose(q.held, hits) + choose(q.of - q.held, q.size - hits) - choose(q.of, q.size)),
  );
};

describe("an estimate from a sample", () => {
  it("holds the true number in about nineteen of twenty samples, for few and for many", () => {
    for (const [of, size] of [
      [18_000, 1_000],
      [3_000, 1_000],
      [1_100, 1_000],
    ] as const) {
      for (const share of [0.005, 0.03, 0.2, 0.5, 0.9, 0.99]) {
        const held = Math.round(of * share);
        const covered = chancesOf({ of, held, size }).reduce((sum, chance, hits) => {
          const { least, most } = estimateOf({ hits, size, of, whole: false });
          return least <= held && held <= most ? sum + chance : sum;
        }, 0);
        expect(covered, `${held} of ${of}, ${size} seen`).toBeGreaterThan(0.92);
      }
    }
  });

  it("is as narrow as the sample allows: 1,240 of 18,000, give or take a few hundred", () => {
    expect(estimateOf({ hits: 69, size: 1_000, of: 18_000, whole: false })).toEqual({
      about: 1_240,
      least: 994,
      most: 1_546,
      plusMinus: 280,
    });
  });

  it("is exact when everybody was seen", () => {
    expect(estimateOf({ hits: 12, size: 400, of: 400, whole: true })).toEqual({
      about: 12,
      least: 12,
      most: 12,
      plusMinus: 0,
    });
  });

  it("of nobody in a sample is not nobody at all", () => {
    const { about, least, most } = estimateOf({ hits: 0, size: 1_000, of: 18_000, whole: false });

    expect([about, least]).toEqual([0, 0]);
    expect(most).toBeGreaterThan(20);
  });

  it("never says fewer than were seen, nor more than there can be, and lies between its ends", () => {
    const count = fc
      .record({
        size: fc.integer({ min: 0, max: 1_200 }),
        more: fc.integer({ min: 0, max: 5_000_000 }),
        share: fc.float({ min: 0, max: 1, noNaN: true }),
      })
      .map(({ size, more, share }) => ({ hits: Math.round(size * share), size, of: size + more, whole: more === 0 }));

    void fc.assert(
      fc.property(count, (one) => {
        const { about, least, most } = estimateOf(one);
        expect(least).toBeGreaterThanOrEqual(one.hits);
        expect(most).toBeLessThanOrEqual(one.of - (one.size - one.hits));
        expect(about).toBeGreaterThanOrEqual(one.hits === 0 ? 0 : least);
        expect(about).toBeLessThanOrEqual(most);
      }),
    );
  });
});
