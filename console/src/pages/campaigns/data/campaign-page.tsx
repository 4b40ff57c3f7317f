import { Button } from "@mantine/core";
import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Link } from "react-router";
import { ApiRefusal } from "../../../api/answered.ts";
import { Page } from "../../../parts/page.tsx";
import { Answer, Empty } from "../../../parts/states.tsx";
import { defineWords, useWords } from "../../../words/define-words.ts";
import { playbookOf, useCampaignName } from "./campaign-name.ts";
import type { CampaignAnswer } from "./campaigns.ts";

const answerWords = defineWords("campaign-answer", {
  en: {
    none: "The shop has no such campaign",
    noneHint: "It may never have been set up. The list shows all campaigns and the playbooks to begin with.",
    list: "To the campaigns",
    setUp: "Set it up",
  },
  zh: {
    none: "店铺没有这个活动",
    noneHint: "它可能尚未设置。列表中可以看到所有活动和可选方案。",
    list: "前往营销活动",
    setUp: "立即设置",
  },
});

const NoCampaign = ({ campaignId }: { readonly campaignId: string }) => {
  const say = useWords(answerWords);
  const playbook = playbookOf(campaignId);
  const isPlaybook = playbook?.id === campaignId;
  return (
    <Empty
      title={say("none")}
      action={
        <Button component={Link} to={isPlaybook ? `/campaigns/start/${campaignId}` : "/campaigns"}>
          {say(isPlaybook ? "setUp" : "list")}
        </Button>
      }
    >
      {say("noneHint")}
    </Empty>
  );
};

export interface CampaignAnswerProps {
  readonly campaignId: string;
  readonly query: UseQueryResult<CampaignAnswer>;
  /** The whole page, once the campaign is known. */
  readonly children: (answer: CampaignAnswer) => ReactNode;
}

/** A page about one campaign. Until it is known, or when there is none, the page has its heading all the same. */
export const CampaignPage = ({ campaignId, query, children }: CampaignAnswerProps) => {
  const nameOf = useCampaignName();
  if (query.data !== undefined) return children(query.data);
  const isMissing = query.error instanceof ApiRefusal && query.error.status === 404;
  return (
    <Page title={nameOf(campaignId)}>
      {isMissing ? <NoCampaign campaignId={campaignId} /> : <Answer query={query}>{children}</Answer>}
    </Page>
  );
};
