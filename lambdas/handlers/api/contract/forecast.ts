import * as z from "zod";
import { answers, customerIdInPath, defineRoute, instant } from "./parts.ts";

const forecast = z
  .strictObject({
    alive: z.number().describe("Probability, 0 to 1, that the customer will still order some day."),
    within: z.strictObject({
      days: z.number().int(),
      chance: z.number().describe("Of at least one order, 0 to 1."),
      orders: z.number().describe("To be expected."),
    }),
    nextOrder: z
      .strictObject({ early: instant.optional(), median: instant.optional(), late: instant.optional() })
      .describe("If the customer is still one: one in ten comes before the early date, one in ten after the late one."),
    yearValue: z
      .strictObject({ expected: z.number(), low: z.number(), high: z.number(), coverage: z.number() })
      .optional()
      .describe("Of the next twelve months. Absent while the shop's spend is not known."),
    model: z.string(),
    basis: z.enum(["fitted", "mixed", "prior"]).describe("The shop's own customers, other shops, or both."),
    reason: z.string().describe("Why it rests on that."),
    sampled: z.number().int().describe("Customers of this shop that the model was fitted to."),
    learnedAt: instant.describe("When it was fitted."),
  })
  .meta({ id: "Forecast" });

export const forecastContract = {
  get: defineRoute({
    method: "get",
    path: "/customers/{customerId}/forecast",
    tags: ["customers"],
    summary: "Whether a customer will order again, when, and what for, as far as a sample of all tells it",
    right: "look",
    request: { params: z.strictObject({ customerId: customerIdInPath }) },
    responses: answers(
      z.strictObject({ forecast: forecast.optional().describe("Absent for somebody who never ordered.") }),
    ),
  }),
};
