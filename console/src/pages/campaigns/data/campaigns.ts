import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { Words } from "../../../../../lambdas/channels/words.ts";
import type { Campaign } from "../../../../../lambdas/domain/campaign.ts";
import { answered, type GoodBody } from "../../../api/answered.ts";
import { api } from "../../../api/client.ts";

const one = api.campaigns[":campaignId"];

export const useCampaigns = () => useQuery({ queryKey: ["campaigns"], queryFn: () => answered(api.campaigns.$get()) });

/** `watchEveryMs` asks again and again: for who edits, and should know when somebody else has saved. */
export const useCampaign = (campaignId: string, watchEveryMs?: number) =>
  useQuery({
    refetchInterval: watchEveryMs ?? false,
    queryKey: ["campaigns", campaignId],
    queryFn: async () => (await answered(one.$get({ param: { campaignId } }))) as unknown as CampaignAnswer,
  });

/** What an older version says; it never changes. */
export const useVersion = (campaignId: string, version: number, enabled = true) =>
  useQuery({
    queryKey: ["campaigns", campaignId, "version", version],
    queryFn: async () =>
      (await answered(
        one.versions[":version"].$get({ param: { campaignId, version: String(version) } }),
      )) as unknown as SaidByVersion,
    staleTime: Number.POSITIVE_INFINITY,
    enabled,
  });

export const useDifferences = (campaignId: string, q: { readonly from: number; readonly to: number }, enabled = true) =>
  useQuery({
    queryKey: ["campaigns", campaignId, "diff", q.from, q.to],
    queryFn: () =>
      answered(one.diff.$get({ param: { campaignId }, query: { from: String(q.from), to: String(q.to) } })),
    staleTime: Number.POSITIVE_INFINITY,
    enabled,
  });

type Answered = GoodBody<Awaited<ReturnType<typeof one.$get>>>;
/** What a version says; the client's own type knows predicates only as JSON. */
export interface SaidByVersion {
  readonly definition: Campaign;
  readonly words: Readonly<Record<string, Words>>;
}
export type CampaignAnswer = Omit<Answered, "definition" | "words"> & Partial<SaidByVersion>;
export type ShownCampaign = CampaignAnswer["campaign"];
export type ShownVersion = CampaignAnswer["versions"][number];
export type Difference = GoodBody<Awaited<ReturnType<typeof one.diff.$get>>>["differences"][number];
export type LifeAction = ShownCampaign["open"][number];

/** Runs a change and has everything that shows campaigns read them anew, also when it was refused. */
export const useChange = <Input, Output>(change: (input: Input) => Promise<Output>) => {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSettled: () => queries.invalidateQueries({ queryKey: ["campaigns"] }),
  });
};
