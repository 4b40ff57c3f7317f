import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { calibrationChart } from "../../../lib/fit/calibration-chart.ts";
import { areaUnderCurve, calibration, errorsOf } from "../../../lib/fit/scores.ts";

const outcomes = fc.array(
  fc.record({ score: fc.integer({ min: 0, max: 5 }), actual: fc.integer({ min: 0, max: 2 }) }),
  { minLength: 1, maxLength: 40 },
);

describe("the area under the curve", () => {
  test("is the share of pairs that the score tells apart, where equal scores count half", () => {
    void fc.assert(
      fc.property(outcomes, (some) => {
        const pairs = some
          .filter(({ actual }) => actual > 0)
          .flatMap((back) => some.filter(({ actual }) => actual === 0).map((gone) => back.score - gone.score));
        const told = pairs.reduce((sum, difference) => sum + (difference > 0 ? 1 : difference === 0 ? 0.5 : 0), 0);

        const area = areaUnderCurve(some);

        if (pairs.length === 0) expect(area).toBeUndefined();
        else expect(area).toBeCloseTo(told / pairs.length, 12);
      }),
    );
  });
});

test("errors are of the total and of the customers", () => {
  const errors = errorsOf([
    { expected: 1, score: 0.5, actual: 2 },
    { expected: 3, score: 0.9, actual: 0 },
  ]);

  expect(errors).toEqual({
    expected: 4,
    actual: 2,
    totalError: 1,
    meanAbsoluteError: 2,
    rootMeanSquareError: Math.sqrt(5),
    auc: 0,
  });
});

test("nobody who ordered leaves no total to compare with", () => {
  expect(errorsOf([{ expected: 1, score: 1, actual: 0 }])).not.toHaveProperty("totalError");
});

test("groups of a calibration hold every customer once, from the least likely on", () => {
  void fc.assert(
    fc.property(
      fc.array(
        fc.record({
          expected: fc.constant(0),
          score: fc.double({ min: 0, max: 1, noNaN: true }),
          actual: fc.integer({ min: 0, max: 3 }),
        }),
      ),
      (some) => {
        const groups = calibration(some, 10);

        expect(groups.reduce((sum, { customers }) => sum + customers, 0)).toBe(some.length);
        expect(groups.map(({ predicted }) => predicted)).toEqual(
          groups.map(({ predicted }) => predicted).sort((a, b) => a - b),
        );
        expect(groups.reduce((sum, { customers, actual }) => sum + customers * actual, 0)).toBeCloseTo(
          some.filter(({ actual }) => actual > 0).length,
          8,
        );
      },
    ),
  );
});

test("a drawing has a point for each group, on the diagonal when the forecast was right", () => {
  const drawn = calibrationChart([{ customers: 100, predicted: 0.5, actual: 0.5 }], "A model");

  expect(drawn).toMatch(/^<svg [^>]*xmlns="http:\/\/www.w3.org\/2000\/svg"/);
  expect(drawn.match(/<circle/g)).toHaveLength(1);
  expect(drawn).toContain('<circle cx="210.0" cy="210.0"');
  expect(drawn).toContain("A model");
});
