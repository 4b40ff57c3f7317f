import { describe, expect, test } from "vitest";
import type { EventBody } from "../../lambdas/domain/event.ts";
import { opensCase } from "../../lambdas/domain/opens-case.ts";
import { hourMs, rulesWith } from "../support/campaigns.ts";
import { happened } from "../support/happenings.ts";

const rules = rulesWith({ campaigns: [] });
const noon = "2026-03-02T12:00:00Z";
const caseOf = (body: EventBody, among = rules) => opensCase(happened(noon, body), among);
const review = (rating: number): EventBody => ({ kind: "review-posted", reviewId: "r-1", rating });
const answer = (measure: "csat" | "nps", score: number): EventBody => ({
  kind: "survey-answered",
  surveyId: "after-delivery",
  measure,
  score,
});

describe("a case opens by itself", () => {
  test.each([1, 2, 3])("with a review of %i stars", (rating) => {
    expect(caseOf(review(rating))).toMatchObject({ kind: "case-opened", caseId: "review-r-1", subject: "review" });
  });

  test.each([
    ["csat", 2],
    ["nps", 6],
    ["nps", 0],
  ] as const)("with an answer of %s %i", (measure, score) => {
    expect(caseOf(answer(measure, score))).toMatchObject({ kind: "case-opened", subject: "survey" });
  });

  test("the very same one, however often the event arrives", () => {
    const event = happened(noon, review(1));

    expect(opensCase({ ...event, receivedAt: event.receivedAt + hourMs }, rules)).toEqual({
      ...opensCase(event, rules),
      receivedAt: event.receivedAt + hourMs,
    });
  });
});

describe("no case opens", () => {
  test.each([review(4), answer("csat", 3), answer("nps", 7), { kind: "visited" } as const])("with %o", (body) => {
    expect(caseOf(body)).toBeUndefined();
  });

  test("with what happened long before it was told", () => {
    const event = happened(noon, review(1));

    expect(opensCase({ ...event, receivedAt: event.occurredAt + 49 * hourMs }, rules)).toBeUndefined();
  });

  test("when the shop wants none", () => {
    const off = rulesWith({ campaigns: [], settings: { cases: { ratingAtMost: 0, csatAtMost: 0, npsAtMost: -1 } } });

    expect([caseOf(review(1), off), caseOf(answer("csat", 1), off), caseOf(answer("nps", 0), off)]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});
