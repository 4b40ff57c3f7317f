import { isDeepStrictEqual } from "node:util";
import { withLinks } from "../../lambdas/channels/links.ts";
import type { Words } from "../../lambdas/channels/words.ts";
import type { Campaign } from "../../lambdas/domain/campaign.ts";
import type { Coupon } from "../../lambdas/domain/coupon.ts";
import type { Segment } from "../../lambdas/domain/predicate.ts";
import type { Problem } from "../../lambdas/domain/problem.ts";
import type { Snapshot } from "../../lambdas/domain/rules.ts";
import type { Settings } from "../../lambdas/domain/settings.ts";
import type { CampaignStore } from "../../lambdas/store/campaign-store.ts";
import { buildCampaign } from "./build-campaign.ts";
import { buildWords } from "./build-words.ts";
import { loadPlaybook, playbookIds } from "./load.ts";
import type { Result } from "./problems.ts";
import { latestVersion } from "./versions.ts";

export interface InstallQuery {
  readonly store: CampaignStore;
  readonly settings: Settings;
  /** Absent: every playbook there is. What is live besides these stays as it is. */
  readonly only?: readonly string[];
  /** Also puts campaigns live again that a person paused. Default: false, a pause is a pause. */
  readonly revive?: boolean;
  /** Absent: the playbooks that come with the product. */
  readonly folder?: string;
}

export interface Installation {
  /** The installed versions, live or paused by a person; disabled ones are left out. */
  readonly installed: readonly Campaign[];
  /** With a problem anywhere, nothing is stored and nothing published. */
  readonly problems: readonly Problem[];
}

interface Draft {
  readonly campaign: Campaign;
  readonly coupons: readonly Coupon[];
  readonly segments: readonly Segment[];
  readonly words: readonly Words[];
  /** Whether it goes live when the settings do not say: it was asked for by name, or comes with a new shop. */
  readonly isWanted: boolean;
}

const unknownIds = (
  ids: readonly string[],
  known: readonly string[],
  where: (id: string) => string,
): readonly Problem[] =>
  ids
    .filter((id) => !known.includes(id))
    .map((id) => ({ where: where(id), problem: "there is no such campaign", received: id, allowed: known.join(", ") }));

/** What a playbook comes to with the shop's settings; its version is not known yet and stands as 1. */
const draftOf = async (id: string, q: InstallQuery): Promise<Result<{ draft: Draft }>> => {
  const loaded = await loadPlaybook(id, q.folder);
  if (!loaded.ok) return loaded;
  const built = buildCampaign(loaded.playbook, q.settings.campaigns[id], 1);
  if (!built.ok) return built;
  const { campaign, coupons, segments, parameters } = built;
  const words = await buildWords(loaded.playbook, parameters);
  if (!words.ok) return words;
  const isWanted = q.only !== undefined || loaded.playbook.live;
  return { ok: true, draft: { campaign, coupons, segments, words: words.words, isWanted } };
};

/** Saves the words of a stored version; false when other words stand there already. */
const complete = async (store: CampaignStore, campaign: Campaign, all: readonly Words[]): Promise<boolean> => {
  const version = { campaignId: campaign.id, version: campaign.version };
  for (const words of all) {
    if ((await store.saveWords({ ...version, words })) === "saved") continue;
    const there = await store.loadWords({ ...version, language: words.language });
    // The store adds the list of links, and words from before there was one say the same without it.
    if (there === undefined || !isDeepStrictEqual(withLinks(there), withLinks(words))) return false;
  }
  return true;
};

const saveAsNext = async (store: CampaignStore, { campaign, words }: Draft, from: number): Promise<Campaign> => {
  for (let version = from; ; version += 1) {
    const numbered = { ...campaign, version };
    const won = (await store.saveDefinition(numbered)) === "saved";
    if (won && (await complete(store, numbered, words))) return numbered;
  }
};

interface Stored {
  readonly campaign: Campaign;
  readonly draft: Draft;
  /** False at the campaign's first installation. */
  readonly wasKnown: boolean;
}

/**
 * The stored version that says the same, or a new one. The definition goes first, so that numbers have no gap; one whose
 * words an interruption cut off was never published, and is completed here when it still says the same.
 */
