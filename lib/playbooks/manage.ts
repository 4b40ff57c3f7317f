import type { Breaker } from "../../lambdas/domain/breaker.ts";
import type { Campaign } from "../../lambdas/domain/campaign.ts";
import type { Problem } from "../../lambdas/domain/problem.ts";
import type { Snapshot } from "../../lambdas/domain/rules.ts";
import type { CampaignStore } from "../../lambdas/store/campaign-store.ts";
import { playbookIds } from "./load.ts";
import { latestVersion } from "./versions.ts";

export interface CampaignState {
  readonly id: string;
  readonly state: "live" | "paused" | "not installed";
  /** The live version, or the newest stored one; absent when not installed. */
  readonly version?: number;
  readonly priority?: number;
}

export interface AccountState {
  /** The whole account is paused: nothing is sent, whatever is live. */
  readonly paused: boolean;
  /** The last time the breaker opened, and who closed it; absent while it never did. */
  readonly breaker?: Breaker;
  readonly campaigns: readonly CampaignState[];
}

const stateOf = async (store: CampaignStore, id: string, live: Snapshot | undefined): Promise<CampaignState> => {
  const running = live?.campaigns.find((campaign) => campaign.id === id);
  const campaign = running ?? (await latestVersion(store, id));
  if (campaign === undefined) return { id, state: "not installed" };
  const { version, policy } = campaign;
  return { id, state: running === undefined ? "paused" : "live", version, priority: policy.priority };
};

/** Every campaign there is, ready-made or live, and how it stands. */
export const listCampaigns = async (store: CampaignStore, folder?: string): Promise<AccountState> => {
  const live = await store.snapshot({ consistent: true });
  const ids = new Set([...(await playbookIds(folder)), ...(live?.campaigns ?? []).map(({ id }) => id)]);
  const campaigns = await Promise.all([...ids].sort().map((id) => stateOf(store, id, live)));
  return { paused: live?.paused ?? false, ...(live?.breaker !== undefined && { breaker: live.breaker }), campaigns };
};

export type Change =
  | { readonly ok: true; readonly changed: boolean }
  | { readonly ok: false; readonly problem: Problem };

const nothingLive: Change = {
  ok: false,
  problem: { where: "campaigns", problem: "nothing was published yet; activate a campaign first" },
};

const unknownCampaign = (received: string, allowed: readonly string[]): Change => ({
  ok: false,
  problem: { where: "campaign", problem: "is not live", received, allowed: allowed.join(", ") || "none is live" },
});

/** Pauses or resumes the whole account; campaigns keep their own state. */
export const pauseAccount = async (store: CampaignStore, paused: boolean): Promise<Change> => {
  const live = await store.snapshot({ consistent: true });
  if (live === undefined) return nothingLive;
  if (live.paused === paused) return { ok: true, changed: false };
  await store.publish((current) => ({ ...(current ?? live), paused }));
  return { ok: true, changed: true };
};

const published = async (
  store: CampaignStore,
  live: Snapshot,
  change: (campaigns: readonly Campaign[]) => readonly Campaign[],
): Promise<Change> => {
  await store.publish((current) => ({ ...(current ?? live), campaigns: change((current ?? live).campaigns) }));
  return { ok: true, changed: true };
};

/** Takes a campaign out of what is live. Messages that were already reserved are withdrawn when they are about to go. */
export const pauseCampaign = async (store: CampaignStore, id: string): Promise<Change> => {
  const live = await store.snapshot({ consistent: true });
  if (live === undefined) return nothingLive;
  if (live.campaigns.some((campaign) => campaign.id === id))
    return published(store, live, (campaigns) => campaigns.filter((campaign) => campaign.id !== id));
  const isPaused = (await latestVersion(store, id)) !== undefined;
  return isPaused
    ? { ok: true, changed: false }
    : unknownCampaign(
        id,
        live.campaigns.map((campaign) => campaign.id),
      );
};

/** Puts the newest stored version of a paused campaign live again, as it was. */
export const resumeCampaign = async (store: CampaignStore, id: string): Promise<Change> => {
  const live = await store.snapshot({ consistent: true });
  if (live === undefined) return nothingLive;
  if (live.campaigns.some((campaign) => campaign.id === id)) return { ok: true, changed: false };
  const latest = await latestVersion(store, id);
  if (latest === undefined)
    return { ok: false, problem: { where: "campaign", problem: "was never activated; use activate", received: id } };
  const others = (campaigns: readonly Campaign[]) => campaigns.filter((campaign) => campaign.id !== id);
  return published(store, live, (campaigns) =>
    [...others(campaigns), latest].toSorted((a, b) => (a.id < b.id ? -1 : 1)),
  );
};
