import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { minimize, type Objective } from "../../../lambdas/domain/value/minimize.ts";
import { covarianceAt } from "../../../lambdas/domain/value/uncertainty.ts";

const banana: Objective = ([x = 0, y = 0]) => (1 - x) ** 2 + 100 * (y - x ** 2) ** 2;

describe("the minimizer", () => {
  test("finds the end of Rosenbrock's bent valley", () => {
    const found = minimize(banana, [[-1.2, 1]]);

    expect(found.converged).toBe(true);
    expect(found.at[0]).toBeCloseTo(1, 4);
    expect(found.at[1]).toBeCloseTo(1, 4);
  });

  test("finds the bottom of any bowl from anywhere near it", () => {
    const part = fc.double({ min: -5, max: 5, noNaN: true });
    const width = fc.double({ min: 0.1, max: 10, noNaN: true });
    void fc.assert(
      fc.property(fc.array(fc.tuple(part, part, width), { minLength: 1, maxLength: 5 }), (parts) => {
        const bowl: Objective = (at) =>
          at.reduce(
            (sum, value, index) => sum + ((value - (parts[index]?.[0] ?? 0)) / (parts[index]?.[2] ?? 1)) ** 2,
            7,
          );

        const found = minimize(bowl, [parts.map(([, start]) => start)]);

        expect(found.value).toBeCloseTo(7, 8);
      }),
    );
  });

  test("takes the deepest of the places where its walks end", () => {
    const twoPits: Objective = ([x = 0]) => (x ** 2 - 4) ** 2 + x;

    expect(minimize(twoPits, [[3]]).at[0]).toBeCloseTo(1.9677, 3);
    expect(minimize(twoPits, [[3], [-1]]).at[0]).toBeCloseTo(-2.0304, 3);
  });

  test("keeps out of a region where there is no value", () => {
    const halfPlane: Objective = ([x = 0]) => (x <= 0 ? Number.NaN : x - Math.log(x));

    expect(minimize(halfPlane, [[9]]).at[0]).toBeCloseTo(1, 4);
  });

  test("stays where the ground is flat", () => {
    const found = minimize(() => 3, [[1, 2]]);

    expect(found).toMatchObject({ at: [1, 2], value: 3, converged: true });
  });

  test("says when its steps did not suffice", () => {
    const endless: Objective = ([x = 0]) => -x;

    expect(minimize(endless, [[0]]).converged).toBe(false);
  });
});

describe("the covariance", () => {
  test("is that of the normal distribution whose likelihood is given", () => {
    // The inverse of [[2, 0.5], [0.5, 1]].
    const bowl: Objective = ([x = 0, y = 0]) => x ** 2 + 0.5 * x * y + 0.5 * y ** 2;

    const covariance = covarianceAt(bowl, [0, 0]);

    expect(covariance?.flat()).toEqual([4 / 7, -2 / 7, -2 / 7, 8 / 7].map((entry) => expect.closeTo(entry, 5)));
  });

  test("is none where the data do not tell two numbers apart", () => {
    const valley: Objective = ([x = 0, y = 0]) => (x + y) ** 2;

    expect(covarianceAt(valley, [1, -1])).toBeUndefined();
  });
});
