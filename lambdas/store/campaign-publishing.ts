import { type Brings, withBrought } from "../domain/brought.ts";
import type { Campaign } from "../domain/campaign.ts";
import { type CampaignLife, type LifeAction, newestOf } from "../domain/campaign-life.ts";
import { referenceProblems } from "../domain/campaign-references.ts";
import { languages } from "../domain/channel.ts";
import { withArchived, withEdited, withPaused } from "../domain/edit-campaign.ts";
import type { Problem } from "../domain/problem.ts";
import type { EarlierVersion, Snapshot } from "../domain/rules.ts";
import { type Settings, settingsSchema } from "../domain/settings.ts";
import { RekindleError } from "../shared/errors.ts";
import type { CampaignStore } from "./campaign-store.ts";

export interface PublishingQuery {
  readonly campaignId: string;
  readonly action: LifeAction;
  readonly inside?: EarlierVersion["inside"] | undefined;
  readonly settings?: Settings | undefined;
  readonly brings?: Brings | undefined;
}

/** What stands before anything was published. */
export const firstSnapshot = (): Omit<Snapshot, "revision"> => ({
  paused: false,
  settings: settingsSchema.parse({}),
  campaigns: [],
});

/** What stands, to be looked at: before anything was published the defaults, as revision 0. */
export const standingSnapshot = (published: Snapshot | undefined): Snapshot =>
  published ?? { ...firstSnapshot(), revision: 0 };

export const definitionOf = async (store: CampaignStore, campaignId: string, version: number): Promise<Campaign> => {
  const found = await store.loadDefinition({ campaignId, version });
  if (found !== undefined) return found;
  throw new RekindleError("item-invalid", "A campaign's version has a record and no definition.", {
    data: { campaignId, version },
  });
};

const placesOfWords = ({ steps }: Campaign) =>
  steps.flatMap((step) => (step.kind === "send" ? step.channels.map((channel) => ({ step: step.id, channel })) : []));

/** The step's words in every language that the version has any in; nobody could be sent anything else. */
const missingWords = async (store: CampaignStore, campaign: Campaign): Promise<readonly Problem[]> => {
  const problems: Problem[] = [];
  for (const language of languages) {
    const words = await store.loadWords({ campaignId: campaign.id, version: campaign.version, language });
    const missing = placesOfWords(campaign).filter(({ step, channel }) => words?.steps[step]?.[channel] === undefined);
    const at = (step: string, channel: string) => `words.${language}.steps.${step}.${channel}`;
    problems.push(...missing.map(({ step, channel }) => ({ where: at(step, channel), problem: "is missing" })));
  }
  return problems;
};

export type Publishing =
  | { readonly ok: true; readonly change?: Omit<Snapshot, "revision"> }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** The version that was live before the campaign was put away: customers may be inside still. */
const putAway = async (
  store: CampaignStore,
  { campaignId, liveVersion }: CampaignLife,
  { campaigns, earlier = [] }: Pick<Snapshot, "campaigns" | "earlier">,
): Promise<readonly Campaign[]> => {
  const isKept = [...campaigns, ...earlier.map(({ campaign }) => campaign)].some(({ id }) => id === campaignId);
  return isKept || liveVersion === undefined ? [] : [await definitionOf(store, campaignId, liveVersion)];
};

/** In the order of their ids, so that a pause and a resume leave no trace. */
const withLive = (
  snapshot: Omit<Snapshot, "revision">,
  campaign: Campaign,
  inside: EarlierVersion["inside"],
): Omit<Snapshot, "revision"> => {
  const edited = withEdited(snapshot, campaign, inside);
  return { ...edited, campaigns: edited.campaigns.toSorted((a, b) => (a.id < b.id ? -1 : 1)) };
};

const activated = async (
  store: CampaignStore,
  q: PublishingQuery,
  before: CampaignLife,
  base: Omit<Snapshot, "revision">,
): Promise<Publishing> => {
  const campaign = await definitionOf(store, q.campaignId, newestOf(before).version);
  const problems = [...referenceProblems(campaign, base), ...(await missingWords(store, campaign))];
  if (problems.length > 0) return { ok: false, problems };
  const campaigns = [...base.campaigns, ...(await putAway(store, before, base))];
  return { ok: true, change: withLive({ ...base, campaigns }, campaign, q.inside ?? "finish") };
};

/** How the change shows in what the engine runs by; nothing when it does not. */
export const publishingOf = async (
  store: CampaignStore,
  q: PublishingQuery,
  { life: before, snapshot }: { readonly life: CampaignLife | undefined; readonly snapshot: Snapshot | undefined },
  next: CampaignLife,
): Promise<Publishing> => {
  const inForce = snapshot ?? firstSnapshot();
  const withSettings = q.settings === undefined ? inForce : { ...inForce, settings: q.settings };
  const current = q.brings === undefined ? withSettings : withBrought(withSettings, q.brings);
  if (q.action === "activate" && before !== undefined) return activated(store, q, before, current);
  if (q.action === "resume" && next.liveVersion !== undefined) {
    const campaign = await definitionOf(store, q.campaignId, next.liveVersion);
    const problems = referenceProblems(campaign, current);
    return problems.length > 0 ? { ok: false, problems } : { ok: true, change: withLive(current, campaign, "finish") };
  }
  if (q.action === "pause") return { ok: true, change: withPaused(current, q.campaignId) };
  const wasLive = before?.liveVersion !== undefined && snapshot !== undefined;
  return q.action === "archive" && wasLive ? { ok: true, change: withArchived(current, q.campaignId) } : { ok: true };
};
