import { type Context, Hono } from "hono";
import * as z from "zod";
import { adopted } from "../../domain/adopt-life.ts";
import { campaignDiff } from "../../domain/campaign-diff.ts";
import { type CampaignLife, newestOf } from "../../domain/campaign-life.ts";
import { referenceProblems } from "../../domain/campaign-references.ts";
import { identifier } from "../../domain/event-match-schema.ts";
import { shown } from "../../domain/problem.ts";
import type { Runtime } from "../../shared/runtime.ts";
import { type CampaignStore, createCampaignStore } from "../../store/campaign-store.ts";
import { standingOf } from "../../store/change-campaign.ts";
import { loadVersion } from "../../store/draft-campaign.ts";
import { createLifeStore, type LifeStore } from "../../store/life-store.ts";
import { loadProgress } from "../../store/replan-jobs.ts";
import { type Input, readQuery, refuse } from "./answer.ts";
import { shownLife, shownVersions, type Viewer } from "./campaign-view.ts";
import { actingPerson } from "./person.ts";

interface Tools {
  readonly runtime: Runtime;
  readonly campaigns: CampaignStore;
  readonly lives: LifeStore;
}

/** The campaign a path names, or the answer that refuses it. */
export const readCampaignId = (context: Context): Input<string> => {
  const id = context.req.param("campaignId") ?? "";
  if (identifier.safeParse(id).success) return { ok: true, value: id };
  const problem = { where: "campaignId", problem: "is no usable id", received: shown(id) };
  const allowed = "lower-case letters, digits and hyphens";
  return { ok: false, response: refuse(context, 400, [{ ...problem, allowed }]) };
};

const unknownCampaign = (context: Context) =>
  refuse(context, 404, [{ where: "campaignId", problem: "there is no such campaign" }]);

const versionNumber = z.coerce.number().int().min(1).max(1_000_000);
const diffQuery = z.strictObject({ from: versionNumber, to: versionNumber });

/** Every campaign that has a record or is live. A live one without a record was installed with the product. */
const listed = async ({ runtime, campaigns, lives }: Tools, context: Context) => {
  const [snapshot, stored] = await Promise.all([campaigns.snapshot({ consistent: true }), lives.list()]);
  const published = new Map((snapshot?.campaigns ?? []).map(({ id, version }) => [id, version]));
  const known = new Map(stored.map((life) => [life.campaignId, life]));
  const approval = snapshot?.settings.approval ?? "none";
  const viewer: Viewer = { by: actingPerson(context), now: runtime.clock.now(), approval };
  const all = [...new Set([...published.keys(), ...known.keys()])].toSorted();
  return {
    approval,
    campaigns: all
      .map((campaignId) => adopted(known.get(campaignId), { campaignId, published: published.get(campaignId) }))
      .filter((life): life is CampaignLife => life !== undefined)
      .map((life) => shownLife(life, viewer)),
  };
};

const told = async (tools: Tools, context: Context, campaignId: string) => {
  const { life, snapshot } = await standingOf(tools, campaignId);
  if (life === undefined) return unknownCampaign(context);
  const approval = snapshot?.settings.approval ?? "none";
  const viewer = { by: actingPerson(context), now: tools.runtime.clock.now(), approval };
  const said = await loadVersion(tools.campaigns, { campaignId, version: newestOf(life).version });
  return context.json({
    campaign: shownLife(life, viewer),
    versions: shownVersions(life, viewer),
    ...said,
    /** What stands in the way of going live. */
    missing: said && snapshot ? referenceProblems(said.definition, snapshot) : [],
  });
};

const toldVersion = async ({ campaigns }: Tools, context: Context, campaignId: string) => {
  const version = versionNumber.safeParse(context.req.param("version"));
  const said = version.success ? await loadVersion(campaigns, { campaignId, version: version.data }) : undefined;
  return said === undefined
    ? refuse(context, 404, [{ where: "version", problem: "there is no such version of this campaign" }])
    : context.json(said);
};

const toldDiff = async ({ campaigns }: Tools, context: Context, campaignId: string) => {
  const query = readQuery(context, diffQuery);
  if (!query.ok) return query.response;
  const { from, to } = query.value;
  const [before, after] = await Promise.all(
    [from, to].map((version) => loadVersion(campaigns, { campaignId, version })),
  );
  if (before !== undefined && after !== undefined)
    return context.json({ from, to, differences: campaignDiff(before, after) });
  const [where, received] = before === undefined ? ["from", from] : ["to", to];
  return refuse(context, 404, [
    { where: String(where), problem: "there is no such version", received: String(received) },
  ]);
};

const iso = (at: number): string => new Date(at).toISOString();

const toldProgress = async ({ runtime }: Tools, context: Context) => {
  const progress = await loadProgress(runtime);
  if (progress === undefined)
    return refuse(context, 409, [
      { where: "campaigns", problem: "nothing was published yet; activate a campaign first" },
    ]);
  return context.json({
    ...progress,
    segments: progress.segments.map(({ startedAt, updatedAt, ...segment }) => ({
      ...segment,
      ...(startedAt !== undefined && { startedAt: iso(startedAt) }),
      ...(updatedAt !== undefined && { updatedAt: iso(updatedAt) }),
    })),
  });
};

/** Campaigns as they stand, their versions and what differs between them, and how far a back-fill has come. */
export const createCampaignRoutes = (runtime: Runtime): Hono => {
  const tools = { runtime, campaigns: createCampaignStore(runtime), lives: createLifeStore(runtime) };
  const about =
    (answer: (tools: Tools, context: Context, campaignId: string) => Promise<Response>) =>
    async (context: Context): Promise<Response> => {
      const id = readCampaignId(context);
      return id.ok ? answer(tools, context, id.value) : id.response;
    };
  const app = new Hono();
  app.get("/campaigns", async (context) => context.json(await listed(tools, context)));
  app.get("/campaigns/:campaignId", about(told));
  app.get("/campaigns/:campaignId/versions/:version", about(toldVersion));
  app.get("/campaigns/:campaignId/diff", about(toldDiff));
  app.get("/progress", (context) => toldProgress(tools, context));
  return app;
};
