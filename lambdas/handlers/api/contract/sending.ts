import * as z from "zod";
import { breakerCauses } from "../../../domain/breaker-schema.ts";
import { answers, defineRoute, instant } from "./parts.ts";

const sending = z
  .strictObject({
    paused: z.boolean().describe("Whether somebody stopped all sending."),
    breaker: z.strictObject({
      state: z.enum(["open", "closed"]),
      cause: z.enum(breakerCauses).optional(),
      detail: z.string().optional(),
      openedAt: instant.optional(),
      openedBy: z.string().optional(),
      closedAt: instant.optional(),
      closedBy: z.string().optional(),
    }),
    account: z
      .strictObject({
        sendingEnabled: z.boolean(),
        enforcementStatus: z.string(),
        max24HourSend: z.number().describe("Emails in 24 hours; negative: no limit."),
        sentLast24Hours: z.number(),
        maxSendRate: z.number().describe("Emails per second."),
        readAt: instant,
      })
      .optional()
      .describe("As SES last told; absent before it was asked first."),
    today: z.strictObject({
      day: z.string().describe("Local day of the shop."),
      emailsReserved: z.number().int(),
      warmUpCeiling: z.number().optional().describe("Emails of the day, at most, while a sender warms up."),
    }),
  })
  .meta({ id: "Sending" });

export const sendingContract = {
  get: defineRoute({
    method: "get",
    path: "/sending",
    tags: ["sending"],
    summary: "How sending stands: pause, breaker, quotas",
    right: "look",
    responses: answers(sending),
  }),
  resume: defineRoute({
    method: "post",
    path: "/sending/resume",
    tags: ["sending"],
    summary: "Closes the breaker, so that marketing goes on",
    right: "resume-sending",
    responses: answers(sending),
  }),
};
