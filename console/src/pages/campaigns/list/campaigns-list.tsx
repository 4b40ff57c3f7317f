import { Anchor, Group, Stack, Text, Title } from "@mantine/core";
import { Link } from "react-router";
import { Page } from "../../../parts/page.tsx";
import { RowsTable } from "../../../parts/paged-table.tsx";
import { Answer } from "../../../parts/states.tsx";
import { useFormat } from "../../../parts/use-format.ts";
import { useWords } from "../../../words/define-words.ts";
import { useCampaignName } from "../data/campaign-name.ts";
import { type ShownCampaign, useCampaigns } from "../data/campaigns.ts";
import { usePersonName } from "../data/person-name.ts";
import { StateBadge, WaitsBadge } from "../data/state-badge.tsx";
import { Gallery } from "./gallery.tsx";
import { useRecentFigures } from "./recent-figures.tsx";
import { listWords } from "./words.ts";

const useColumns = () => {
  const say = useWords(listWords);
  const { moment } = useFormat();
  const nameOf = useCampaignName();
  const personOf = usePersonName();
  const changedText = ({ changed: { at, by } }: ShownCampaign): string =>
    at === undefined ? personOf(by) : say("changedBy", { time: moment(at), person: personOf(by) });
  return [
    {
      key: "campaign",
      title: say("campaign"),
      cell: ({ id }: ShownCampaign) => (
        <Anchor component={Link} to={`/campaigns/${id}`} fw={600}>
          {nameOf(id)}
        </Anchor>
      ),
    },
    {
      key: "state",
      title: say("state"),
      cell: (campaign: ShownCampaign) => (
        <Group gap={6}>
          <StateBadge state={campaign.state} />
          <WaitsBadge campaign={campaign} />
        </Group>
      ),
    },
    {
      key: "version",
      title: say("version"),
      cell: ({ liveVersion, state, newest }: ShownCampaign) =>
        state === "live" && liveVersion !== undefined ? say("versionLive", { version: liveVersion }) : newest.version,
    },
    { key: "changed", title: say("changed"), cell: changedText },
  ];
};

const order = ["live", "paused", "approved", "draft", "archived"] as const;

const Yours = ({ campaigns }: { readonly campaigns: readonly ShownCampaign[] }) => {
  const say = useWords(listWords);
  const [columns, figures] = [useColumns(), useRecentFigures()];
  if (campaigns.length === 0) return <Text>{say("none")}</Text>;
  const rows = campaigns.toSorted((a, b) => order.indexOf(a.state) - order.indexOf(b.state));
  return (
    <>
      <Text size="sm" c="dimmed">
        {say("recent")}
      </Text>
      <RowsTable label={say("yours")} columns={[...columns, ...figures]} rows={rows} rowKey={({ id }) => id} />
    </>
  );
};

/** Campaigns of the shop, and the playbooks to begin with. */
export const CampaignsList = () => {
  const say = useWords(listWords);
  const query = useCampaigns();
  return (
    <Page title={say("title")} lead={say("lead")}>
      <Stack component="section" gap="sm" aria-labelledby="yours">
        <Title order={2} id="yours">
          {say("yours")}
        </Title>
        <Answer query={query}>{({ campaigns }) => <Yours campaigns={campaigns} />}</Answer>
      </Stack>
      <Gallery known={query.data?.campaigns ?? []} />
    </Page>
  );
};
