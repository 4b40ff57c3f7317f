import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { answered, type GoodBody } from "../../api/answered.ts";
import { api } from "../../api/client.ts";
import type { Days } from "../../parts/use-days.ts";

const one = api.effect[":campaignId"];

export const useEffects = (days: Days) =>
  useQuery({
    queryKey: ["effect", days],
    queryFn: () => answered(api.effect.$get({ query: { ...days } })),
    placeholderData: keepPreviousData,
  });

export const useShopEffect = () =>
  useQuery({ queryKey: ["effect", "shop"], queryFn: () => answered(api.effect.shop.$get()) });

export const useEffectOf = (campaignId: string, days: Days) =>
  useQuery({
    queryKey: ["effect", campaignId, days],
    queryFn: () => answered(one.$get({ param: { campaignId }, query: { ...days } })),
    placeholderData: keepPreviousData,
  });

export type Effects = GoodBody<Awaited<ReturnType<typeof api.effect.$get>>>;
export type ShopEffect = GoodBody<Awaited<ReturnType<typeof api.effect.shop.$get>>>;
export type EffectSummary = Effects["campaigns"][number];
export type CampaignEffect = GoodBody<Awaited<ReturnType<typeof one.$get>>>;
export type Arm = CampaignEffect["arms"]["treated"];
export type SplitShown = CampaignEffect["splits"][number];
