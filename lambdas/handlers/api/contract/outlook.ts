import * as z from "zod";
import { campaignSchema } from "../../../domain/campaign.ts";
import { categories, channels, languages } from "../../../domain/channel.ts";
import { predicateSchema } from "../../../domain/predicate.ts";
import { skipReasons } from "../../../domain/reason.ts";
import { draftSchema } from "../../../store/draft-campaign.ts";
import { answers, defineRoute, instant, jsonBody, listOf, nameInPath } from "./parts.ts";

const sentence = z.strictObject({ en: z.string(), zh: z.string() });

const estimateShape = {
  about: z.number().int().describe("Rounded to what the sample can tell."),
  least: z.number().int().describe("Nineteen times in twenty the true number is not below this one."),
  most: z.number().int().describe("Nor above this one."),
  plusMinus: z.number().int().describe("Half the distance between them; 0 when exact."),
};
export const estimate = z.strictObject(estimateShape).meta({ id: "Estimate" });

const sampleShape = {
  of: z.number().int().describe("How many customers there are: about, unless exact."),
  sampleSize: z.number().int().describe("How many of them were looked at."),
  exact: z.boolean().describe("Whether everybody was looked at."),
};

const reason = z.strictObject({
  sentence: sentence.describe("What holds for the customer."),
  value: z
    .union([z.string(), z.number(), z.boolean(), listOf(z.string())])
    .optional()
    .describe("What the profile says to it."),
});

const personShape = {
  customerId: z.string(),
  name: z.string().optional(),
  reasons: listOf(reason).describe("What makes them match."),
};

const audienceEstimate = z
  .strictObject({
    ...estimateShape,
    ...sampleShape,
    sentence: sentence.optional().describe("The audience in words; absent when it is everybody."),
    reachable: z
      .partialRecord(z.enum([...channels, "any"]), estimate)
      .describe("Of the audience, who may be written to: by channel, and by any of them."),
    examples: listOf(z.strictObject(personShape)),
  })
  .meta({ id: "AudienceEstimate" });

const outcome = z.enum(["reserved", "held-out", ...(Object.keys(skipReasons) as (keyof typeof skipReasons)[])]);

const outlook = z
  .strictObject({
    ...sampleShape,
    days: z.number().int(),
    lookedAt: estimate.describe("Customers whom the campaign would look at: the sum of all outcomes."),
    outcomes: z.partialRecord(outcome, estimate).describe("Customers by what would become of them; only what occurs."),
    messages: listOf(
      z.strictObject({ stepId: z.string(), channel: z.enum(channels), category: z.enum(categories), count: estimate }),
    ),
    examples: listOf(z.strictObject({ ...personShape, outcome, at: instant, channel: z.enum(channels).optional() })),
    waitsFor: z
      .strictObject({
        events: listOf(z.string()),
        lastWeek: estimate.optional().describe("Customers to whom it happened last week."),
      })
      .optional()
      .describe("Of a campaign that waits for an event, which nobody can foresee."),
    cost: z.strictObject({
      usd: z.number().describe("US dollars, of the days looked at."),
      monthUsd: z.number().describe("A month, if it goes on like this."),
      unpriced: z.record(z.string(), z.number()).describe("Texts without a known price, by country of the number."),
    }),
  })
  .meta({ id: "Outlook" });

const check = z
  .strictObject({
    level: z.enum(["stop", "warn", "note"]),
    code: z.string(),
    sentence,
    stepId: z.string().optional(),
    channel: z.enum(channels).optional(),
    language: z.enum(languages).optional(),
  })
  .meta({ id: "ActivationCheck" });

/** A campaign as it is being written: what is left out is taken from the version, or the newest one. */
export const subject = {
  version: z.number().int().min(1).optional(),
  definition: campaignSchema.omit({ id: true, version: true }).optional(),
  words: draftSchema.shape.words,
};

export const oneCampaign = z.strictObject({ campaignId: nameInPath });

export const outlookContract = {
  audience: defineRoute({
    method: "post",
    path: "/audience",
    tags: ["outlook"],
    summary: "About how many customers an audience holds, whom a message could reach, and ten examples",
    right: "look",
    request: {
      body: jsonBody(
        z.strictObject({
          audience: predicateSchema.optional().describe("Absent: everybody."),
          exclusion: predicateSchema.optional(),
          channels: z.array(z.enum(channels)).max(channels.length).default([]).describe("The ways a message would go."),
          category: z.enum(categories).default("promotion").describe("What it would be about."),
        }),
      ),
    },
    responses: answers(audienceEstimate),
  }),
  outlook: defineRoute({
    method: "post",
    path: "/campaigns/{campaignId}/outlook",
    tags: ["outlook"],
    summary: "Who would get a campaign in the days ahead, and why; sends and stores nothing",
    right: "look",
    request: {
      params: oneCampaign,
      body: jsonBody(z.strictObject({ ...subject, days: z.number().int().min(1).max(7).default(1) })),
    },
    responses: answers(outlook),
  }),
  checks: defineRoute({
    method: "post",
    path: "/campaigns/{campaignId}/checks",
    tags: ["outlook"],
    summary: "What to know before a campaign goes live",
    right: "look",
    request: { params: oneCampaign, body: jsonBody(z.strictObject(subject)) },
    responses: answers(z.strictObject({ ready: z.boolean().describe("Nothing stops it."), checks: listOf(check) })),
  }),
};
