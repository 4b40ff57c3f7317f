import { Anchor, Button, Grid, Group, Stack, Text } from "@mantine/core";
import { IconArrowLeft } from "@tabler/icons-react";
import { Link, useParams } from "react-router";
import { Page } from "../../parts/page.tsx";
import { Answer } from "../../parts/states.tsx";
import { useFormat } from "../../parts/use-format.ts";
import { commonWords } from "../../words/common.ts";
import { useWords } from "../../words/define-words.ts";
import { useCampaignName } from "../campaigns/data/campaign-name.ts";
import { DecidePanel } from "./decide.tsx";
import { LifeLine } from "./life-line.tsx";
import { type OneMessage, useOneMessage } from "./messages.ts";
import { SaidWords } from "./said-words.tsx";
import { StatusBadge } from "./status-badge.tsx";
import { messageWords } from "./words.ts";

const About = ({ message }: { readonly message: OneMessage }) => {
  const say = useWords(messageWords);
  const sayCommon = useWords(commonWords);
  const { moment } = useFormat();
  const nameOf = useCampaignName();
  const { campaignId, campaignVersion, channel, customerId, sendBy } = message;
  return (
    <Group gap="xs" c="dimmed">
      <StatusBadge status={message.status} />
      <Anchor component={Link} to={`/customers/${encodeURIComponent(customerId)}`} className="breaks">
        {customerId}
      </Anchor>
      <Anchor component={Link} to={`/campaigns/${campaignId}`}>
        {nameOf(campaignId)}
      </Anchor>
      <Text>{sayCommon(`channel.${channel}`)}</Text>
      <Text>{say("one.version", { version: campaignVersion })}</Text>
      <Text>
        {say("one.sendBy")}: {moment(sendBy)}
      </Text>
    </Group>
  );
};

/** One message: where it stands, what happened to it, and what it said. */
const MessagePage = () => {
  const say = useWords(messageWords);
  const { customerId = "", messageKey = "" } = useParams();
  const query = useOneMessage({ customerId, messageKey });
  const back = (
    <Button component={Link} to="/messages" variant="default" leftSection={<IconArrowLeft size={16} aria-hidden />}>
      {say("one.back")}
    </Button>
  );
  return (
    <Page title={say("one.title", { customer: customerId })} actions={back}>
      <Answer query={query}>
        {({ message, moments, filling }) => (
          <Stack gap="lg">
            <About message={message} />
            <DecidePanel path={message} open={message.open} evidenceUntil={message.evidenceUntil} />
            <Grid gap="xl">
              <Grid.Col span={{ base: 12, md: 8 }}>
                <SaidWords message={message} filling={filling} />
              </Grid.Col>
              <Grid.Col span={{ base: 12, md: 4 }}>
                <LifeLine moments={moments} />
              </Grid.Col>
            </Grid>
          </Stack>
        )}
      </Answer>
    </Page>
  );
};

export default MessagePage;
