import * as z from "zod";
import { learnedDaySchema } from "../../../domain/value/learned-day.ts";
import { affinityReportSchema, productsReportSchema, shopReportSchema } from "../../../domain/value/report-schema.ts";
import { day } from "./figures.ts";
import { answers, defineRoute, instant, jsonBody, listOf } from "./parts.ts";

const learning = z
  .strictObject({
    at: instant.optional().describe("When something was learned last. Absent: nothing was yet."),
    tookMs: z.number().int().optional(),
    triedAt: instant.optional().describe("Later than `at`: that try failed, or is at work."),
    waiting: z.boolean().describe("Somebody asked for it, and it will begin within minutes."),
  })
  .meta({ id: "Learning" });

const forecastAgainstActual = z
  .strictObject({
    day: day.describe("Of the forecast."),
    days: z.union([z.literal(30), z.literal(90)]),
    forecast: z.number().describe("Orders that the customers of that day were expected to place within so many days."),
    came: z
      .number()
      .describe("Orders that they placed, about: from the sample of the day on which these days were over."),
  })
  .meta({ id: "ForecastAgainstActual" });

const absent = "Absent: nothing was learned yet.";

export const valueContract = {
  get: defineRoute({
    method: "get",
    path: "/value",
    tags: ["value"],
    summary:
      "What a random sample shows of the customers: who stays, how they divide, what orders to expect, and how sure that is",
    right: "look",
    responses: answers(
      z.strictObject({
        learning,
        report: shopReportSchema.optional().describe(absent),
        history: listOf(learnedDaySchema.meta({ id: "LearnedDay" })).describe("The oldest day first."),
        forecasts: listOf(forecastAgainstActual).describe("Those whose time is over, the oldest first."),
      }),
    ),
  }),
  products: defineRoute({
    method: "get",
    path: "/value/products",
    tags: ["value"],
    summary: "What each product does for the shop, and how soon it is bought again",
    right: "look",
    responses: answers(z.strictObject({ report: productsReportSchema.optional().describe(absent) })),
  }),
  affinity: defineRoute({
    method: "get",
    path: "/value/affinity",
    tags: ["value"],
    summary: "What is bought together, and by the same people",
    right: "look",
    responses: answers(z.strictObject({ report: affinityReportSchema.optional().describe(absent) })),
  }),
  learn: defineRoute({
    method: "post",
    path: "/value/learn",
    tags: ["value"],
    summary: "Has it learned anew within minutes, instead of the next night",
    right: "edit-campaigns",
    request: { body: jsonBody(z.strictObject({})) },
    responses: answers(z.strictObject({ learning })),
  }),
};
