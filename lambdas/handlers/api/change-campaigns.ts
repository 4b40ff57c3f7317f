import { isDeepStrictEqual } from "node:util";
import type { Context } from "hono";
import type * as z from "zod";
import { withLinks } from "../../channels/links.ts";
import { newestOf } from "../../domain/campaign-life.ts";
import type { Runtime } from "../../shared/runtime.ts";
import { createCampaignStore } from "../../store/campaign-store.ts";
import { type CampaignChange, changeCampaign, type Draft, standingOf } from "../../store/change-campaign.ts";
import { draftOfVersion, draftOver, loadVersion, type SaidByVersion } from "../../store/draft-campaign.ts";
import { createLifeStore } from "../../store/life-store.ts";
import { refuse } from "./answer.ts";
import { shownLife } from "./campaign-view.ts";
import { changeCampaignContract } from "./contract/change-campaigns.ts";
import { ContractApp } from "./contract-app.ts";
import { actingPerson } from "./person.ts";

type BodyOf<Name extends keyof typeof changeCampaignContract> = z.output<
  (typeof changeCampaignContract)[Name]["request"]["body"]["content"]["application/json"]["schema"]
>;

type Deed = Omit<CampaignChange, "campaignId" | "by" | "now">;

/** Carries a change out and answers with the campaign as it stands then; a refusal tells what stands instead. */
const answerChange = async (runtime: Runtime, context: Context, campaignId: string, deed: Deed) => {
  const [now, by] = [runtime.clock.now(), actingPerson(context)];
  const changed = await changeCampaign(runtime, { ...deed, campaignId, by, now });
  const live = changed.ok ? changed.published : undefined;
  const approval = (live ?? (await createCampaignStore(runtime).snapshot({ consistent: true })))?.settings.approval;
  const viewer = { by, now, approval: approval ?? "none" };
  const stands = changed.life === undefined ? {} : { campaign: shownLife(changed.life, viewer) };
  if (!changed.ok) {
    const status = changed.reason === "unknown-campaign" ? 404 : 409;
    return refuse(context, status, changed.problems, { reason: changed.reason, ...stands });
  }
  runtime.logger.info("A person changed a campaign", { campaignId, action: deed.action, by });
  // The back-fill of this revision is what `/progress` tells of.
  return context.json({ ...stands, ...(live !== undefined && { published: { revision: live.revision } }) }, 200);
};

const saysNothingNew = ({ campaign, words }: Draft, { definition, words: before }: SaidByVersion): boolean => {
  const { version: _, ...said } = definition;
  const byLanguage = Object.fromEntries(words.map((one) => [one.language, withLinks(one)]));
  return isDeepStrictEqual(campaign, said) && isDeepStrictEqual(byLanguage, before);
};

const answerSave = async (runtime: Runtime, context: Context, campaignId: string, body: BodyOf<"save">) => {
  const { revision, note, ...given } = body;
  const campaigns = createCampaignStore(runtime);
  const { life } = await standingOf({ campaigns, lives: createLifeStore(runtime) }, campaignId);
  const newest = life && (await loadVersion(campaigns, { campaignId, version: newestOf(life).version }));
  const drafted = draftOver(campaignId, newest, given);
  if (!drafted.ok) return refuse(context, 400, drafted.problems);
  if (newest !== undefined && revision === life?.revision && saysNothingNew(drafted.draft, newest))
    return refuse(context, 409, [{ where: "body", problem: "says what the newest version says" }], {
      reason: "nothing-new",
    });
  return answerChange(runtime, context, campaignId, { action: "save", draft: drafted.draft, revision, note });
};

const answerRollBack = async (runtime: Runtime, context: Context, campaignId: string, body: BodyOf<"rollBack">) => {
  const { version, revision, note } = body;
  const said = await loadVersion(createCampaignStore(runtime), { campaignId, version });
  if (said === undefined)
    return refuse(context, 404, [
      { where: "version", problem: "there is no such version of this campaign", received: String(version) },
    ]);
  return answerChange(runtime, context, campaignId, { action: "save", draft: draftOfVersion(said), revision, note });
};

const transitions = ["request-approval", "approve", "pause", "resume", "archive", "restore"] as const;

/** What people do with campaigns. Every change names the revision it is based on and leaves an entry in the audit log. */
export const createChangeCampaignRoutes = (runtime: Runtime): ContractApp => {
  const app = new ContractApp()
    .openapi(changeCampaignContract.save, (context) =>
      answerSave(runtime, context, context.req.valid("param").campaignId, context.req.valid("json")),
    )
    .openapi(changeCampaignContract.rollBack, (context) =>
      answerRollBack(runtime, context, context.req.valid("param").campaignId, context.req.valid("json")),
    )
    .openapi(changeCampaignContract.activate, (context) => {
      const deed = { action: "activate" as const, ...context.req.valid("json") };
      return answerChange(runtime, context, context.req.valid("param").campaignId, deed);
    });
  for (const action of transitions)
    app.openapi(changeCampaignContract[action], (context) =>
      answerChange(runtime, context, context.req.valid("param").campaignId, { action, ...context.req.valid("json") }),
    );
  return app;
};
