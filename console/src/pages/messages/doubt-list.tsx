import { Anchor, Group, Paper, Stack, Text } from "@mantine/core";
import { Link } from "react-router";
import { PagedTable } from "../../parts/paged-table.tsx";
import { Empty } from "../../parts/states.tsx";
import { useFormat } from "../../parts/use-format.ts";
import { commonWords } from "../../words/common.ts";
import { useWords } from "../../words/define-words.ts";
import { useCampaignName } from "../campaigns/data/campaign-name.ts";
import { DecideButtons } from "./decide.tsx";
import { ListsFrame } from "./lists-frame.tsx";
import { type DoubtedMessage, type DoubtList as Name, pathTo, useDoubts } from "./messages.ts";
import { messageWords } from "./words.ts";

const useColumns = (list: Name) => {
  const say = useWords(messageWords);
  const sayCommon = useWords(commonWords);
  const { moment } = useFormat();
  const nameOf = useCampaignName();
  return [
    {
      key: "message",
      title: say("column.message"),
      cell: (message: DoubtedMessage) => (
        <Anchor size="sm" component={Link} to={pathTo(message)} className="breaks">
          {say("one.title", { customer: message.customerId })}
        </Anchor>
      ),
    },
    {
      key: "campaign",
      title: say("column.campaign"),
      cell: ({ campaignId, channel }: DoubtedMessage) => `${nameOf(campaignId)} · ${sayCommon(`channel.${channel}`)}`,
    },
    {
      key: "time",
      title: say(list === "in-doubt" ? "column.until" : "column.since"),
      cell: ({ since, evidenceUntil }: DoubtedMessage) => moment(evidenceUntil ?? since),
    },
    {
      key: "decide",
      title: say("decide.title"),
      cell: (message: DoubtedMessage) => <DecideButtons path={message} open={message.open} />,
    },
  ];
};

/** Messages of which nobody knows what became of them, the oldest first, with what a person may say about each. */
export const DoubtList = ({ list }: { readonly list: Name }) => {
  const say = useWords(messageWords);
  const query = useDoubts(list);
  const columns = useColumns(list);
  return (
    <ListsFrame list={list}>
      <Stack>
        <Paper>
          <Group>
            <Text maw="70ch">{say(`doubts.${list}`)}</Text>
          </Group>
        </Paper>
        <PagedTable
          query={query}
          rowsOf={(page) => page.messages}
          rowKey={({ messageKey }) => messageKey}
          label={say(`tabs.${list}`)}
          columns={columns}
          empty={<Empty title={say("noDoubts")}>{say("noDoubtsHint")}</Empty>}
        />
      </Stack>
    </ListsFrame>
  );
};
