import * as z from "zod";
import { wordsProblems } from "../channels/check-words.ts";
import type { Words } from "../channels/words.ts";
import { wordsSchema } from "../channels/words-schema.ts";
import { type Campaign, campaignSchema } from "../domain/campaign.ts";
import { languages } from "../domain/channel.ts";
import type { Problem } from "../domain/problem.ts";
import type { CampaignStore, CampaignVersion } from "./campaign-store.ts";
import type { Draft } from "./change-campaign.ts";

/** A version as a person writes it: what is left out is taken from the newest version. */
export const draftSchema = z.strictObject({
  /** The campaign's id and the number of the version are given. */
  definition: campaignSchema.omit({ id: true, version: true }).optional(),
  /** Of a language, all of it. */
  words: z
    .array(wordsSchema)
    .min(1)
    .max(languages.length)
    .refine((all) => new Set(all.map(({ language }) => language)).size === all.length, "a language stands here twice")
    .optional(),
});
export type GivenDraft = z.output<typeof draftSchema>;

export type Drafted =
  | { readonly ok: true; readonly draft: Draft }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Everything a version says: its definition, and its words by language. */
export interface SaidByVersion {
  readonly definition: Campaign;
  readonly words: Readonly<Record<string, Words>>;
}

export const loadVersion = async (store: CampaignStore, q: CampaignVersion): Promise<SaidByVersion | undefined> => {
  const definition = await store.loadDefinition(q);
  if (definition === undefined) return undefined;
  const found = await Promise.all(languages.map((language) => store.loadWords({ ...q, language })));
  const words = Object.fromEntries(found.flatMap((one) => (one === undefined ? [] : [[one.language, one]])));
  return { definition, words };
};

/** `absent` parts of what was parsed carry undefined; a definition that is stored does not. */
const withoutUndefined = <Value>(value: Value): Value => JSON.parse(JSON.stringify(value)) as Value;

const saidOf = ({ version: _, ...said }: Campaign): Draft["campaign"] => said;

/** What a person wrote, over the newest version, checked. */
export const draftOver = (
  campaignId: string,
  newest: SaidByVersion | undefined,
  { definition, words = [] }: GivenDraft,
): Drafted => {
  const base = newest && saidOf(newest.definition);
  const campaign: Draft["campaign"] | undefined = definition === undefined ? base : { id: campaignId, ...definition };
  if (campaign === undefined)
    return { ok: false, problems: [{ where: "definition", problem: "is missing: the campaign is new" }] };
  const all: readonly Words[] = Object.values({
    ...newest?.words,
    ...Object.fromEntries(words.map((one) => [one.language, one as Words])),
  });
  const problems = all.flatMap((one) => wordsProblems(one, campaign));
  if (problems.length > 0) return { ok: false, problems };
  return { ok: true, draft: withoutUndefined({ campaign, words: all }) };
};

/** An old version as a new one. */
export const draftOfVersion = ({ definition, words }: SaidByVersion): Draft => {
  const { version: copyOf, ...campaign } = definition;
  return { campaign, words: Object.values(words), copyOf };
};
