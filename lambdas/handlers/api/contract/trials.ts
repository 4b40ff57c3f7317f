import * as z from "zod";
import { languages } from "../../../domain/channel.ts";
import { trialChannels, trialStates } from "../../../domain/trial.ts";
import { draftSchema } from "../../../store/draft-campaign.ts";
import { answers, defineRoute, instant, jsonBody, nameInPath } from "./parts.ts";

const trial = z
  .strictObject({
    trialId: z.string(),
    state: z.enum(trialStates).describe("`in-doubt`: nobody knows whether it went; look into the mailbox."),
    reason: z.string().optional(),
    campaignId: z.string(),
    stepId: z.string(),
    channel: z.enum(trialChannels),
    requestedAt: instant,
  })
  .meta({ id: "Trial" });

const said = {
  version: z.number().int().min(1).optional().describe("Absent: the newest."),
  definition: draftSchema.shape.definition,
  words: draftSchema.shape.words,
};

export const trialContract = {
  request: defineRoute({
    method: "post",
    path: "/campaigns/{campaignId}/trials",
    tags: ["trials"],
    summary: "Sends one message of a campaign on trial, to oneself or to a colleague on the shop's list",
    right: "send-test",
    request: {
      params: z.strictObject({ campaignId: nameInPath }),
      body: jsonBody(
        z.strictObject({
          ...said,
          step: z.string().min(1).max(64).describe("The step that sends it."),
          channel: z.enum(trialChannels),
          language: z.enum(languages),
          sample: z.string().max(10).optional().describe("The sample customer it is written to, as of a preview."),
          to: z.string().trim().min(3).max(320).describe("Your own address, or one of the settings' testRecipients."),
        }),
      ),
    },
    responses: answers(z.strictObject({ trial })),
  }),
  get: defineRoute({
    method: "get",
    path: "/campaigns/{campaignId}/trials/{trialId}",
    tags: ["trials"],
    summary: "What became of a message on trial that one asked for oneself",
    right: "send-test",
    request: {
      params: z.strictObject({
        campaignId: nameInPath,
        trialId: z.string().regex(/^[a-z2-7]{26}$/, "is no id of a trial"),
      }),
    },
    responses: answers(z.strictObject({ trial })),
  }),
};
