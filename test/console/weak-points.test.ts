import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { answersIn, byClass, classOf, spansOf } from "../../console/src/pages/surveys/score-classes.ts";
import { weakPointsOf } from "../../console/src/pages/surveys/weak-points.ts";

describe("scores", () => {
  it.each([
    ["csat", 1, "low"],
    ["csat", 2, "low"],
    ["csat", 3, "middle"],
    ["csat", 4, "high"],
    ["csat", 5, "high"],
    ["nps", 0, "low"],
    ["nps", 6, "low"],
    ["nps", 7, "middle"],
    ["nps", 8, "middle"],
    ["nps", 9, "high"],
    ["nps", 10, "high"],
  ] as const)("of %s: %i is %s", (measure, score, expected) => {
    expect(classOf(measure, score)).toBe(expected);
  });

  it("of days are summed in spans that cover every day once, the last one cut at the end", () => {
    const days = [
      { day: "2026-03-01", scores: { 5: 2 } },
      { day: "2026-03-07", scores: { 1: 1 } },
      { day: "2026-03-08", scores: { 3: 4 } },
      { day: "2026-03-10", scores: { 2: 1, 4: 1 } },
    ];

    expect(spansOf("csat", { from: "2026-03-01", to: "2026-03-10", days, length: 7 })).toEqual([
      { from: "2026-03-01", to: "2026-03-07", low: 1, middle: 0, high: 2 },
      { from: "2026-03-08", to: "2026-03-10", low: 1, middle: 4, high: 1 },
    ]);
  });

  it("of no answer is lost, whatever the length of the spans", () => {
    const anyDay = fc
      .integer({ min: 0, max: 89 })
      .map((at) => new Date(Date.UTC(2026, 0, 1 + at)).toISOString().slice(0, 10));
    const anyScores = fc.dictionary(fc.integer({ min: 0, max: 10 }).map(String), fc.nat(9));
    const anyDays = fc.array(fc.record({ day: anyDay, scores: anyScores }), { maxLength: 20 });
    void fc.assert(
      fc.property(anyDays, fc.integer({ min: 1, max: 40 }), (days, length) => {
        const spans = spansOf("nps", { from: "2026-01-01", to: "2026-03-31", days, length });
        const all = days.reduce((sum, { scores }) => sum + answersIn(byClass("nps", scores)), 0);

        expect(spans.reduce((sum, span) => sum + answersIn(span), 0)).toBe(all);
        expect([spans[0]?.from, spans.at(-1)?.to]).toEqual(["2026-01-01", "2026-03-31"]);
      }),
    );
  });
});

describe("weak points of service", () => {
  it("are surveys with many low answers, the worst first, then cases by what they are about", () => {
    const surveys = [
      { surveyId: "few", csat: { scores: { 1: 4 } } },
      { surveyId: "good", nps: { scores: { 10: 9, 3: 1 } } },
      { surveyId: "so-so", nps: { scores: { 10: 8, 3: 2 } } },
      { surveyId: "bad", csat: { scores: { 1: 3, 5: 3 } }, nps: { scores: { 9: 5 } } },
    ];
    const cases = [
      { subject: "review", overdue: false },
      { subject: "review", overdue: false },
      { subject: "complaint", overdue: true },
    ];

    expect(weakPointsOf({ surveys, cases })).toEqual([
      { kind: "low-answers", surveyId: "bad", measure: "csat", low: 3, answers: 6 },
      { kind: "low-answers", surveyId: "so-so", measure: "nps", low: 2, answers: 10 },
      { kind: "cases", subject: "complaint", open: 1, overdue: 1 },
      { kind: "cases", subject: "review", open: 2, overdue: 0 },
    ]);
  });

  it("are none where nobody complained", () => {
    expect(weakPointsOf({ surveys: [{ surveyId: "good", nps: { scores: { 10: 50 } } }], cases: [] })).toEqual([]);
  });
});
