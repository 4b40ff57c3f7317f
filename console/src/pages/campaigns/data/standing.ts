import type { ShownCampaign } from "./campaigns.ts";

/** What a campaign waits for; the key of its words. */
export type WaitsFor = "approval" | "activation" | "edit";

/** There is something that could go live and is not. */
export const hasNewer = ({ state, liveVersion, newest }: ShownCampaign): boolean =>
  state === "draft" || state === "approved" || (state !== "archived" && newest.version !== liveVersion);

export const waitsFor = (campaign: ShownCampaign): WaitsFor | undefined => {
  if (!hasNewer(campaign)) return undefined;
  const { isApproved, requested } = campaign.newest;
  if (isApproved) return "activation";
  if (requested !== undefined) return "approval";
  return campaign.state === "draft" ? undefined : "edit";
};
