import * as z from "zod";
import { channels } from "../../../domain/channel.ts";
import { billParts } from "../../../domain/cost-estimate.ts";
import { count, day } from "./figures.ts";
import { answers, defineRoute, listOf } from "./parts.ts";

const usd = z.number().describe("US dollars.");

export const costContract = {
  get: defineRoute({
    method: "get",
    path: "/cost",
    tags: ["cost"],
    summary: "What the shop pays AWS in a month, reckoned from its last thirty days",
    right: "look",
    responses: answers(
      z
        .strictObject({
          span: z.strictObject({ from: day, to: day }),
          totalUsd: usd,
          engineUsd: usd.describe("Tables, functions, alarms: all that is no fee for a message."),
          feesUsd: usd,
          fees: listOf(
            z.strictObject({ channel: z.enum(channels), messages: count.describe("Taken by the provider."), usd }),
          ),
          unpriced: count.describe("Texts to countries without a known price: their fee is missing in the sum."),
          engine: listOf(
            z.strictObject({
              part: z
                .enum(billParts)
                .describe("data: tables and their copies; computing: functions; events: what providers tell."),
              usd,
            }),
          ),
          volumes: z.strictObject({
            customers: count.describe("About."),
            orders: count.describe("About: told from a sample of the customers."),
            otherEvents: count.describe("Assumed from the orders; nobody counts them."),
            looks: count.describe("Looks that decided for no message."),
          }),
          region: z.string(),
          pricesAsOf: day.describe("Of the oldest price that is reckoned with."),
        })
        .meta({ id: "Cost" }),
    ),
  }),
};
