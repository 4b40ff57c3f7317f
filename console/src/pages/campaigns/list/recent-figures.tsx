import { Skeleton } from "@mantine/core";
import type { Column } from "../../../parts/paged-table.tsx";
import { useFormat } from "../../../parts/use-format.ts";
import { useWords } from "../../../words/define-words.ts";
import { type EffectSummary, useEffects } from "../../effect/data.ts";
import type { ShownCampaign } from "../data/campaigns.ts";
import { listWords } from "./words.ts";

/** What was decided against, for whatever reason. */
const stoppedOf = ({ lookedAt, reserved, heldOut }: EffectSummary): number => lookedAt - reserved - heldOut;

/**
 * What each campaign did in the last thirty days, from its daily counters. The list stands before they are there, and they take
 * the places that were kept for them.
 */
export const useRecentFigures = (): readonly Column<ShownCampaign>[] => {
  const say = useWords(listWords);
  const { count } = useFormat();
  const { data, isError } = useEffects({});
  const figure = (key: string, title: string, of: (one: EffectSummary) => number): Column<ShownCampaign> => ({
    key,
    title,
    numeric: true,
    cell: ({ id }) => {
      if (isError) return "–";
      if (data === undefined) return <Skeleton height={16} width={40} ml="auto" aria-label={say("counting")} />;
      const found = data.campaigns.find(({ campaignId }) => campaignId === id);
      return count(found === undefined ? 0 : of(found));
    },
  });
  return [
    figure("sent", say("sent"), ({ sent }) => sent),
    figure("heldOut", say("heldOut"), ({ heldOut }) => heldOut),
    figure("stopped", say("stopped"), stoppedOf),
    figure("orders", say("orders"), ({ lastTouch }) => lastTouch.orders),
  ];
};
