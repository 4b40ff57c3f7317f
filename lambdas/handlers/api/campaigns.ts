import type { Context } from "hono";
import { adopted } from "../../domain/adopt-life.ts";
import { campaignDiff } from "../../domain/campaign-diff.ts";
import { type CampaignLife, newestOf } from "../../domain/campaign-life.ts";
import { referenceProblems } from "../../domain/campaign-references.ts";
import type { Runtime } from "../../shared/runtime.ts";
import { type CampaignStore, createCampaignStore } from "../../store/campaign-store.ts";
import { standingOf } from "../../store/change-campaign.ts";
import { loadVersion } from "../../store/draft-campaign.ts";
import { createLifeStore, type LifeStore } from "../../store/life-store.ts";
import { loadProgress } from "../../store/replan-jobs.ts";
import { refuse } from "./answer.ts";
import { shownLife, shownVersions, type Viewer } from "./campaign-view.ts";
import { campaignContract } from "./contract/campaigns.ts";
import { ContractApp } from "./contract-app.ts";
import { actingPerson } from "./person.ts";

interface Tools {
  readonly runtime: Runtime;
  readonly campaigns: CampaignStore;
  readonly lives: LifeStore;
}

const unknownCampaign = (context: Context) =>
  refuse(context, 404, [{ where: "campaignId", problem: "there is no such campaign" }]);

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
  const body = {
    campaign: shownLife(life, viewer),
    versions: shownVersions(life, viewer),
    ...said,
    /** What stands in the way of going live. */
    missing: said && snapshot ? referenceProblems(said.definition, snapshot) : [],
  };
  return context.json(body, 200);
};

const unknownVersion = (context: Context, where: string, received: number) =>
  refuse(context, 404, [{ where, problem: "there is no such version of this campaign", received: String(received) }]);

const toldDiff = async (
  { campaigns }: Tools,
  context: Context,
  q: { readonly campaignId: string; readonly from: number; readonly to: number },
) => {
  const { campaignId, from, to } = q;
  const [before, after] = await Promise.all(
    [from, to].map((version) => loadVersion(campaigns, { campaignId, version })),
  );
  if (before !== undefined && after !== undefined)
    return context.json({ from, to, differences: campaignDiff(before, after) }, 200);
  return before === undefined ? unknownVersion(context, "from", from) : unknownVersion(context, "to", to);
};

const iso = (at: number): string => new Date(at).toISOString();

const toldProgress = async ({ runtime }: Tools, context: Context) => {
  const progress = await loadProgress(runtime);
  if (progress === undefined)
    return refuse(context, 409, [
      { where: "campaigns", problem: "nothing was published yet; activate a campaign first" },
    ]);
  const segments = progress.segments.map(({ startedAt, updatedAt, ...segment }) => ({
    ...segment,
    ...(startedAt !== undefined && { startedAt: iso(startedAt) }),
    ...(updatedAt !== undefined && { updatedAt: iso(updatedAt) }),
  }));
  return context.json({ ...progress, segments }, 200);
};

/** Campaigns as they stand, their versions and what differs between them, and how far a back-fill has come. */
export const createCampaignRoutes = (runtime: Runtime): ContractApp => {
  const tools = { runtime, campaigns: createCampaignStore(runtime), lives: createLifeStore(runtime) };
  return new ContractApp()
    .openapi(campaignContract.list, async (context) => context.json(await listed(tools, context), 200))
    .openapi(campaignContract.get, (context) => told(tools, context, context.req.valid("param").campaignId))
    .openapi(campaignContract.version, async (context) => {
      const q = context.req.valid("param");
      const said = await loadVersion(tools.campaigns, q);
      return said === undefined ? unknownVersion(context, "version", q.version) : context.json(said, 200);
    })
    .openapi(campaignContract.diff, (context) =>
      toldDiff(tools, context, { ...context.req.valid("param"), ...context.req.valid("query") }),
    )
    .openapi(campaignContract.progress, (context) => toldProgress(tools, context));
};
