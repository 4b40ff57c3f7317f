import { isDeepStrictEqual } from "node:util";
import { type Context, Hono } from "hono";
import * as z from "zod";
import { withLinks } from "../../channels/links.ts";
import { type LifeAction, newestOf } from "../../domain/campaign-life.ts";
import type { Right } from "../../domain/role.ts";
import type { Runtime } from "../../shared/runtime.ts";
import { createCampaignStore } from "../../store/campaign-store.ts";
import { type CampaignChange, changeCampaign, type Draft, standingOf } from "../../store/change-campaign.ts";
import { draftOfVersion, draftOver, draftSchema, loadVersion, type SaidByVersion } from "../../store/draft-campaign.ts";
import { createLifeStore } from "../../store/life-store.ts";
import { readJson, refuse } from "./answer.ts";
import { shownLife } from "./campaign-view.ts";
import { readCampaignId } from "./campaigns.ts";
import { actingPerson } from "./person.ts";
import { needs } from "./rights.ts";

const seen = {
  /** The revision of the campaign that the person saw; 0 for one that is new. */
  revision: z.number().int().min(0),
  note: z.string().trim().min(1).max(500).optional(),
};
const transitionBody = z.strictObject(seen);
const activateBody = z.strictObject({ ...seen, inside: z.enum(["finish", "move"]).default("finish") });
const saveBody = z.strictObject({ ...seen, ...draftSchema.shape });
const rollBackBody = z.strictObject({ ...seen, version: z.number().int().min(1) });

type Deed = Omit<CampaignChange, "campaignId" | "by" | "now">;

/** Carries a change out and answers with the campaign as it stands then; a refusal tells what stands instead. */
const answerChange = async (runtime: Runtime, context: Context, campaignId: string, deed: Deed): Promise<Response> => {
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
  return context.json({ ...stands, ...(live !== undefined && { published: { revision: live.revision } }) });
};

const saysNothingNew = ({ campaign, words }: Draft, { definition, words: before }: SaidByVersion): boolean => {
  const { version: _, ...said } = definition;
  const byLanguage = Object.fromEntries(words.map((one) => [one.language, withLinks(one)]));
  return isDeepStrictEqual(campaign, said) && isDeepStrictEqual(byLanguage, before);
};

const answerSave = async (runtime: Runtime, context: Context, campaignId: string): Promise<Response> => {
  const body = await readJson(context, saveBody);
  if (!body.ok) return body.response;
  const { revision, note, ...given } = body.value;
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

const answerRollBack = async (runtime: Runtime, context: Context, campaignId: string): Promise<Response> => {
  const body = await readJson(context, rollBackBody);
  if (!body.ok) return body.response;
  const { version, revision, note } = body.value;
  const said = await loadVersion(createCampaignStore(runtime), { campaignId, version });
  if (said === undefined)
    return refuse(context, 404, [
      { where: "version", problem: "there is no such version of this campaign", received: String(version) },
    ]);
  return answerChange(runtime, context, campaignId, { action: "save", draft: draftOfVersion(said), revision, note });
};

const transitions: Readonly<Record<Exclude<LifeAction, "save" | "activate">, Right>> = {
  "request-approval": "edit-campaigns",
  approve: "approve-campaigns",
  pause: "run-campaigns",
  resume: "run-campaigns",
  archive: "run-campaigns",
  restore: "edit-campaigns",
};

/** What people do with campaigns. Every change names the revision it is based on and leaves an entry in the audit log. */
export const createChangeCampaignRoutes = (runtime: Runtime): Hono => {
  const about =
    (answer: (context: Context, campaignId: string) => Promise<Response>) =>
    async (context: Context): Promise<Response> => {
      const id = readCampaignId(context);
      return id.ok ? answer(context, id.value) : id.response;
    };
  const app = new Hono();
  const at = (action: string) => `/campaigns/:campaignId/${action}`;
  const edit = needs("edit-campaigns");
  app.post(
    at("versions"),
    edit,
    about((context, id) => answerSave(runtime, context, id)),
  );
  app.post(
    at("roll-back"),
    edit,
    about((context, id) => answerRollBack(runtime, context, id)),
  );
  app.post(
    at("activate"),
    needs("run-campaigns"),
    about(async (context, id) => {
      const body = await readJson(context, activateBody);
      return body.ok ? answerChange(runtime, context, id, { action: "activate", ...body.value }) : body.response;
    }),
  );
  for (const [action, right] of Object.entries(transitions) as [keyof typeof transitions, Right][])
    app.post(
      at(action),
      needs(right),
      about(async (context, id) => {
        const body = await readJson(context, transitionBody);
        return body.ok ? answerChange(runtime, context, id, { action, ...body.value }) : body.response;
      }),
    );
  return app;
};
