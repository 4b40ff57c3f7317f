import * as z from "zod";
import { channels } from "../../../domain/channel.ts";
import { skipReasons } from "../../../domain/reason.ts";
import { estimate, oneCampaign, subject } from "./outlook.ts";
import { answers, defineRoute, instant, jsonBody, listOf } from "./parts.ts";

const amount = z
  .strictObject({ about: z.number(), least: z.number(), most: z.number(), plusMinus: z.number() })
  .describe("Nineteen times in twenty the true amount lies from `least` to `most`.")
  .meta({ id: "AmountEstimate" });

const byReason = z.partialRecord(z.enum(Object.keys(skipReasons) as (keyof typeof skipReasons)[]), estimate);
const byChannel = z.partialRecord(z.enum(channels), estimate);

const goal = z.strictObject({ customers: estimate, converted: estimate, orders: estimate, revenue: amount });

const backtest = z
  .strictObject({
    campaignId: z.string(),
    from: instant,
    to: instant,
    of: z.number().int().describe("How many customers there are: about, unless exact."),
    sampleSize: z.number().int().describe("How many of their histories were played."),
    exact: z.boolean().describe("Whether everybody's was."),
    fromOrders: z.boolean().describe("False of a campaign that waits for something else: histories hold orders only."),
    perWeek: estimate.describe("Messages in a week, on average."),
    wanted: estimate.describe("Messages = sent + held out + all that stopped + left + waiting."),
    sent: estimate,
    heldOut: estimate,
    stopped: byReason.describe("Messages that never went out, by what stopped them."),
    left: estimate.describe("Put off, and the customer ordered or left before the next look."),
    waiting: estimate.describe("Still put off at the end."),
    looks: z
      .strictObject({ lookedAt: estimate, skipped: byReason })
      .describe("The funnel: lookedAt = sent + held out + all skipped; a message that waits is looked at again."),
    customers: z.strictObject({ reached: estimate, keptOut: estimate }),
    channels: byChannel,
    usd: amount.describe("US dollars, of all weeks."),
    unpriced: estimate.describe("Messages without a known price."),
    weeks: listOf(
      z.strictObject({ week: z.string().describe("Its Monday."), channels: byChannel, usd: amount }),
    ).describe("Every week, also those without a message."),
    boughtAnyway: z
      .strictObject({
        messages: estimate.describe("Messages whose goal's days were over."),
        bought: estimate.describe("Of these, those after which the customer ordered."),
        orders: estimate,
        revenue: amount,
      })
      .describe("Nobody got these messages: who ordered would have ordered without one."),
    goal: z.strictObject({ treated: goal, heldOut: goal }),
  })
  .meta({ id: "Backtest" });

/** How many weeks back may be played. */
const weeksMost = 52;

export const backtestContract = {
  backtest: defineRoute({
    method: "post",
    path: "/campaigns/{campaignId}/backtest",
    tags: ["outlook"],
    summary: "What a campaign would have come to over the past weeks, told from a sample of histories; stores nothing",
    right: "look",
    request: {
      params: oneCampaign,
      body: jsonBody(z.strictObject({ ...subject, weeks: z.number().int().min(4).max(weeksMost).default(26) })),
    },
    responses: answers(backtest),
  }),
};
