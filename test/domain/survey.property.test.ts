import fc from "fast-check";
import { expect, test } from "vitest";
import { sumCounts } from "../../lambdas/domain/funnel-counts.ts";
import { type Answer, answersCounted, measures, resultOf, scoresOf } from "../../lambdas/domain/survey.ts";

const answers = fc.array(
  fc.constantFrom(...measures).chain((measure) => {
    const { from, to } = scoresOf[measure];
    return fc.record<Answer>({
      surveyId: fc.constant("s"),
      measure: fc.constant(measure),
      score: fc.integer({ min: from, max: to }),
      day: fc.constantFrom("2026-03-01", "2026-03-02"),
    });
  }),
);

test("whatever was answered, the counters say what the answers say one by one", () => {
  void fc.assert(
    fc.property(answers, (given) => {
      const counts = sumCounts(answersCounted({ answers: given }).map((addition) => addition.counts));
      for (const measure of measures) {
        const scores = given.flatMap((one) => (one.measure === measure ? [one.score] : []));
        const result = resultOf(measure, counts);
        if (scores.length === 0) {
          expect(result).toBeUndefined();
          continue;
        }
        const good = scores.filter((score) => score >= (measure === "csat" ? 4 : 9)).length;
        const bad = measure === "csat" ? 0 : scores.filter((score) => score <= 6).length;
        expect(result?.answers).toBe(scores.length);
        expect(result?.result).toBe(Math.round((100 * (good - bad)) / scores.length));
        expect(result?.average).toBeCloseTo(scores.reduce((all, one) => all + one, 0) / scores.length, 1);
      }
    }),
  );
});

test("each day counts for itself", () => {
  const one = { surveyId: "s", measure: "nps", score: 3 } as const;
  const given = ["2026-03-01", "2026-03-02", "2026-03-01"].map((day) => ({ ...one, day }));

  expect(answersCounted({ answers: given })).toEqual([
    { campaignId: "s", day: "2026-03-01", counts: { "nps:3": 2 } },
    { campaignId: "s", day: "2026-03-02", counts: { "nps:3": 1 } },
  ]);
});
