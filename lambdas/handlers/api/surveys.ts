import { type Counts, sumCounts } from "../../domain/funnel-counts.ts";
import { type Measure, measures, resultOf, type SurveyResult } from "../../domain/survey.ts";
import type { Runtime } from "../../shared/runtime.ts";
import { createReportStore } from "../../store/report-store.ts";
import { surveyContract } from "./contract/surveys.ts";
import { ContractApp } from "./contract-app.ts";

/** By measure; a survey has one of them unless its links were changed meanwhile. */
const resultsOf = (counts: Counts): Partial<Readonly<Record<Measure, SurveyResult>>> => {
  const results = measures.flatMap((measure) => {
    const result = resultOf(measure, counts);
    return result === undefined ? [] : [[measure, result] as const];
  });
  return Object.fromEntries(results);
};

/** What customers answered, in numbers: their words stand with each customer and nowhere else. */
export const createSurveyRoutes = (runtime: Runtime): ContractApp =>
  new ContractApp().openapi(surveyContract.get, async (context) => {
    const { surveyId } = context.req.valid("param");
    const span = context.req.valid("query");
    const days = await createReportStore(runtime).days(surveyId, span);
    const answered = days.flatMap(({ day, counts }) => {
      const results = resultsOf(counts);
      return Object.keys(results).length === 0 ? [] : [{ day, ...results }];
    });
    const all = resultsOf(sumCounts(days.map(({ counts }) => counts)));
    return context.json({ surveyId, ...span, ...all, days: answered }, 200);
  });
