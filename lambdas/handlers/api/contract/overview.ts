import * as z from "zod";
import { channelFigures, count, day, money } from "./figures.ts";
import { answers, defineRoute, instant, listOf } from "./parts.ts";

/** Counted no further than a hundred: beyond that it is "many" to whoever has to work it off. */
const some = z.strictObject({ count, more: z.boolean().describe("There are more than that.") }).meta({ id: "Some" });

const figures = z
  .strictObject({
    channels: listOf(channelFigures),
    afterMessages: money.describe("Orders after a message, each once, for the latest message before it."),
  })
  .meta({ id: "ShopFigures" });

export const overviewContract = {
  get: defineRoute({
    method: "get",
    path: "/overview",
    tags: ["overview"],
    summary: "What needs a person, and how the shop's messages do",
    right: "look",
    responses: answers(
      z
        .strictObject({
          now: instant,
          waiting: z.strictObject({
            inDoubt: some.describe("Messages of which nobody knows yet whether they went out."),
            parked: some.describe("Messages that a person has to decide about."),
            tasksOverdue: count,
            casesOverdue: count,
            tasksOpen: count,
            casesOpen: count,
            lowPools: listOf(z.strictObject({ couponId: z.string(), left: count, lowAt: count })),
          }),
          today: figures,
          lastDays: figures.describe("Today and the 29 days before."),
          days: listOf(
            z.strictObject({
              day,
              ...{ email: count, sms: count, push: count },
              ...{ orders: count, revenue: z.number(), optedOut: count, complained: count },
            }),
          ),
          due: z.strictObject({
            customers: some.describe("Customers who are due and were not looked at yet."),
            lagSeconds: count.describe("Since when the first of them has been due; 0 when nobody is."),
          }),
          sending: z.strictObject({
            published: z.boolean().describe("False while no campaign was ever published."),
            paused: z.boolean(),
            breaker: z.enum(["open", "closed"]),
            breakerCause: z.string().optional(),
            liveCampaigns: count,
            quota: z
              .strictObject({
                emailsIn24Hours: count.describe("Negative: no limit."),
                sentIn24Hours: count,
                perSecond: z.number(),
                readAt: instant,
              })
              .optional()
              .describe("As SES last told; absent before it was first asked."),
            reservedToday: count,
            warmUpCeiling: count.optional(),
          }),
        })
        .meta({ id: "Overview" }),
    ),
  }),
};
