import { Anchor } from "@mantine/core";
import { Link, useParams } from "react-router";
import { Page } from "../../../parts/page.tsx";
import { Answer } from "../../../parts/states.tsx";
import { defineWords, useWords } from "../../../words/define-words.ts";
import { useCampaignName } from "../data/campaign-name.ts";
import { useCampaign } from "../data/campaigns.ts";
import { ActivationChecks } from "./activation-checks.tsx";
import { DryRunPanel } from "./dry-run-panel.tsx";
import { TrialSend } from "./trial-send.tsx";

const pageWords = defineWords("outlook-page", {
  en: {
    title: "Outlook: {{campaign}}",
    lead: "Before it goes live: what to check, who would get it, and a test to yourself.",
    back: "To the campaign",
  },
  zh: { title: "预览效果：{{campaign}}", lead: "上线之前：检查事项、谁会收到、给自己发一条测试。", back: "返回活动" },
});

/** What would come of a campaign, as its newest version is stored. */
const OutlookPage = () => {
  const say = useWords(pageWords);
  const nameOf = useCampaignName();
  const { campaignId = "" } = useParams();
  const campaign = useCampaign(campaignId);
  return (
    <Page
      title={say("title", { campaign: nameOf(campaignId) })}
      lead={
        <>
          {say("lead")}{" "}
          <Anchor underline="always" component={Link} to={`/campaigns/${campaignId}`}>
            {say("back")}
          </Anchor>
        </>
      }
    >
      <Answer query={campaign}>
        {({ definition }) => (
          <>
            <ActivationChecks campaignId={campaignId} />
            <DryRunPanel campaignId={campaignId} />
            <TrialSend
              campaignId={campaignId}
              steps={(definition?.steps ?? []).flatMap((step) => (step.kind === "send" ? [step] : []))}
            />
          </>
        )}
      </Answer>
    </Page>
  );
};

export default OutlookPage;
