import * as z from "zod";
import { categories, channels, languages } from "../../../domain/channel.ts";
import { filling } from "./message-list.ts";
import { answers, defineRoute, jsonBody, nameInPath } from "./parts.ts";

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
