import * as z from "zod";
import type { Words } from "../../../channels/words.ts";
import { wordsSchema } from "../../../channels/words-schema.ts";
import { type Campaign, campaignSchema } from "../../../domain/campaign.ts";
import { lifeActions, lifeStates } from "../../../domain/campaign-life.ts";
import { instant, listOf, nameInPath, typed } from "./parts.ts";

const deed = z.strictObject({
  by: z.string(),
  at: instant.optional().describe("Absent: it was before anybody kept a record."),
});

export const shownVersion = z
  .strictObject({
    version: z.number().int(),
    author: deed,
    note: z.string().optional(),
    copyOf: z.number().int().optional().describe("The version it was made from by rolling back."),
    source: z
      .literal("playbook")
      .optional()
      .describe("Made from the files of a playbook, and nobody wrote in it since."),
    requested: deed.optional(),
    approved: deed.optional(),
    isApproved: z.boolean(),
  })
  .meta({ id: "CampaignVersion" });

export const shownCampaign = z
  .strictObject({
    id: z.string(),
    revision: z.number().int().describe("To be named with every change."),
    state: z.enum(lifeStates),
    liveVersion: z.number().int().optional(),
    newest: shownVersion,
    changed: deed,
    open: listOf(z.enum(lifeActions)).describe("What this person may do with it now, as its state has it."),
  })
  .meta({ id: "Campaign" });

export const definition = typed<Campaign>(campaignSchema).meta({ id: "CampaignDefinition" });

/** By language. */
export const wordsByLanguage = typed<Readonly<Record<string, Words>>>(
  z.record(z.string(), wordsSchema.extend({ links: z.array(z.string()).optional() })),
);

export const campaignParams = z.strictObject({ campaignId: nameInPath });
export const versionNumber = z.coerce.number().int().min(1).max(1_000_000);
