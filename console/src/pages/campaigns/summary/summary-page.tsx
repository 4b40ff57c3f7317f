import { Alert, Button, Paper, Stack, Title } from "@mantine/core";
import { IconAlertTriangle, IconPencil } from "@tabler/icons-react";
import { useState } from "react";
import { Link, useParams } from "react-router";
import { Page } from "../../../parts/page.tsx";
import { useLanguage, useWords } from "../../../words/define-words.ts";
import { playbookOf, useCampaignName } from "../data/campaign-name.ts";
import { CampaignPage } from "../data/campaign-page.tsx";
import { type CampaignAnswer, useCampaign } from "../data/campaigns.ts";
import { useOpenTo } from "../data/life.ts";
import { BackFill } from "./back-fill.tsx";
import { CampaignSentences } from "./campaign-sentences.tsx";
import { LifeButtons } from "./life-buttons.tsx";
import { Missing } from "./missing.tsx";
import { RefusalText } from "./refusal.tsx";
import { Standing } from "./standing.tsx";
import { Versions } from "./versions.tsx";
import { summaryWords } from "./words.ts";

const EditLink = ({ campaign }: Pick<CampaignAnswer, "campaign">) => {
  const say = useWords(summaryWords);
  const { isOpen } = useOpenTo(campaign);
  const mayEdit = isOpen("save");
  return (
    <Button
      component={Link}
      to={`/campaigns/${campaign.id}/edit`}
      variant="default"
      leftSection={<IconPencil size={16} aria-hidden />}
    >
      {say(mayEdit ? "edit" : "look")}
    </Button>
  );
};

const Summary = ({ answer }: { readonly answer: CampaignAnswer }) => {
  const say = useWords(summaryWords);
  const language = useLanguage();
  const nameOf = useCampaignName();
  const [refused, setRefused] = useState<unknown>();
  const { campaign, definition, versions } = answer;
  const playbook = playbookOf(campaign.id);
  return (
    <Page
      title={nameOf(campaign.id)}
      lead={playbook?.description[language]}
      actions={
        <>
          <Button component={Link} to={`/campaigns/${campaign.id}/edit/checks`} variant="default">
            {say("outlook")}
          </Button>
          <EditLink campaign={campaign} />
          <LifeButtons campaign={campaign} onRefused={setRefused} />
        </>
      }
    >
      {refused !== undefined && (
        <Alert color="red" role="alert" icon={<IconAlertTriangle aria-hidden />} title={say("notDone")}>
          <RefusalText error={refused} />
        </Alert>
      )}
      <Standing campaign={campaign} />
      <BackFill isLive={campaign.state === "live"} />
      {campaign.state !== "archived" && <Missing answer={answer} />}
      <Stack component="section" gap="sm" aria-labelledby="says">
        <Title order={2} id="says">
          {say("says")}
        </Title>
        {definition !== undefined && (
          <Paper withBorder p="md">
            <CampaignSentences definition={definition} words={answer.words} level={3} />
          </Paper>
        )}
      </Stack>
      <Versions campaign={campaign} versions={versions} />
      {playbook !== undefined && (
        <div>
          <Button component={Link} to={`/campaigns/start/${playbook.id}`} variant="subtle">
            {say("another")}
          </Button>
        </div>
      )}
    </Page>
  );
};

/** What a campaign does, how it stands, and what can be done about it. */
const SummaryPage = () => {
  const { campaignId = "" } = useParams();
  return (
    <CampaignPage campaignId={campaignId} query={useCampaign(campaignId)}>
      {(answer) => <Summary answer={answer} />}
    </CampaignPage>
  );
};

export default SummaryPage;
