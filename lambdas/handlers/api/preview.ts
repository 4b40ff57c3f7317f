import { type Context, Hono } from "hono";
import * as z from "zod";
import { wordsProblems } from "../../channels/check-words.ts";
import { previewsOf } from "../../channels/preview.ts";
import { sampleCustomers, sampleCustomersIn } from "../../channels/sample-customers.ts";
import type { Words } from "../../channels/words.ts";
import { newestOf } from "../../domain/campaign-life.ts";
import { channels, languages } from "../../domain/channel.ts";
import type { Runtime } from "../../shared/runtime.ts";
import { type CampaignStore, createCampaignStore } from "../../store/campaign-store.ts";
import { standingOf } from "../../store/change-campaign.ts";
import { draftSchema, loadVersion } from "../../store/draft-campaign.ts";
import { createLifeStore } from "../../store/life-store.ts";
import { readJson, readQuery, refuse } from "./answer.ts";
import { readCampaignId } from "./campaigns.ts";

const previewQuery = z.strictObject({ version: z.coerce.number().int().min(1).max(1_000_000).optional() });

const previewBody = z.strictObject({
  step: z.string().min(1).max(64).optional(),
  channel: z.enum(channels).optional(),
  language: z.enum(languages).optional(),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, "must be an ISO 3166-1 country code such as GB")
    .optional(),
  /** Words that are not saved yet, of a language all of them: they are shown over the version's own. */
  words: draftSchema.shape.words,
});

interface Tools {
  readonly runtime: Runtime;
  readonly campaigns: CampaignStore;
}

const newestVersion = async ({ runtime, campaigns }: Tools, campaignId: string): Promise<number | undefined> => {
  const { life } = await standingOf({ campaigns, lives: createLifeStore(runtime) }, campaignId);
  return life && newestOf(life).version;
};

const answerPreview = async (tools: Tools, context: Context): Promise<Response> => {
  const id = readCampaignId(context);
  if (!id.ok) return id.response;
  const query = readQuery(context, previewQuery);
  if (!query.ok) return query.response;
  const body = await readJson(context, previewBody);
  if (!body.ok) return body.response;
  const campaignId = id.value;
  const version = query.value.version ?? (await newestVersion(tools, campaignId));
  const said = version && (await loadVersion(tools.campaigns, { campaignId, version }));
  if (!said) return refuse(context, 404, [{ where: "campaignId", problem: "there is no such campaign or version" }]);
  const { definition } = said;
  const given = (body.value.words ?? []) as readonly Words[];
  const problems = given.flatMap((words) => wordsProblems(words, definition));
  if (problems.length > 0) return refuse(context, 400, problems);
  return shown(tools, context, { ...body.value, version, said, given });
};

interface Wanted extends Omit<z.output<typeof previewBody>, "words"> {
  readonly version: number;
  readonly said: NonNullable<Awaited<ReturnType<typeof loadVersion>>>;
  readonly given: readonly Words[];
}

const shown = async ({ runtime, campaigns }: Tools, context: Context, wanted: Wanted): Promise<Response> => {
  const { said, given, version, step, channel, language, country } = wanted;
  const campaign = said.definition;
  const sends = campaign.steps.flatMap((one) => (one.kind === "send" ? [one.id] : []));
  if (step !== undefined && !sends.includes(step)) {
    const problem = { where: "step", problem: "is no step that sends", received: step };
    return refuse(context, 400, [{ ...problem, allowed: sends.join(", ") || "none" }]);
  }
  const snapshot = await campaigns.snapshot();
  if (snapshot === undefined)
    return refuse(context, 409, [{ where: "settings", problem: "nothing was published yet; start the shop first" }]);
  const now = runtime.clock.now();
  const samples = country === undefined ? sampleCustomers(now) : sampleCustomersIn(country, now);
  const words = { ...said.words, ...Object.fromEntries(given.map((one) => [one.language, one])) };
  const { settings, coupons = [] } = snapshot;
  const previews = previewsOf({ campaign, words, settings, coupons, samples, now, stepId: step, channel, language });
  return context.json({
    version,
    samples: samples.map(({ id, name }) => ({ id, name })),
    previews,
  });
};

/** What sample customers would get from a version of a campaign, or from words that are not saved yet. Changes nothing. */
export const createPreviewRoutes = (runtime: Runtime): Hono => {
  const tools = { runtime, campaigns: createCampaignStore(runtime) };
  const app = new Hono();
  app.post("/campaigns/:campaignId/preview", (context) => answerPreview(tools, context));
  return app;
};
