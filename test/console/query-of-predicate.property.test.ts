import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  canShow,
  plainly,
  predicateOf,
  queryOf,
} from "../../console/src/pages/campaigns/audience/query-of-predicate.ts";
import { holds } from "../../lambdas/domain/holds.ts";
import type { Predicate } from "../../lambdas/domain/predicate.ts";
import { anyPredicate } from "../support/any-predicate.ts";
import { at, rulesWith } from "../support/campaigns.ts";
import { aProfile } from "../support/factories.ts";

const now = at("2026-03-02T10:00:00Z");
const rules = rulesWith({ campaigns: [] });

describe("a predicate in the builder", () => {
  it("comes back asking the same, however deep it is nested", () => {
    void fc.assert(
      fc.property(anyPredicate, (predicate) => {
        const back = predicateOf(queryOf(predicate));
        if (back === "incomplete" || !canShow(predicate)) return;
        expect(plainly(back.predicate as Predicate)).toEqual(plainly(predicate));
        expect(holds(back.predicate as Predicate, aProfile(), now, rules)).toBe(
          holds(predicate, aProfile(), now, rules),
        );
      }),
    );
  });

  it("can be shown nearly always", () => {
    const shown = fc.sample(anyPredicate, { numRuns: 300, seed: 1 }).filter(canShow);

    expect(shown.length).toBeGreaterThan(280);
  });

  it("is everybody when nothing is asked, and nobody's business while something is missing", () => {
    expect(predicateOf(queryOf(undefined))).toEqual({ predicate: undefined });
    const query = {
      combinator: "and" as const,
      rules: [{ field: "figure:orders.count", operator: "is" as const, value: {} }],
    };
    expect(predicateOf(query)).toBe("incomplete");
  });

  it("keeps what is denied: a test by its operator, a group by its mark", () => {
    const predicate: Predicate = {
      all: [
        { not: { segment: "vip" } },
        { not: { any: [{ tier: ["core"] }, { figure: "orders.count", atLeast: 3, atMost: 9 }] } },
      ],
    };

    expect(queryOf(predicate)).toMatchObject({
      combinator: "and",
      rules: [
        { field: "segment", operator: "isNot", value: "vip" },
        { combinator: "or", not: true, rules: [{ field: "tier" }, { field: "figure:orders.count" }] },
      ],
    });
    expect(predicateOf(queryOf(predicate))).toEqual({ predicate });
  });
});
