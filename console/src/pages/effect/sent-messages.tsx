import { Text, Title } from "@mantine/core";
import { ChannelFiguresTable, channelWords } from "../../parts/channel-figures-table.tsx";
import { RowsTable } from "../../parts/paged-table.tsx";
import { Section } from "../../parts/section.tsx";
import { useDollars } from "../../parts/use-dollars.ts";
import { useFormat } from "../../parts/use-format.ts";
import { useWords } from "../../words/define-words.ts";
import { outcomeWords } from "../../words/outcomes.ts";
import type { CampaignEffect } from "./data.ts";
import { effectWords } from "./words.ts";

const Standing = ({ statuses }: Pick<CampaignEffect, "statuses">) => {
  const say = useWords(effectWords);
  const sayOutcome = useWords(outcomeWords);
  const { count } = useFormat();
  const rows = Object.entries(statuses).sort(([, a], [, b]) => b - a);
  return (
    <>
      <Title order={3} size="h4">
        {say("sent.standing")}
      </Title>
      <RowsTable
        label={say("sent.standing")}
        columns={[
          { key: "status", title: say("sent.status"), cell: ([status]) => sayOutcome.code("status", status) },
          { key: "count", title: say("sent.count"), numeric: true, cell: ([, messages]) => count(messages) },
        ]}
        rows={rows}
        rowKey={([status]) => status}
      />
    </>
  );
};

export const SentMessages = ({ effect: { channels, cost, statuses } }: { readonly effect: CampaignEffect }) => {
  const say = useWords(effectWords);
  const sayChannel = useWords(channelWords);
  const dollars = useDollars();
  return (
    <Section title={say("sent.title")}>
      {channels.length === 0 ? (
        <Text>{say("sent.none")}</Text>
      ) : (
        <>
          <ChannelFiguresTable label={say("sent.title")} channels={channels} dollars={dollars} />
          <Text size="sm" c="dimmed">
            {sayChannel("hint")}
            {cost.unpriced > 0 && ` ${say("sent.unpriced", { count: cost.unpriced })}`}
          </Text>
        </>
      )}
      {Object.keys(statuses).length > 0 && <Standing statuses={statuses} />}
    </Section>
  );
};
