import * as z from "zod";

/** What opens a case and how long it may wait, as a shop sets it. */
export const caseSettingsSchema = z.strictObject({
  acknowledgeWorkingMinutes: z
    .number()
    .int()
    .min(1)
    .max(10_000)
    .default(30)
    .describe("Until somebody has answered, counted in working hours, when a case opens within them."),
  acknowledgeMinutes: z
    .number()
    .int()
    .min(1)
    .max(10_000)
    .default(120)
    .describe("The same in plain minutes, when it opens outside of working hours."),
  resultHours: z.number().int().min(1).max(720).default(24).describe("Until the customer was told what came of it."),
  escalateTo: z.string().min(1).max(60).default("manager").describe("Who is asked when a deadline has passed."),
  ratingAtMost: z
    .number()
    .int()
    .min(0)
    .max(5)
    .default(3)
    .describe("A review with so many stars opens a case; 0: none."),
  csatAtMost: z
    .number()
    .int()
    .min(0)
    .max(5)
    .default(2)
    .describe("An answer of 1 to 5 that opens a case; 0: none does."),
  npsAtMost: z
    .number()
    .int()
    .min(-1)
    .max(10)
    .default(6)
    .describe("An answer of 0 to 10 that opens a case; -1: none does."),
});
