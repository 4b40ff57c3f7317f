// The campaigns of a backtest: playbooks with the shop's parameters, and definitions from files, live together as they would be.
import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import * as z from "zod";
import type { CostedCampaign } from "../../lambdas/channels/message-cost.ts";
import type { Words } from "../../lambdas/channels/words.ts";
import { wordsSchema } from "../../lambdas/channels/words-schema.ts";
import { type Campaign, campaignSchema } from "../../lambdas/domain/campaign.ts";
import { referenceProblems } from "../../lambdas/domain/campaign-references.ts";
import { type Coupon, couponSchema } from "../../lambdas/domain/coupon.ts";
import { type Segment, segmentSchema } from "../../lambdas/domain/predicate.ts";
import type { Problem } from "../../lambdas/domain/problem.ts";
import { compileRules, type Rules } from "../../lambdas/domain/rules.ts";
import type { Settings } from "../../lambdas/domain/settings.ts";
import { draftOf, unknownIds } from "../playbooks/install.ts";
import { playbookIds } from "../playbooks/load.ts";
import { parsedFile, type Result, refused } from "../playbooks/problems.ts";

export interface Tried {
  readonly rules: Rules;
  readonly campaigns: readonly CostedCampaign[];
  readonly coupons: readonly Coupon[];
}

export interface TriedQuestion {
  readonly settings: Settings;
  /** Ids of playbooks. */
  readonly playbooks: readonly string[];
  /** Paths of JSON files: `{ "definition": …, "words": […], "segments": […], "coupons": […] }`, the last three optional. */
  readonly files: readonly string[];
}

interface Part extends CostedCampaign {
  readonly coupons: readonly Coupon[];
  readonly segments: readonly Segment[];
}

export const triedCampaigns = async ({ settings, playbooks, files }: TriedQuestion): Promise<Result<Tried>> => {
  const known = await playbookIds();
  const unknown = [
    ...unknownIds(Object.keys(settings.campaigns), known, (id) => `campaigns.${id}`),
    ...unknownIds(playbooks, known, () => "--campaigns"),
  ];
  if (unknown.length > 0) return refused(...unknown);
  const found = await Promise.all([
    ...playbooks.map((id) => playbookPart(id, settings)),
    ...files.map((file) => filePart(file)),
  ]);
  const parts = found.flatMap((one) => (one.ok ? [one.part] : []));
  const problems = found.flatMap((one) => (one.ok ? [] : one.problems));
  if (problems.length > 0) return refused(...problems);
  return tried(parts, settings);
};

const tried = (parts: readonly Part[], settings: Settings): Result<Tried> => {
  const coupons = firstById(parts.flatMap((part) => part.coupons));
  const segments = firstById(parts.flatMap((part) => part.segments));
  const campaigns = parts.map(({ campaign }) => campaign).toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const problems = [...twice(campaigns), ...campaigns.flatMap((one) => missing(one, { settings, coupons, segments }))];
  if (problems.length > 0) return refused(...problems);
  const snapshot = { revision: 1, paused: false, settings, campaigns, segments, coupons };
  return { ok: true, rules: compileRules(snapshot, { gapCount: 0, gapMsTotal: 0 }), campaigns: parts, coupons };
};

const firstById = <One extends { readonly id: string }>(all: readonly One[]): readonly One[] => [
  ...new Map(all.toReversed().map((one) => [one.id, one])).values(),
];

const twice = (campaigns: readonly Campaign[]): readonly Problem[] =>
  campaigns.flatMap(({ id }, index) =>
    campaigns[index + 1]?.id === id
      ? [{ where: "campaigns", problem: "a campaign is tried twice", received: id, allowed: "each id once" }]
      : [],
  );

const missing = (campaign: Campaign, shop: Parameters<typeof referenceProblems>[1]): readonly Problem[] =>
  referenceProblems(campaign, shop).map((problem) => ({ ...problem, where: `${campaign.id}: ${problem.where}` }));

const playbookPart = async (id: string, settings: Settings): Promise<Result<{ part: Part }>> => {
  const drafted = await draftOf(id, { settings, only: [id] });
  if (!drafted.ok) return drafted;
  const { campaign, coupons, segments, words } = drafted.draft;
  return { ok: true, part: { campaign, coupons, segments, words: byLanguage(words) } };
};

const byLanguage = (words: readonly Words[]): Part["words"] =>
  Object.fromEntries(words.map((one) => [one.language, one]));

const fileSchema = z.strictObject({
  definition: campaignSchema.omit({ id: true, version: true }),
  words: z.array(wordsSchema).optional(),
  segments: z.array(segmentSchema).optional(),
  coupons: z.array(couponSchema).optional(),
});

/** The campaign has the name of its file. */
const filePart = async (file: string): Promise<Result<{ part: Part }>> => {
  let input: unknown;
  try {
    input = JSON.parse(await readFile(file, "utf8"));
  } catch (error) {
    const problem = error instanceof SyntaxError ? `is not JSON: ${error.message}` : "cannot be read";
    return refused({ where: file, problem, allowed: 'a JSON file such as { "definition": … }' });
  }
  const parsed = parsedFile(file, fileSchema, input);
  if (!parsed.ok) return parsed;
  const { definition, words = [], segments = [], coupons = [] } = withoutUndefined(parsed.value);
  const named = parsedFile(file, campaignSchema, { ...definition, id: basename(file, ".json"), version: 1 });
  if (!named.ok) return named;
  const campaign = withoutUndefined(named.value);
  return { ok: true, part: { campaign, segments, coupons, words: byLanguage(words as readonly Words[]) } };
};

/** `absent` parts of what was parsed carry undefined; a definition that is stored does not. */
const withoutUndefined = <Value>(value: Value): Value => JSON.parse(JSON.stringify(value)) as Value;
