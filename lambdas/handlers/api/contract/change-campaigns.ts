import * as z from "zod";
import type { Right } from "../../../domain/role.ts";
import { draftSchema } from "../../../store/draft-campaign.ts";
import { campaignParams, shownCampaign } from "./campaign-parts.ts";
import { answers, defineRoute, jsonBody } from "./parts.ts";

const seen = {
  revision: z.number().int().min(0).describe("Of the campaign that the person saw; 0 for one that is new."),
  note: z.string().trim().min(1).max(500).optional(),
};

const changed = z.strictObject({
  campaign: shownCampaign.optional(),
  published: z
    .strictObject({ revision: z.number().int() })
    .optional()
    .describe("Of a change that the engine runs by; its back-fill is what `/progress` tells of."),
});

const change = <const Action extends string, Body extends z.ZodType>(
  action: Action,
  { summary, right, body }: { readonly summary: string; readonly right: Right; readonly body: Body },
) =>
  defineRoute({
    method: "post",
    path: `/campaigns/{campaignId}/${action}` as const,
    tags: ["campaigns"],
    summary,
    right,
    request: { params: campaignParams, body: jsonBody(body) },
    responses: answers(changed),
  });

const transition = z.strictObject(seen);
const editing = "edit-campaigns";
const running = "run-campaigns";

export const changeCampaignContract = {
  save: change("versions", {
    summary: "Saves a new version; what is left out is taken from the newest one",
    right: editing,
    body: z.strictObject({ ...seen, ...draftSchema.shape }),
  }),
  rollBack: change("roll-back", {
    summary: "Makes an old version the newest one",
    right: editing,
    body: z.strictObject({ ...seen, version: z.number().int().min(1) }),
  }),
  activate: change("activate", {
    summary: "Puts the newest version live",
    right: running,
    body: z.strictObject({ ...seen, inside: z.enum(["finish", "move"]).default("finish") }),
  }),
  "request-approval": change("request-approval", {
    summary: "Asks for approval of the newest version",
    right: editing,
    body: transition,
  }),
  approve: change("approve", { summary: "Approves the newest version", right: "approve-campaigns", body: transition }),
  pause: change("pause", { summary: "Stops a live campaign at once", right: running, body: transition }),
  resume: change("resume", { summary: "Lets a paused campaign go on", right: running, body: transition }),
  archive: change("archive", { summary: "Ends a campaign", right: running, body: transition }),
  restore: change("restore", { summary: "Makes an archived campaign a draft", right: editing, body: transition }),
};
