import type * as z from "zod";
import { type Counts, sumCounts } from "../../domain/funnel-counts.ts";
import { type Measure, measures, resultOf, type SurveyResult } from "../../domain/survey.ts";
import type { Runtime } from "../../shared/runtime.ts";
import { createLifeStore } from "../../store/life-store.ts";
import { createRecheckRulesSource } from "../../store/recheck-rules-source.ts";
import { createReportStore } from "../../store/report-store.ts";
import { type daySpan, surveyContract } from "./contract/surveys.ts";
import { ContractApp } from "./contract-app.ts";

/** By measure; a survey has one of them unless its links were changed meanwhile. */
const resultsOf = (counts: Counts): Partial<Readonly<Record<Measure, SurveyResult>>> => {
  const results = measures.flatMap((measure) => {
    const result = resultOf(measure, counts);
    return result === undefined ? [] : [[measure, result] as const];
  });
  return Object.fromEntries(results);
};

/** Counters are asked for so many campaigns at once. */
const askedAtOnce = 8;

/** A survey goes by the id of the campaign that asked, so those that there are, and were, are the ones to look at. */
const campaignIds = async (runtime: Runtime): Promise<readonly string[]> => {
  const [lives, rules] = await Promise.all([
    createLifeStore(runtime).list(),
    createRecheckRulesSource(runtime).current(),
  ]);
  const kept = lives.map(({ campaignId }) => campaignId);
  return [...new Set([...kept, ...(rules?.campaigns ?? []).map(({ id }) => id)])].sort();
};

type Span = z.output<typeof daySpan>;

const answeredSurveys = async (runtime: Runtime, span: Span) => {
  const reports = createReportStore(runtime);
  const ids = await campaignIds(runtime);
  const found: { readonly surveyId: string; readonly results: ReturnType<typeof resultsOf> }[] = [];
  for (let at = 0; at < ids.length; at += askedAtOnce) {
    const some = ids.slice(at, at + askedAtOnce);
    const counts = await Promise.all(some.map((surveyId) => reports.funnel(surveyId, span)));
    found.push(...some.map((surveyId, index) => ({ surveyId, results: resultsOf(counts[index] ?? {}) })));
  }
  return found.flatMap(({ surveyId, results }) =>
    Object.keys(results).length === 0 ? [] : [{ surveyId, ...results }],
  );
};

/** What customers answered, in numbers: their words stand with each customer and nowhere else. */
export const createSurveyRoutes = (runtime: Runtime): ContractApp =>
  new ContractApp()
    .openapi(surveyContract.list, async (context) => {
      const span = context.req.valid("query");
      return context.json({ ...span, surveys: await answeredSurveys(runtime, span) }, 200);
    })
    .openapi(surveyContract.get, async (context) => {
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
