import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { holds } from "../../lambdas/domain/holds.ts";
import { nextChangeAt } from "../../lambdas/domain/next-change.ts";
import type { Predicate } from "../../lambdas/domain/predicate.ts";
import { anyPredicate, anyProfileAsked, anyRulesAsked, predicateStart } from "../support/any-predicate.ts";
import { dayMs } from "../support/campaigns.ts";

type Ask = (predicate: Predicate) => boolean;

/** Asks one customer of one shop at one instant. */
const law = (check: (ask: Ask, a: Predicate, b: Predicate) => void): void =>
  void fc.assert(
    fc.property(
      anyPredicate,
      anyPredicate,
      anyProfileAsked,
      anyRulesAsked,
      fc.integer({ min: -40 * dayMs, max: 40 * dayMs }),
      (a, b, profile, rules, offset) =>
        check((predicate) => holds(predicate, profile, predicateStart + offset, rules), a, b),
    ),
    { numRuns: 500 },
  );

describe("not, and, or", () => {
  it("not turns an answer round, and twice turns it back", () => {
    law((ask, a) => {
      expect(ask({ not: a })).toBe(!ask(a));
      expect(ask({ not: { not: a } })).toBe(ask(a));
    });
  });

  it("all and any are what the words say, whatever the order", () => {
    law((ask, a, b) => {
      expect(ask({ all: [a, b] })).toBe(ask(a) && ask(b));
      expect(ask({ any: [b, a] })).toBe(ask(a) || ask(b));
    });
  });

  it("De Morgan: not all is any not, not any is all not", () => {
    law((ask, a, b) => {
      expect(ask({ not: { all: [a, b] } })).toBe(ask({ any: [{ not: a }, { not: b }] }));
      expect(ask({ not: { any: [a, b] } })).toBe(ask({ all: [{ not: a }, { not: b }] }));
    });
  });

  it("nobody is in and out of a predicate at once, and everybody is one of the two", () => {
    law((ask, a) => {
      expect(ask({ all: [a, { not: a }] })).toBe(false);
      expect(ask({ any: [a, { not: a }] })).toBe(true);
    });
  });
});

describe("as time passes and nothing happens", () => {
  it("the changes that are told, one after the other, are all there are", async () => {
    await fc.assert(
      fc.property(
        anyPredicate,
        anyProfileAsked,
        anyRulesAsked,
        fc.array(fc.integer({ min: -40 * dayMs, max: 40 * dayMs }), { minLength: 20, maxLength: 20 }),
        (predicate, profile, rules, offsets) => {
          const end = predicateStart + 40 * dayMs;
          const edges: number[] = [];
          for (
            let t = predicateStart - 40 * dayMs;
            t < end && edges.length < 200;
            t = nextChangeAt(predicate, profile, t, rules)
          )
            edges.push(t);

          for (const offset of offsets) {
            const t = predicateStart + offset;
            const since = edges.filter((edge) => edge <= t).at(-1) ?? t;
            expect(holds(predicate, profile, t, rules)).toBe(holds(predicate, profile, since, rules));
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});
