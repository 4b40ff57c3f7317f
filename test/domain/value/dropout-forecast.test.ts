import { describe, expect, test } from "vitest";
import {
  aliveProbability,
  expectedOrders,
  nextOrderQuantile,
  nextOrderWithin,
  orderChances,
} from "../../../lambdas/domain/value/dropout-forecast.ts";
import type { DropoutModel } from "../../../lambdas/domain/value/dropout-model.ts";
import { paretoAlive, paretoExpectedOrders } from "../../../lambdas/domain/value/pareto-nbd.ts";
import { drawShop } from "../../support/generated-shop.ts";

/** The parameters published for the CDNOW sample. */
const published: DropoutModel = {
  dropsAtFirst: false,
  regularity: 1,
  parameters: { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 },
};

describe("BG/NBD gives what the published formulas give", () => {
  // From the formulas of Fader, Hardie and Lee (2005) with SciPy's hypergeometric function. The fourth is the customer 1516 of the
  // sample, for whom 25.76 orders in a year are published.
  test.each([
    [{ repeats: 0, recency: 0, age: 38.86 }, 39, 1, 0.19509805201125396],
    [{ repeats: 1, recency: 1.71, age: 38.86 }, 39, 0.2121009853773791, 0.20318698707975108],
    [{ repeats: 2, recency: 30.43, age: 38.86 }, 39, 0.726578570080673, 1.226028174767135],
    [{ repeats: 26, recency: 30.86, age: 31 }, 52, 0.968915649717525, 25.758195936483034],
    [{ repeats: 29, recency: 37, age: 38 }, 39, 0.9502401333648617, 19.662095274406457],
  ])("%o within %d weeks", (history, horizon, alive, expected) => {
    expect(aliveProbability(published, history)).toBeCloseTo(alive, 10);
    expect(expectedOrders(published, history, horizon)).toBeCloseTo(expected, 9);
  });
});

describe("Pareto/NBD gives what an integral gives", () => {
  const parameters = { r: 0.553, alpha: 10.578, s: 0.606, beta: 11.669 };

  test.each([
    [{ repeats: 0, recency: 0, age: 38.86 }, 39, 0.29528660461689415, 0.10708146821530887],
    [{ repeats: 1, recency: 1.71, age: 38.86 }, 39, 0.1680023267243449, 0.17109298055378316],
    [{ repeats: 2, recency: 30.43, age: 38.86 }, 39, 0.8691675591530111, 1.4551231932576025],
    [{ repeats: 26, recency: 30.86, age: 31 }, 52, 0.9979187310551583, 25.458472951428764],
  ])("%o within %d weeks", (history, horizon, alive, expected) => {
    expect(paretoAlive(parameters, history)).toBeCloseTo(alive, 9);
    expect(paretoExpectedOrders(parameters, history, horizon)).toBeCloseTo(expected, 8);
  });
});

describe.each([
  ["MBG/NBD", { dropsAtFirst: true, regularity: 1, parameters: { r: 0.8, alpha: 6, a: 0.6, b: 2 } }],
  ["BG/CNBD-2", { dropsAtFirst: false, regularity: 2, parameters: { r: 1.5, alpha: 4, a: 0.5, b: 2.5 } }],
  ["MBG/CNBD-3", { dropsAtFirst: true, regularity: 3, parameters: { r: 1.2, alpha: 2, a: 0.4, b: 2 } }],
] as const)("%s in a drawn shop of 20,000", (_name, model) => {
  const ahead = 20;
  const { customers } = drawShop(model, { customers: 20_000, weeks: 60, ahead, seed: 11 });

  test("expects as many orders as come, from each kind of customer", () => {
    for (const repeats of [0, 1, 2, 4]) {
      const group = customers.filter((customer) => customer.repeats === repeats);
      const expected = group.reduce((sum, customer) => sum + expectedOrders(model, customer, ahead), 0);
      const actual = group.reduce((sum, { later }) => sum + later, 0);
      const squares = group.reduce((sum, { later }) => sum + later ** 2, 0);

      // The spread of a sum of counts is at most the root of their squares' sum; a fair draw exceeds four of it in 16,000.
      expect(group.length).toBeGreaterThan(500);
      expect(Math.abs(expected - actual)).toBeLessThan(4 * Math.sqrt(squares));
    }
  });

  test("says how likely each number of orders is", () => {
    const chances = customers.map((customer) => orderChances(model, customer, ahead));
    for (const atLeast of [1, 2, 5]) {
      const expected = chances.reduce((sum, one) => sum + (one[atLeast - 1] ?? 0), 0);
      const actual = customers.filter(({ later }) => later >= atLeast).length;

      expect(Math.abs(expected - actual)).toBeLessThan(4 * Math.sqrt(expected));
    }
  });
});

test("the date of the next order is where its probability is reached", () => {
  const model: DropoutModel = { ...published, regularity: 2 };
  const history = { repeats: 6, recency: 30, age: 33 };

  for (const probability of [0.1, 0.5, 0.9]) {
    const weeks = nextOrderQuantile(model, history, probability);
    expect(nextOrderWithin(model, history, weeks)).toBeCloseTo(probability, 10);
  }
});

test("the date of the next order moves when it passes", () => {
  const model: DropoutModel = { ...published, regularity: 3 };
  const at = (age: number) => age + nextOrderQuantile(model, { repeats: 6, recency: 30, age }, 0.5);

  const [justOrdered, aWeekOn, longAfter] = [at(30), at(31), at(50)];

  expect(justOrdered).toBeLessThan(aWeekOn);
  expect(longAfter).toBeGreaterThan(50);
});

test("a steady rhythm brings the next order at its gap, and a chance rhythm at any time", () => {
  const history = { repeats: 20, recency: 80, age: 80 };
  const spreadOf = (regularity: number) => {
    const model: DropoutModel = { ...published, regularity };
    return nextOrderQuantile(model, history, 0.9) / nextOrderQuantile(model, history, 0.1);
  };

  expect(spreadOf(6)).toBeLessThan(spreadOf(1) / 3);
});