const store = async (campaigns: CampaignStore, draft: Draft): Promise<Stored> => {
  const latest = await latestVersion(campaigns, draft.campaign.id);
  if (latest === undefined) return { campaign: await saveAsNext(campaigns, draft, 1), draft, wasKnown: false };
  const isSame = isDeepStrictEqual(latest, { ...draft.campaign, version: latest.version });
  const isCurrent = isSame && (await complete(campaigns, latest, draft.words));
  const campaign = isCurrent ? latest : await saveAsNext(campaigns, draft, latest.version + 1);
  return { campaign, draft, wasKnown: true };
};

const isEnabled = (settings: Settings, { campaign: { id }, isWanted }: Draft): boolean =>
  settings.campaigns[id]?.enabled ?? isWanted;

/** A known campaign that is not live although the settings in force enabled it: a person paused it. */
const isPausedByPerson = ({ campaign: { id }, draft, wasKnown }: Stored, live: Snapshot | undefined): boolean =>
  wasKnown && live !== undefined && isEnabled(live.settings, draft) && !live.campaigns.some((other) => other.id === id);

/** A shop's own coupon or segment of that id stays as the shop made it. */
const withMore = <Kept extends { readonly id: string }>(
  known: readonly Kept[] = [],
  more: readonly Kept[],
): readonly Kept[] => {
  const all = new Map([...more, ...known].map((one) => [one.id, one]));
  return [...all.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1));
};

const nextSnapshot = (
  q: InstallQuery,
  live: Snapshot | undefined,
  changed: {
    readonly ids: readonly string[];
    readonly stored: readonly Stored[];
    readonly coupons: readonly Coupon[];
    readonly segments: readonly Segment[];
  },
): Omit<Snapshot, "revision"> => {
  const untouched = (live?.campaigns ?? []).filter(({ id }) => !changed.ids.includes(id));
  const goLive = changed.stored.filter((one) => q.revive === true || !isPausedByPerson(one, live));
  const campaigns = [...untouched, ...goLive.map(({ campaign }) => campaign)];
  const coupons = withMore(live?.coupons, changed.coupons);
  const segments = withMore(live?.segments, changed.segments);
  return {
    paused: live?.paused ?? false,
    ...(live?.earlier !== undefined && { earlier: live.earlier }),
    ...(segments.length > 0 && { segments }),
    ...(coupons.length > 0 && { coupons }),
    ...(live?.breaker !== undefined && { breaker: live.breaker }),
    settings: q.settings,
    campaigns: campaigns.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
  };
};

const publishChange = async (
  store: CampaignStore,
  live: Snapshot | undefined,
  change: (current: Snapshot | undefined) => Omit<Snapshot, "revision">,
): Promise<void> => {
  if (live !== undefined && isDeepStrictEqual({ ...change(live), revision: live.revision }, live)) return;
  await store.publish(change);
};

/**
 * Stores the shop's version of the playbooks and puts the enabled ones live. Doing it again changes nothing; other
 * parameters or words make the next version, and people inside a campaign finish on the one they entered.
 */
export const installPlaybooks = async (q: InstallQuery): Promise<Installation> => {
  const known = await playbookIds(q.folder);
  const ids = q.only ?? known;
  const unknown = [
    ...unknownIds(Object.keys(q.settings.campaigns), known, (id) => `campaigns.${id}`),
    ...unknownIds(ids, known, () => "campaign"),
  ];
  if (unknown.length > 0) return { installed: [], problems: unknown };
  const drafts = await Promise.all(ids.map((id) => draftOf(id, q)));
  const problems = drafts.flatMap((result) => (result.ok ? [] : result.problems));
  if (problems.length > 0) return { installed: [], problems };

  const live = await q.store.snapshot({ consistent: true });
  const enabled = drafts.flatMap((result) => (result.ok && isEnabled(q.settings, result.draft) ? [result.draft] : []));
  const stored: Stored[] = [];
  for (const draft of enabled) stored.push(await store(q.store, draft));
  const coupons = enabled.flatMap((draft) => draft.coupons);
  const segments = enabled.flatMap((draft) => draft.segments);
  // A playbook that only sleeps says nothing about a campaign that somebody has put live.
  const changed = ids.filter(
    (id) => q.settings.campaigns[id]?.enabled === false || enabled.some(({ campaign }) => campaign.id === id),
  );
  await publishChange(q.store, live, (current) =>
    nextSnapshot(q, current, { ids: changed, stored, coupons, segments }),
  );
  return { installed: stored.map(({ campaign }) => campaign), problems: [] };
};
