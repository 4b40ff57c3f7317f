import type { Breaker } from "../../lambdas/domain/breaker.ts";
import type { LifeState } from "../../lambdas/domain/campaign-life.ts";
import { newestOf } from "../../lambdas/domain/campaign-life.ts";
import type { Runtime } from "../../lambdas/shared/runtime.ts";
import { createCampaignStore } from "../../lambdas/store/campaign-store.ts";
import { standingOf } from "../../lambdas/store/change-campaign.ts";
import { createLifeStore } from "../../lambdas/store/life-store.ts";
import { playbookIds } from "./load.ts";

export interface CampaignState {
  readonly id: string;
  readonly state: LifeState | "not installed";
  /** The live version, or the newest one while there is none; absent when not installed. */
  readonly version?: number;
  /** A newer version that waits to go live. */
  readonly edit?: number;
  readonly priority?: number;
}

export interface AccountState {
  /** The whole account is paused: nothing is sent, whatever is live. */
  readonly paused: boolean;
  /** The last time the breaker opened, and who closed it; absent while it never did. */
  readonly breaker?: Breaker;
  readonly campaigns: readonly CampaignState[];
}

const stateOf = async (runtime: Runtime, id: string): Promise<CampaignState> => {
  const campaigns = createCampaignStore(runtime);
  const { life } = await standingOf({ campaigns, lives: createLifeStore(runtime) }, id);
  if (life === undefined) return { id, state: "not installed" };
  const newest = newestOf(life).version;
  const version = life.liveVersion ?? newest;
  const priority = (await campaigns.loadDefinition({ campaignId: id, version }))?.policy.priority;
  return {
    ...{ id, state: life.state, version },
    ...(newest > version && { edit: newest }),
    ...(priority !== undefined && { priority }),
  };
};

/** Every campaign there is, ready-made or made here, and how it stands. */
export const listCampaigns = async (runtime: Runtime, folder?: string): Promise<AccountState> => {
  const live = await createCampaignStore(runtime).snapshot({ consistent: true });
  const made = (await createLifeStore(runtime).list()).map(({ campaignId }) => campaignId);
  const ids = new Set([...(await playbookIds(folder)), ...made, ...(live?.campaigns ?? []).map(({ id }) => id)]);
  const campaigns = await Promise.all([...ids].sort().map((id) => stateOf(runtime, id)));
  return { paused: live?.paused ?? false, ...(live?.breaker !== undefined && { breaker: live.breaker }), campaigns };
};
