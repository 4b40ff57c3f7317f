import * as z from "zod";
import { categories, channels, languages } from "../../../domain/channel.ts";
import { answers, defineRoute, instant, jsonBody, nameInPath } from "./parts.ts";

/** What the words of a message are filled with. */
export const filling = z.strictObject({
  language: z.enum(languages).optional().describe("The customer's; absent: the shop's."),
  timeZone: z.string().max(64).describe("Whose dates are written out."),
  at: instant.describe("What counts as today in the words."),
  firstName: z.string().max(100).optional(),
  country: z.string().max(2).optional().describe("Of the number, ISO 3166-1 alpha-2."),
  orders: z.strictObject({ count: z.number().int().min(0), lastAt: instant.optional() }),
  details: z
    .record(z.string().max(64), z.union([z.string().max(1_000), z.number()]))
    .optional()
    .describe("Of the event that began the journey."),
  coupon: z
    .strictObject({ couponId: z.string().max(64), code: z.string().max(100).optional(), expiresAt: instant.optional() })
    .optional(),
});

const rendered = z.discriminatedUnion("channel", [
  z.strictObject({ channel: z.literal("email"), subject: z.string(), html: z.string(), text: z.string() }),
  z.strictObject({ channel: z.literal("sms"), text: z.string() }),
  z.strictObject({ channel: z.literal("push"), title: z.string(), body: z.string(), link: z.string().optional() }),
]);

export const renderingContract = {
  render: defineRoute({
    method: "post",
    path: "/campaigns/{campaignId}/rendering",
    tags: ["campaigns"],
    summary: "The words of one step of a version, filled in once more as for a message; sends and stores nothing",
    right: "look",
    request: {
      params: z.strictObject({ campaignId: nameInPath }),
      body: jsonBody(
        z.strictObject({
          version: z.number().int().min(1).max(1_000_000),
          stepId: z.string().min(1).max(64),
          channel: z.enum(channels),
          category: z.enum(categories),
          filling,
        }),
      ),
    },
    responses: answers(
      z.strictObject({
        language: z.enum(languages).optional(),
        message: rendered.optional().describe("Absent: the words cannot be filled in any more; `problem` says why."),
        problem: z.string().optional(),
      }),
    ),
  }),
};
