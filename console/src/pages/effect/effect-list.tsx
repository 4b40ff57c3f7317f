import { Anchor, Button, Text, Title } from "@mantine/core";
import { Link } from "react-router";
import { ChooseDays } from "../../parts/choose-days.tsx";
import { Page } from "../../parts/page.tsx";
import { type Column, RowsTable } from "../../parts/paged-table.tsx";
import { Answer, Empty, Waiting } from "../../parts/states.tsx";
import { type Days, useDays } from "../../parts/use-days.ts";
import { useDollars } from "../../parts/use-dollars.ts";
import { useFormat } from "../../parts/use-format.ts";
import { useWords } from "../../words/define-words.ts";
import { useCampaignName } from "../campaigns/data/campaign-name.ts";
import { type Arm, type EffectSummary, useEffects } from "./data.ts";
import { Together } from "./together.tsx";
import { togetherWords } from "./together-words.ts";
import { effectWords } from "./words.ts";

const useColumns = (days: Days): readonly Column<EffectSummary>[] => {
  const say = useWords(effectWords);
  const nameOf = useCampaignName();
  const { count, amount, percent } = useFormat();
  const dollars = useDollars();
  const share = ({ customers, converted }: Arm): string =>
    customers === 0 ? say("none") : percent(converted / customers);
  const numeric = true;
  return [
    {
      key: "campaign",
      title: say("campaign"),
      cell: ({ campaignId, live }) => (
        <>
          <Anchor component={Link} to={{ pathname: campaignId, search: new URLSearchParams({ ...days }).toString() }}>
            {nameOf(campaignId)}
          </Anchor>
          <Text size="xs" c="dimmed">
            {say(live ? "live" : "notLive")}
          </Text>
        </>
      ),
    },
    { key: "messages", title: say("messages"), numeric, cell: ({ sent }) => count(sent) },
    { key: "lookedAt", title: say("lookedAt"), numeric, cell: ({ lookedAt }) => count(lookedAt) },
    { key: "treated", title: say("convertedTreated"), numeric, cell: ({ arms }) => share(arms.treated) },
    { key: "heldOut", title: say("convertedHeldOut"), numeric, cell: ({ arms }) => share(arms.heldOut) },
    { key: "lastTouch", title: say("lastTouch"), numeric, cell: ({ lastTouch }) => amount(lastTouch.revenue) },
    { key: "cost", title: say("cost"), numeric, cell: ({ costUsd }) => dollars(costUsd) },
  ];
};

/** All campaigns side by side. */
export const EffectList = () => {
  const say = useWords(effectWords);
  const sayTogether = useWords(togetherWords);
  const [days, setDays] = useDays();
  const query = useEffects(days);
  const columns = useColumns(days);
  return (
    <Page title={say("title")} lead={say("lead")}>
      <Together />
      <Title order={2} size="h3">
        {sayTogether("each")}
      </Title>
      <ChooseDays shown={query.data?.span} onChoose={setDays} />
      <Answer query={query} waiting={<Waiting rows={6} />}>
        {({ campaigns }) => {
          const rows = campaigns.filter(({ live, lookedAt, sent }) => live || lookedAt > 0 || sent > 0);
          return rows.length === 0 ? (
            <Empty
              title={say("emptyTitle")}
              action={
                <Button component={Link} to="/campaigns">
                  {say("emptyAction")}
                </Button>
              }
            >
              {say("emptyText")}
            </Empty>
          ) : (
            <RowsTable label={say("title")} columns={columns} rows={rows} rowKey={({ campaignId }) => campaignId} />
          );
        }}
      </Answer>
    </Page>
  );
};
