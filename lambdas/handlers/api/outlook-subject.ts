import type { Words } from "../../channels/words.ts";
import type { Campaign } from "../../domain/campaign.ts";
import { newestOf } from "../../domain/campaign-life.ts";
import type { Language } from "../../domain/channel.ts";
import type { Problem } from "../../domain/problem.ts";
import type { Snapshot } from "../../domain/rules.ts";
import type { Runtime } from "../../shared/runtime.ts";
import { standingSnapshot } from "../../store/campaign-publishing.ts";
import { type CampaignStore, createCampaignStore } from "../../store/campaign-store.ts";
import { standingOf } from "../../store/change-campaign.ts";
import { draftOver, type GivenDraft, loadVersion } from "../../store/draft-campaign.ts";
import { createLifeStore } from "../../store/life-store.ts";

/** A campaign as it would be if it went live now: a stored version, or one that is still being written. */
export interface Subject {
  readonly campaign: Campaign;
  readonly words: Readonly<Partial<Record<Language, Words>>>;
  readonly snapshot: Snapshot;
}

export interface SubjectQuery extends GivenDraft {
  readonly campaignId: string;
  /** Absent: the newest. */
  readonly version?: number | undefined;
}

export type Found =
  | { readonly ok: true; readonly subject: Subject }
  | { readonly ok: false; readonly status: 400 | 404 | 409; readonly problems: readonly Problem[] };

const refused = (status: 400 | 404 | 409, ...problems: readonly Problem[]): Found => ({ ok: false, status, problems });

const unknownVersion = { where: "version", problem: "there is no such campaign or version" };

/** What is given stands over the version; of a campaign that is new everything is given. */
export const subjectOf = async (runtime: Runtime, q: SubjectQuery): Promise<Found> => {
  const campaigns = createCampaignStore(runtime);
  const snapshot = standingSnapshot(await campaigns.snapshot({ consistent: true }));
  const newest = await newestVersion(runtime, campaigns, q.campaignId);
  const version = q.version ?? newest;
  const said = version === undefined ? undefined : await loadVersion(campaigns, { campaignId: q.campaignId, version });
  if (q.version !== undefined && said === undefined) return refused(404, unknownVersion);
  if (said === undefined && q.definition === undefined) return refused(404, unknownVersion);
  if (said !== undefined && q.definition === undefined && q.words === undefined)
    return { ok: true, subject: { campaign: said.definition, words: said.words, snapshot } };
  const drafted = draftOver(q.campaignId, said, q);
  if (!drafted.ok) return refused(400, ...drafted.problems);
  const { campaign, words } = drafted.draft;
  const byLanguage = Object.fromEntries(words.map((one) => [one.language, one]));
  return { ok: true, subject: { campaign: { ...campaign, version: (newest ?? 0) + 1 }, words: byLanguage, snapshot } };
};

const newestVersion = async (
  runtime: Runtime,
  campaigns: CampaignStore,
  campaignId: string,
): Promise<number | undefined> => {
  const { life } = await standingOf({ campaigns, lives: createLifeStore(runtime) }, campaignId);
  return life && newestOf(life).version;
};
