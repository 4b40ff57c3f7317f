import * as fc from "fast-check";
import { expect, test } from "vitest";
import {
  aliveProbability,
  expectedOrders,
  nextOrderQuantile,
  nextOrderWithin,
  orderChances,
} from "../../../lambdas/domain/value/dropout-forecast.ts";
import { type DropoutModel, dropoutLogLikelihood } from "../../../lambdas/domain/value/dropout-model.ts";
import { collapse, type PurchaseHistory } from "../../../lambdas/domain/value/history.ts";
import { paretoAlive, paretoExpectedOrders } from "../../../lambdas/domain/value/pareto-nbd.ts";

const between = (min: number, max: number) =>
  fc.double({ min: Math.log(min), max: Math.log(max), noNaN: true }).map(Math.exp);

const model: fc.Arbitrary<DropoutModel> = fc.record({
  dropsAtFirst: fc.boolean(),
  regularity: fc.integer({ min: 1, max: 6 }),
  parameters: fc.record({
    r: between(0.05, 20),
    alpha: between(0.05, 200),
    a: between(0.01, 50),
    b: between(0.01, 50),
  }),
});

/** Up to 500 repeat orders, each at least an hour after the one before. */
const history: fc.Arbitrary<PurchaseHistory> = fc
  .record({
    repeats: fc.integer({ min: 0, max: 500 }),
    gap: between(0.006, 20),
    silence: fc.double({ min: 0, max: 300, noNaN: true }),
  })
  .map(({ repeats, gap, silence }) => ({ repeats, recency: repeats * gap, age: repeats * gap + silence }));

const slack = 1e-9;

test("probabilities are probabilities, and more orders are less likely", () => {
  void fc.assert(
    fc.property(model, history, fc.double({ min: 0, max: 104, noNaN: true }), (one, past, horizon) => {
      const chances = orderChances(one, past, horizon);

      expect(aliveProbability(one, past)).toBeGreaterThanOrEqual(0);
      expect(aliveProbability(one, past)).toBeLessThanOrEqual(1);
      for (const [index, chance] of chances.entries()) {
        expect(chance).toBeGreaterThanOrEqual(0);
        expect(chance).toBeLessThanOrEqual((chances[index - 1] ?? aliveProbability(one, past)) + slack);
      }
    }),
  );
});

test("the longer the silence, the less likely is somebody to be alive", () => {
  void fc.assert(
    fc.property(model, history, fc.double({ min: 0.01, max: 100, noNaN: true }), (one, past, longer) => {
      const later = { ...past, age: past.age + longer };

      expect(aliveProbability(one, later)).toBeLessThanOrEqual(aliveProbability(one, past) + slack);
    }),
  );
});

test("a longer horizon holds more orders, and its first order is no rarer", () => {
  void fc.assert(
    fc.property(model, history, between(0.1, 52), between(0.1, 52), (one, past, horizon, more) => {
      expect(expectedOrders(one, past, horizon + more)).toBeGreaterThanOrEqual(
        expectedOrders(one, past, horizon) - slack,
      );
      expect(nextOrderWithin(one, past, horizon + more)).toBeGreaterThanOrEqual(
        nextOrderWithin(one, past, horizon) - slack,
      );
    }),
    { numRuns: 60 },
  );
});

test("the first order of a forecast is the next order of somebody alive", () => {
  void fc.assert(
    fc.property(model, history, between(0.1, 104), (one, past, horizon) => {
      const first = orderChances(one, past, horizon)[0] ?? 0;

      expect(first).toBeCloseTo(aliveProbability(one, past) * nextOrderWithin(one, past, horizon), 8);
    }),
  );
});

test("later dates of the next order are as likely or likelier", () => {
  void fc.assert(
    fc.property(model, history, (one, past) => {
      const [early, median, late] = [0.1, 0.5, 0.9].map((probability) => nextOrderQuantile(one, past, probability));

      expect(early).toBeGreaterThan(0);
      expect(early).toBeLessThanOrEqual(median ?? 0);
      expect(median).toBeLessThanOrEqual(late ?? 0);
    }),
  );
});

test("likelihoods and forecasts of 500 orders are numbers", () => {
  void fc.assert(
    fc.property(model, history, (one, past) => {
      expect(Number.isFinite(dropoutLogLikelihood(collapse([{ ...past, repeats: 500 }], 0), one))).toBe(true);
      expect(Number.isFinite(expectedOrders(one, { ...past, repeats: 500 }, 52))).toBe(true);
    }),
    { numRuns: 50 },
  );
});

test("Pareto/NBD keeps to the same bounds", () => {
  const parameters = fc.record({
    r: between(0.05, 20),
    alpha: between(0.05, 200),
    s: between(0.01, 20),
    beta: between(0.05, 2000),
  });
  void fc.assert(
    fc.property(parameters, history, between(0.1, 50), (one, past, longer) => {
      const alive = paretoAlive(one, past);

      expect(alive).toBeGreaterThanOrEqual(0);
      expect(alive).toBeLessThanOrEqual(1);
      expect(paretoAlive(one, { ...past, age: past.age + longer })).toBeLessThanOrEqual(alive + slack);
      expect(paretoExpectedOrders(one, past, longer)).toBeGreaterThanOrEqual(0);
    }),
  );
});
