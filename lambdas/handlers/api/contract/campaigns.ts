import * as z from "zod";
import {
  campaignParams,
  definition,
  shownCampaign,
  shownVersion,
  versionNumber,
  wordsByLanguage,
} from "./campaign-parts.ts";
import { answers, defineRoute, instant, label, listOf, problemSchema } from "./parts.ts";

const difference = z.strictObject({
  path: z.string().describe("`steps.gift.sendWithinHours`, `words.en.steps.gift.email.subject`."),
  label: label.describe("The place as a person calls it."),
  kind: z.enum(["added", "removed", "changed"]),
  before: z.unknown().optional(),
  after: z.unknown().optional(),
});

const progressStatus = z.enum(["waiting", "running", "done"]);
const counted = { lookedAt: z.number().int(), replanned: z.number().int() };
const progress = z.strictObject({
  status: progressStatus,
  ...counted,
  total: z.number().int().describe("An estimate until it is done."),
  percent: z.number().int(),
  revision: z.number().int(),
  segments: listOf(
    z.strictObject({
      segment: z.number().int(),
      status: progressStatus,
      ...counted,
      startedAt: instant.optional(),
      updatedAt: instant.optional(),
    }),
  ),
});

export const campaignContract = {
  list: defineRoute({
    method: "get",
    path: "/campaigns",
    tags: ["campaigns"],
    summary: "All campaigns as they stand",
    right: "look",
    responses: answers(
      z.strictObject({ approval: z.enum(["none", "second-person"]), campaigns: listOf(shownCampaign) }),
    ),
  }),
  get: defineRoute({
    method: "get",
    path: "/campaigns/{campaignId}",
    tags: ["campaigns"],
    summary: "A campaign, its versions, what the newest one says, and what stands in the way of going live",
    right: "look",
    request: { params: campaignParams },
    responses: answers(
      z.strictObject({
        campaign: shownCampaign,
        versions: listOf(shownVersion),
        definition: definition.optional(),
        words: wordsByLanguage.optional(),
        missing: listOf(problemSchema),
      }),
    ),
  }),
  version: defineRoute({
    method: "get",
    path: "/campaigns/{campaignId}/versions/{version}",
    tags: ["campaigns"],
    summary: "What one version says",
    right: "look",
    request: { params: campaignParams.extend({ version: versionNumber }) },
    responses: answers(z.strictObject({ definition, words: wordsByLanguage })),
  }),
  diff: defineRoute({
    method: "get",
    path: "/campaigns/{campaignId}/diff",
    tags: ["campaigns"],
    summary: "Every place in which two versions differ",
    right: "look",
    request: { params: campaignParams, query: z.strictObject({ from: versionNumber, to: versionNumber }) },
    responses: answers(
      z.strictObject({ from: z.number().int(), to: z.number().int(), differences: listOf(difference) }),
    ),
  }),
  progress: defineRoute({
    method: "get",
    path: "/progress",
    tags: ["campaigns"],
    summary: "How far the back-fill of the latest publication has come",
    right: "look",
    responses: answers(progress),
  }),
};
