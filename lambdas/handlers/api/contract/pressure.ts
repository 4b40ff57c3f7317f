import * as z from "zod";
import { channels } from "../../../domain/channel.ts";
import { channelFigures, count, day, spanQuery } from "./figures.ts";
import { answers, defineRoute, listOf } from "./parts.ts";

export const pressureContract = {
  get: defineRoute({
    method: "get",
    path: "/pressure",
    tags: ["pressure"],
    summary: "How often people are written to, what caps decided, and how people respond",
    right: "look",
    request: { query: z.strictObject(spanQuery) },
    responses: answers(
      z
        .strictObject({
          span: z.strictObject({ from: day, to: day }),
          sample: z.strictObject({
            customers: count.describe("Profiles that were looked at, drawn without regard to who they are."),
            of: count.describe("How many customers there are, about."),
            whole: z.boolean().describe("The sample is everybody."),
          }),
          reachable: count.describe("Of the sample: whom at least one channel may reach with a promotion."),
          perWeek: listOf(count).describe("Of the sample, by messages in the last seven days: 0, 1, … and 7 or more."),
          messages: count.describe("To the sample in the last seven days."),
          paused: listOf(z.strictObject({ channel: z.enum(channels), reachable: count, paused: count })),
          choseFrequency: count,
          waitForCase: count,
          caps: listOf(
            z.strictObject({
              id: z.string(),
              scope: z.string().describe("all, a channel, a category, or both with a slash."),
              window: z.string().describe("Such as 24 hours, 7 days, calendar week."),
              max: count.optional().describe("Absent of a cap that no setting names any more."),
              decided: count.describe("Looks in these days that it put off."),
            }),
          ),
          channels: listOf(channelFigures),
        })
        .meta({ id: "Pressure" }),
    ),
  }),
};
