import type { Context } from "hono";
import type * as z from "zod";
import { wordsProblems } from "../../channels/check-words.ts";
import { previewsOf } from "../../channels/preview.ts";
import { sampleCustomers, sampleCustomersIn, sampleReaders } from "../../channels/sample-customers.ts";
import type { Words } from "../../channels/words.ts";
import { newestOf } from "../../domain/campaign-life.ts";
import type { Runtime } from "../../shared/runtime.ts";
import { standingSnapshot } from "../../store/campaign-publishing.ts";
import { type CampaignStore, createCampaignStore } from "../../store/campaign-store.ts";
import { standingOf } from "../../store/change-campaign.ts";
import { loadVersion } from "../../store/draft-campaign.ts";
import { createLifeStore } from "../../store/life-store.ts";
import { refuse } from "./answer.ts";
import { previewContract } from "./contract/preview.ts";
import { ContractApp } from "./contract-app.ts";

interface Tools {
  readonly runtime: Runtime;
  readonly campaigns: CampaignStore;
}

const newestVersion = async ({ runtime, campaigns }: Tools, campaignId: string): Promise<number | undefined> => {
  const { life } = await standingOf({ campaigns, lives: createLifeStore(runtime) }, campaignId);
  return life && newestOf(life).version;
};

type PreviewBody = z.output<(typeof previewContract.preview.request.body.content)["application/json"]["schema"]>;

const answerPreview = async (
  tools: Tools,
  context: Context,
  q: { readonly campaignId: string; readonly version: number | undefined; readonly body: PreviewBody },
) => {
  const { campaignId, body } = q;
  const version = q.version ?? (await newestVersion(tools, campaignId));
  const said = version && (await loadVersion(tools.campaigns, { campaignId, version }));
  if (!said) return refuse(context, 404, [{ where: "campaignId", problem: "there is no such campaign or version" }]);
  const definition = body.definition === undefined ? said.definition : { id: campaignId, version, ...body.definition };
  const given = (body.words ?? []) as readonly Words[];
  const problems = given.flatMap((words) => wordsProblems(words, definition));
  if (problems.length > 0) return refuse(context, 400, problems);
  return shown(tools, context, { ...body, version, said: { ...said, definition }, given });
};

interface Wanted extends Omit<PreviewBody, "words" | "definition"> {
  readonly version: number;
  readonly said: NonNullable<Awaited<ReturnType<typeof loadVersion>>>;
  readonly given: readonly Words[];
}

const samplesFor = ({ country, language }: Pick<Wanted, "country" | "language">, now: number) => {
  if (country !== undefined) return sampleCustomersIn(country, now);
  return language === undefined ? sampleCustomers(now) : sampleReaders(language, now);
};

const shown = async ({ runtime, campaigns }: Tools, context: Context, wanted: Wanted) => {
  const { said, given, version, step, channel, language, country } = wanted;
  const campaign = said.definition;
  const sends = campaign.steps.flatMap((one) => (one.kind === "send" ? [one.id] : []));
  if (step !== undefined && !sends.includes(step)) {
    const problem = { where: "step", problem: "is no step that sends", received: step };
    return refuse(context, 400, [{ ...problem, allowed: sends.join(", ") || "none" }]);
  }
  const snapshot = standingSnapshot(await campaigns.snapshot());
  const now = runtime.clock.now();
  const samples = samplesFor({ country, language }, now);
  const words = { ...said.words, ...Object.fromEntries(given.map((one) => [one.language, one])) };
  const { settings, coupons = [] } = snapshot;
  const previews = previewsOf({ campaign, words, settings, coupons, samples, now, stepId: step, channel, language });
  return context.json({ version, samples: samples.map(({ id, name }) => ({ id, name })), previews }, 200);
};

/** What sample customers would get from a version of a campaign, or from words that are not saved yet. Changes nothing. */
export const createPreviewRoutes = (runtime: Runtime): ContractApp => {
  const tools = { runtime, campaigns: createCampaignStore(runtime) };
  return new ContractApp().openapi(previewContract.preview, (context) => {
    const { campaignId } = context.req.valid("param");
    const { version } = context.req.valid("query");
    return answerPreview(tools, context, { campaignId, version, body: context.req.valid("json") });
  });
};
