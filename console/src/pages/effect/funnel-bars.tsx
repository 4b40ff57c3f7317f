import { Stack, Text } from "@mantine/core";
import { Bars } from "../../parts/bars.tsx";
import { ChartWithTable } from "../../parts/chart-with-table.tsx";
import { useFormat } from "../../parts/use-format.ts";
import { useWords } from "../../words/define-words.ts";
import { outcomeWords } from "../../words/outcomes.ts";
import type { CampaignEffect } from "./data.ts";
import { effectWords } from "./words.ts";

const rowHeight = 34;

/** Every look in one bar: what was reserved, what was held out, and each reason to skip. */
export const FunnelBars = ({ effect: { funnel } }: { readonly effect: CampaignEffect }) => {
  const say = useWords(effectWords);
  const sayOutcome = useWords(outcomeWords);
  const { count, percent } = useFormat();
  const reasons = Object.entries(funnel.skipped).sort(([, a], [, b]) => b - a);
  const rows = [
    { key: "reserved", outcome: say("funnel.reserved"), looks: funnel.reserved },
    { key: "heldOut", outcome: say("funnel.heldOut"), looks: funnel.heldOut },
    ...reasons.map(([reason, looks]) => ({ key: reason, outcome: sayOutcome.code("skip", reason), looks })),
  ];
  const skipped = reasons.reduce((sum, [, looks]) => sum + looks, 0);
  return (
    <Stack gap="xs">
      <ChartWithTable
        title={say("funnel.title")}
        lead={`${say("funnel.lead")} ${say("funnel.sum", {
          lookedAt: count(funnel.lookedAt),
          reserved: count(funnel.reserved),
          heldOut: count(funnel.heldOut),
          skipped: count(skipped),
        })}`}
        chart={
          <Bars
            data={rows.map(({ outcome, looks }) => ({ outcome, looks }))}
            by="outcome"
            series={[{ name: "looks", label: say("funnel.looks"), color: "indigo.6" }]}
            height={60 + rows.length * rowHeight}
            format={count}
            lying
          />
        }
        table={{
          columns: [
            { key: "outcome", title: say("funnel.outcome"), cell: (row) => row.outcome },
            { key: "looks", title: say("funnel.looks"), numeric: true, cell: (row) => count(row.looks) },
            {
              key: "share",
              title: say("funnel.share"),
              numeric: true,
              cell: (row) => (funnel.lookedAt === 0 ? say("none") : percent(row.looks / funnel.lookedAt)),
            },
          ],
          rows,
          rowKey: ({ key }) => key,
        }}
      />
      <Text size="sm" c="dimmed">
        {say("funnel.again")}
      </Text>
    </Stack>
  );
};
