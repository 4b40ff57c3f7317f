import { describe, expect, test } from "vitest";
import { inferredReason } from "../../lambdas/domain/churn-reason.ts";
import { holds } from "../../lambdas/domain/holds.ts";
import { emptyProfile, type Profile } from "../../lambdas/domain/profile.ts";
import { rulesWith } from "../support/campaigns.ts";

const rules = rulesWith({ campaigns: [] });
const buyer = (count: number, more: Partial<Profile> = {}, discounted?: number): Profile => ({
  ...emptyProfile("c-1"),
  orders: { count, revenue: 20 * count, recent: [], ...(discounted !== undefined && { discounted }) },
  ...more,
});
const bought = (count: number) => ({
  categories: Array.from({ length: count }, (_, at) => ({ category: `c-${at}`, count: 1, lastAt: at })),
});
const complaint = { cases: [{ caseId: "t", subject: "complaint", at: 1 }] } as const;

describe("why a customer may have stayed away", () => {
  test.each<[string, Profile, string | undefined]>([
    ["with an open case", buyer(3, complaint), "dissatisfied"],
    [
      "with a case in the past, whatever else",
      buyer(3, { closedCases: [{ caseId: "t", at: 1 }], ...bought(5) }, 3),
      "dissatisfied",
    ],
    ["with half of the orders at a discount", buyer(4, bought(5), 2), "price"],
    ["with fewer", buyer(4, {}, 1), "forgot"],
    ["with one order, at a discount, which says nothing", buyer(1, {}, 1), "forgot"],
    ["with many categories", buyer(4, bought(4)), "variety"],
    ["with nothing of it", buyer(4, bought(3)), "forgot"],
    ["who never bought, and so did not leave", buyer(0, complaint), undefined],
    ["who told it themselves", buyer(4, { attributes: { churnReason: "other" }, ...complaint }), undefined],
  ])("%s", (_what, profile, reason) => {
    expect(inferredReason(profile)).toBe(reason);
  });

  test("can be asked for by audiences, and is never taken for the customer's own word", () => {
    const guess = { attribute: "churnReasonInferred", is: "price" };
    const word = { attribute: "churnReason", is: "price" };
    const guessed = buyer(4, {}, 4);
    const told = buyer(4, { attributes: { churnReason: "price" } }, 4);

    expect([guess, word].map((test) => holds(test, guessed, 0, rules))).toEqual([true, false]);
    expect([guess, word].map((test) => holds(test, told, 0, rules))).toEqual([false, true]);
  });
});
