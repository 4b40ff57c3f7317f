import { useQueryClient } from "@tanstack/react-query";
import { answered } from "../../../api/answered.ts";
import { api } from "../../../api/client.ts";
import { useSession } from "../../../api/use-session.ts";
import { type LifeAction, type ShownCampaign, useChange } from "./campaigns.ts";

const one = api.campaigns[":campaignId"];

/** What a person must be allowed to do for each action; the API asks for the same. */
const rightFor = {
  save: "edit-campaigns",
  "request-approval": "edit-campaigns",
  approve: "approve-campaigns",
  activate: "run-campaigns",
  pause: "run-campaigns",
  resume: "run-campaigns",
  archive: "run-campaigns",
  restore: "edit-campaigns",
} as const satisfies Readonly<Record<LifeAction, string>>;

/** Whether an action is open to this person now: by the state of the campaign, and by their rights. */
export const useOpenTo = (campaign: ShownCampaign) => {
  const rights = useSession().data?.rights ?? [];
  const may = (action: LifeAction): boolean => rights.some((right) => right === rightFor[action]);
  return { may, isOpen: (action: LifeAction) => campaign.open.includes(action) && may(action) };
};

export interface Deed {
  readonly action: Exclude<LifeAction, "save">;
  readonly note?: string;
  /** With `activate`: what becomes of the customers inside. */
  readonly inside?: "finish" | "move";
}

const carryOut = ({ id: campaignId, revision }: ShownCampaign, { action, note, inside }: Deed) => {
  const param = { campaignId };
  const json = { revision, ...(note !== undefined && note !== "" && { note }) };
  if (action === "activate")
    return answered(one.activate.$post({ param, json: { ...json, ...(inside && { inside }) } }));
  return answered(one[action].$post({ param, json }));
};

/** Carries an action out on the campaign as the person saw it. */
export const useLife = (campaign: ShownCampaign) => {
  const queries = useQueryClient();
  const change = useChange((deed: Deed) => carryOut(campaign, deed));
  return {
    ...change,
    run: async (deed: Deed) => {
      const done = await change.mutateAsync(deed);
      await queries.invalidateQueries({ queryKey: ["progress"] });
      return done;
    },
  };
};

export const useRollBack = (campaign: ShownCampaign) =>
  useChange((version: number) =>
    answered(
      one["roll-back"].$post({ param: { campaignId: campaign.id }, json: { revision: campaign.revision, version } }),
    ),
  );
