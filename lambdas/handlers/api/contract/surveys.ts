import * as z from "zod";
import { isId } from "../../../domain/intake/values.ts";
import { answers, defineRoute, listOf } from "./parts.ts";

const dayMs = 86_400_000;
/** A year and a day, so that a month can be held against the same one of last year. */
const daysMost = 367;

/** Local days of the shop, both included. */
export const daySpan = z
  .strictObject({ from: z.iso.date({ abort: true }), to: z.iso.date({ abort: true }) })
  .refine(({ from, to }) => from <= to, { error: "must not be before `from`", path: ["to"] })
  .refine(({ from, to }) => (Date.parse(to) - Date.parse(from)) / dayMs < daysMost, {
    error: `must be at most ${daysMost} days from \`from\``,
    path: ["to"],
  });

const result = z.strictObject({
  answers: z.number().int(),
  scores: z.record(z.string(), z.number().int()).describe("How often each score was given."),
  average: z.number(),
  result: z.number().int().describe("CSAT: percent of 4 and 5. NPS: percent of 9 and 10 less percent of 0 to 6."),
});
const results = { csat: result.optional(), nps: result.optional() };

export const surveyContract = {
  list: defineRoute({
    method: "get",
    path: "/surveys",
    tags: ["surveys"],
    summary: "Surveys of campaigns that were answered in these days, with their results",
    right: "look",
    request: { query: daySpan },
    responses: answers(
      z.strictObject({
        from: z.string(),
        to: z.string(),
        surveys: listOf(z.strictObject({ surveyId: z.string(), ...results })),
      }),
    ),
  }),
  get: defineRoute({
    method: "get",
    path: "/surveys/{surveyId}",
    tags: ["surveys"],
    summary: "What customers answered, in numbers",
    right: "look",
    request: { params: z.strictObject({ surveyId: z.string().refine(isId, "is not known") }), query: daySpan },
    responses: answers(
      z.strictObject({
        surveyId: z.string(),
        from: z.string(),
        to: z.string(),
        ...results,
        days: listOf(z.strictObject({ day: z.string(), ...results })),
      }),
    ),
  }),
};
