import { Hono } from "hono";
import * as z from "zod";
import { type Counts, sumCounts } from "../../domain/funnel-counts.ts";
import { isId } from "../../domain/intake/values.ts";
import { type Measure, measures, resultOf, type SurveyResult } from "../../domain/survey.ts";
import type { Runtime } from "../../shared/runtime.ts";
import { createReportStore } from "../../store/report-store.ts";
import { readQuery, refuse } from "./answer.ts";

const dayMs = 86_400_000;
/** A year and a day, so that a month can be held against the same one of last year. */
const daysMost = 367;

/** Local days of the shop, both included. */
const spanSchema = z
  .strictObject({ from: z.iso.date({ abort: true }), to: z.iso.date({ abort: true }) })
  .refine(({ from, to }) => from <= to, { error: "must not be before `from`", path: ["to"] })
  .refine(({ from, to }) => (Date.parse(to) - Date.parse(from)) / dayMs < daysMost, {
    error: `must be at most ${daysMost} days from \`from\``,
    path: ["to"],
  });

/** By measure; a survey has one of them unless its links were changed meanwhile. */
const resultsOf = (counts: Counts): Partial<Readonly<Record<Measure, SurveyResult>>> => {
  const results = measures.flatMap((measure) => {
    const result = resultOf(measure, counts);
    return result === undefined ? [] : [[measure, result] as const];
  });
  return Object.fromEntries(results);
};

/** What customers answered, in numbers: their words stand with each customer and nowhere else. */
export const createSurveyRoutes = (runtime: Runtime): Hono => {
  const app = new Hono();
  app.get("/surveys/:surveyId", async (context) => {
    const surveyId = context.req.param("surveyId");
    if (!isId(surveyId)) return refuse(context, 404, [{ where: "surveyId", problem: "is not known" }]);
    const query = readQuery(context, spanSchema);
    if (!query.ok) return query.response;
    const days = await createReportStore(runtime).days(surveyId, query.value);
    const answered = days.flatMap(({ day, counts }) => {
      const results = resultsOf(counts);
      return Object.keys(results).length === 0 ? [] : [{ day, ...results }];
    });
    return context.json({
      surveyId,
      ...query.value,
      ...resultsOf(sumCounts(days.map(({ counts }) => counts))),
      days: answered,
    });
  });
  return app;
};
