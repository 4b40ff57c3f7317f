import { describe, expect, test } from "vitest";
import { dropoutPriors, fitCustomerBase, fitDropout, fitPareto } from "../../../lambdas/domain/value/customer-base.ts";
import type { DropoutModel } from "../../../lambdas/domain/value/dropout-model.ts";
import { collapse } from "../../../lambdas/domain/value/history.ts";
import { drawShop } from "../../support/generated-shop.ts";

const shops: readonly (readonly [string, DropoutModel])[] = [
  ["BG/NBD", { dropsAtFirst: false, regularity: 1, parameters: { r: 0.6, alpha: 5, a: 0.8, b: 2.5 } }],
  ["MBG/NBD", { dropsAtFirst: true, regularity: 1, parameters: { r: 1.4, alpha: 8, a: 1.5, b: 2.5 } }],
  ["BG/CNBD-2", { dropsAtFirst: false, regularity: 2, parameters: { r: 0.9, alpha: 4, a: 0.6, b: 2 } }],
  ["MBG/CNBD-3", { dropsAtFirst: true, regularity: 3, parameters: { r: 1.2, alpha: 2, a: 0.8, b: 2 } }],
];

describe.each(shops)("a shop whose customers follow %s", (name, model) => {
  const { histories } = drawShop(model, { customers: 1000, weeks: 80, ahead: 0, seed: 7 });
  const base = fitCustomerBase(histories);

  test("is recognised", () => {
    expect(base.chosen.name).toBe(name);
    expect(base.why).toContain("the lowest BIC");
    expect(base.chosen.basis).toBe("fitted");
  });

  test("shows its parameters, within four standard errors", () => {
    for (const [parameter, truth] of Object.entries(model.parameters)) {
      const found = base.chosen.parameters[parameter as keyof DropoutModel["parameters"]];
      const error = base.chosen.standardErrors?.[parameter] ?? Number.NaN;

      expect(Math.abs(found - truth) / error).toBeLessThan(4);
    }
  });
});

test("standard errors halve when four times as many customers are seen", () => {
  const [, model] = shops[0] ?? [];
  if (model === undefined) throw new Error("no shop");
  const errorWith = (customers: number): number => {
    const { histories } = drawShop(model, { customers, weeks: 80, ahead: 0, seed: 3 });
    return fitDropout(histories, model).standardErrors?.r ?? Number.NaN;
  };

  expect(errorWith(3200) / errorWith(800)).toBeGreaterThan(0.4);
  expect(errorWith(3200) / errorWith(800)).toBeLessThan(0.6);
});

describe("thin data", () => {
  test("without a customer the usual parameters stand, and it is said", () => {
    const { chosen, why } = fitCustomerBase(collapse([]));

    expect(chosen).toMatchObject({ basis: "prior", reason: "no customer was seen" });
    expect(chosen.parameters.alpha).toBe(dropoutPriors.alpha.centre);
    expect(why).toBe("no customer was seen: what other shops are like");
    expect(fitPareto(collapse([]))).toBeUndefined();
  });

  test("with a few customers the priors weigh in, and it is said what is missing", () => {
    const few = collapse(
      [
        { repeats: 0, recency: 0, age: 20 },
        { repeats: 2, recency: 9, age: 12 },
      ],
      2,
    );

    const { chosen, fits } = fitCustomerBase(few);

    expect(chosen).toMatchObject({
      basis: "mixed",
      reason: "2 customers, 1 of them with repeat orders; 200 and 50 are needed",
      regularity: 1,
    });
    expect(fits.map(({ name }) => name)).toEqual(["BG/NBD", "MBG/NBD"]);
  });

  test("customers who never come back make the shop's rate fall below the usual one, not to nothing", () => {
    const once = collapse(
      Array.from({ length: 100 }, () => ({ repeats: 0, recency: 0, age: 30 })),
      0,
    );

    const { parameters } = fitDropout(once, { dropsAtFirst: false, regularity: 1 });

    const rate = parameters.r / parameters.alpha;
    expect(rate).toBeGreaterThan(0);
    expect(rate).toBeLessThan(dropoutPriors.r.centre / dropoutPriors.alpha.centre / 3);
  });

  test("parameters that many customers do not tell apart are held by the priors", () => {
    // Everybody ordered a moment ago: nothing can be known of dropping out.
    const fresh = collapse(
      Array.from({ length: 500 }, (_, index) => ({ repeats: 1 + (index % 3), recency: 10, age: 10 })),
    );

    const fit = fitDropout(fresh, { dropsAtFirst: false, regularity: 1 });

    expect(fit).toMatchObject({ basis: "mixed", reason: "the data do not tell the parameters apart" });
    expect(fit.parameters.b).toBeLessThan(1000);
  });
});
