import * as z from "zod";
import { channels, languages } from "../../../domain/channel.ts";
import { draftSchema } from "../../../store/draft-campaign.ts";
import { campaignParams, versionNumber } from "./campaign-parts.ts";
import { answers, defineRoute, jsonBody, label, listOf } from "./parts.ts";

const countryCode = /^[A-Z]{2}$/;

const quote = z.strictObject({
  encoding: z.enum(["GSM-7", "UCS-2"]),
  characters: z.number().int(),
  parts: z.number().int(),
  country: z.string().optional(),
  priceUsd: z.number().optional().describe("US dollars for the whole text. Absent: unknown."),
  perPart: z
    .strictObject({
      usd: z.number(),
      basis: z.enum(["provider", "market", "shop"]),
      asOf: z.string().optional(),
      source: z.string(),
    })
    .optional(),
});

const message = z.discriminatedUnion("channel", [
  z.strictObject({
    channel: z.literal("email"),
    subject: z.string(),
    preheader: z.string(),
    html: z.string(),
    text: z.string(),
    bytes: z.number().int(),
  }),
  z.strictObject({ channel: z.literal("sms"), text: z.string(), quote }),
  z.strictObject({
    channel: z.literal("push"),
    title: z.string(),
    body: z.string(),
    link: z.string().optional(),
    titleLength: z.number().int(),
    bodyLength: z.number().int(),
  }),
]);

const preview = z.strictObject({
  campaignId: z.string(),
  stepId: z.string(),
  channel: z.enum(channels),
  language: z.enum(languages),
  sample: z.string().describe("The id of one of `samples`."),
  result: z.discriminatedUnion("ok", [
    z.strictObject({
      ok: z.literal(true),
      message,
      warnings: listOf(z.strictObject({ code: z.string(), text: label })),
    }),
    z.strictObject({ ok: z.literal(false), problem: z.string() }),
  ]),
});

export const previewContract = {
  preview: defineRoute({
    method: "post",
    path: "/campaigns/{campaignId}/preview",
    tags: ["campaigns"],
    summary: "What sample customers would get from a version, or from words that are not saved yet",
    right: "look",
    request: {
      params: campaignParams,
      query: z.strictObject({ version: versionNumber.optional().describe("Absent: the newest.") }),
      body: jsonBody(
        z.strictObject({
          step: z.string().min(1).max(64).optional(),
          channel: z.enum(channels).optional(),
          language: z.enum(languages).optional(),
          country: z.string().regex(countryCode, "must be an ISO 3166-1 country code such as GB").optional(),
          definition: draftSchema.shape.definition.describe("Not saved yet; absent: the version's own."),
          words: draftSchema.shape.words.describe(
            "Not saved yet, of a language all of them; shown over the version's own.",
          ),
        }),
      ),
    },
    responses: answers(
      z.strictObject({
        version: z.number().int(),
        samples: listOf(z.strictObject({ id: z.string(), name: label })),
        previews: listOf(preview),
      }),
    ),
  }),
};
