import * as z from "zod";
import { unlikeReasons } from "../../../domain/ways-alike.ts";
import { channelFigures, count, countsByName, day, money, spanQuery } from "./figures.ts";
import { answers, defineRoute, listOf, nameInPath } from "./parts.ts";

const arm = z
  .strictObject({
    customers: count.describe("Whose goal window began in these days."),
    converted: count.describe("Who reached the goal within their window."),
    orders: count,
    revenue: z.number().describe("Within the windows, in the shop's currency."),
  })
  .meta({ id: "Arm" });

const funnelShape = {
  lookedAt: count.describe("reserved + heldOut + the sum of all skipped."),
  reserved: count,
  heldOut: count,
  skipped: countsByName.describe("By reason."),
};

const span = z.strictObject({ from: day, to: day });

const summary = z
  .strictObject({
    campaignId: z.string(),
    live: z.boolean(),
    ...{ lookedAt: count, reserved: count, heldOut: count, sent: count },
    arms: z.strictObject({ treated: arm, heldOut: arm }),
    lastTouch: money,
    costUsd: z.number(),
    unpriced: count,
  })
  .meta({ id: "EffectSummary" });

const interval = z
  .strictObject({ estimate: z.number(), low: z.number(), high: z.number() })
  .meta({ id: "Interval" })
  .describe("May be looked at every day: over all looks together it leaves the truth out once in twenty times.");

const lift = z
  .strictObject({
    kind: z
      .enum(["lift", "no-hold-out", "not-enough"])
      .describe("no-hold-out: nobody is kept out. not-enough: too few customers or goals so far."),
    since: day.optional().describe("All days since the first window began, whatever days are asked for, up to 400."),
    through: day.optional(),
    treated: count.describe("Customers whose windows are over."),
    heldOut: count,
    conversion: interval.optional().describe("Share who reached the goal, treated less held out: 0.02 is two points."),
    revenue: interval.optional().describe("Per customer, in the shop's currency."),
    explained: z.number().optional().describe("Of the spread of revenue, the share that customers' past explains."),
    weeksToGo: count.optional().describe("About so many more weeks until a difference of two points would show."),
    days: listOf(z.strictObject({ day, conversion: interval })),
  })
  .meta({ id: "Lift" });

const compared = z
  .strictObject({
    kind: z
      .enum(["difference", "not-enough", "nobody"])
      .describe("not-enough: too few customers or goals so far. nobody: one of the two groups is empty."),
    conversion: interval.optional().describe("Share who reached the goal, one less the other: 0.02 is two points."),
    revenue: interval.optional().describe("Per customer, in the shop's currency."),
    weeksToGo: count.optional().describe("About so many more weeks until a difference of two points would show."),
  })
  .meta({ id: "Compared" });

const split = z
  .strictObject({
    stepId: z.string(),
    adapts: z.boolean().describe("True: shares change from week to week, so everything is compared within weeks."),
    unlike: z
      .enum(unlikeReasons)
      .optional()
      .describe("Why customers of different ways cannot be set against each other; each is against its own held-out."),
    ways: listOf(
      z.strictObject({
        way: z.string(),
        treated: arm.describe("All settled days, whatever days are asked for."),
        heldOut: arm.describe("Of all ways together where they can be set against each other, else of this one."),
        againstHeldOut: compared,
      }),
    ),
    nextShares: z
      .record(z.string(), z.number())
      .optional()
      .describe("Of a split that adapts: the shares from next Monday on, by what is known now; absent: too little is."),
    pairs: listOf(z.strictObject({ one: z.string(), other: z.string(), compared })),
    weeks: listOf(z.strictObject({ week: day.describe("Its Monday."), customers: countsByName })).describe(
      "How treated customers were divided, by the name of the way.",
    ),
  })
  .describe("All intervals of one measure together leave out the truth once in twenty times, over all looks.")
  .meta({ id: "SplitEffect" });

const effect = z
  .strictObject({
    campaignId: z.string(),
    live: z.boolean(),
    span,
    goal: z.strictObject({
      event: z.string().describe("What the campaign is for; an order where it names nothing."),
      days: z.number().describe("So long after a message an order counts as after it."),
      windowDays: z
        .number()
        .describe(
          "So long after a customer's first look: those days, and the time from the first message to the last.",
        ),
      named: z.boolean().describe("False: the campaign names no goal, and these are the defaults."),
    }),
    funnel: z.strictObject(funnelShape),
    days: listOf(z.strictObject({ day, ...funnelShape })),
    statuses: countsByName.describe("Messages by where they stand, held-out ones too."),
    channels: listOf(channelFigures),
    caps: countsByName.describe("Looks that each cap put off."),
    arms: z.strictObject({
      treated: arm,
      heldOut: arm,
      variants: listOf(arm.extend({ arm: z.enum(["treated", "heldOut"]), variant: z.string() })),
      settledThrough: day.describe("The last day whose windows are all over."),
    }),
    lift,
    splits: listOf(split).describe("Of the campaign's steps as they are now, where somebody came to a message."),
    afterMessages: money.describe("Orders after the campaign's latest message, within the goal's days."),
    lastTouch: money.describe("Those of them after which it was the latest message of all campaigns."),
    cost: z.strictObject({ usd: z.number(), unpriced: count }),
  })
  .meta({ id: "Effect" });

const shopEffect = z
  .strictObject({
    percent: z.number().describe("Share of customers whom the shop's hold-out keeps out of every campaign; 0: nobody."),
    windowDays: count.describe("So long each customer is watched after any campaign first wanted to write to them."),
    since: day.optional().describe("When the first window began under the hold-out as it is; absent: none has."),
    settledThrough: day.describe("The last day whose windows are all over: what is compared goes so far."),
    comparedFrom: day
      .optional()
      .describe("When the first customers can be compared; absent: they can be, or none began."),
    treated: arm.describe("Customers whose windows are over, those included whom a campaign's own hold-out kept out."),
    heldOut: arm,
    open: z.strictObject({ treated: count, heldOut: count }).describe("Customers whose window is not over yet."),
    lift,
  })
  .meta({ id: "ShopEffect" });

export const effectContract = {
  // Before the path with an id: no campaign has this one.
  shop: defineRoute({
    method: "get",
    path: "/effect/shop",
    tags: ["effect"],
    summary: "What everything that the shop sends brought: customers against those kept out of every campaign",
    right: "look",
    responses: answers(shopEffect),
  }),
  list: defineRoute({
    method: "get",
    path: "/effect",
    tags: ["effect"],
    summary: "What each campaign did in some days, in short",
    right: "look",
    request: { query: z.strictObject(spanQuery) },
    responses: answers(z.strictObject({ span, campaigns: listOf(summary) })),
  }),
  get: defineRoute({
    method: "get",
    path: "/effect/{campaignId}",
    tags: ["effect"],
    summary: "What one campaign did: its funnel, its messages, and treated customers against held-out ones",
    right: "look",
    request: { params: z.strictObject({ campaignId: nameInPath }), query: z.strictObject(spanQuery) },
    responses: answers(effect),
  }),
};
