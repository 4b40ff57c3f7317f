import type { Campaign } from "../../lambdas/domain/campaign.ts";
import type { CampaignStore } from "../../lambdas/store/campaign-store.ts";

/** The newest stored version of a campaign. Versions count up from 1 without a gap. */
export const latestVersion = async (
  store: Pick<CampaignStore, "loadDefinition">,
  campaignId: string,
): Promise<Campaign | undefined> => {
  let latest: Campaign | undefined;
  for (let version = 1; ; version += 1) {
    const found = await store.loadDefinition({ campaignId, version });
    if (found === undefined) return latest;
    latest = found;
  }
};
