import { Bars } from "../../parts/bars.tsx";
import { ChartWithTable } from "../../parts/chart-with-table.tsx";
import { useFormat } from "../../parts/use-format.ts";
import { useWords } from "../../words/define-words.ts";
import type { CampaignEffect } from "./data.ts";
import { effectWords } from "./words.ts";

export const ByDay = ({ effect }: { readonly effect: CampaignEffect }) => {
  const say = useWords(effectWords);
  const { count, civilDay } = useFormat();
  const rows = effect.days.map(({ day, reserved, heldOut, skipped, lookedAt }) => ({
    ...{ day, reserved, heldOut, lookedAt },
    skipped: Object.values(skipped).reduce((sum, looks) => sum + looks, 0),
  }));
  const parts = [
    { name: "reserved", color: "indigo.6" },
    { name: "heldOut", color: "teal.6" },
    { name: "skipped", color: "gray.5" },
  ] as const;
  return (
    <ChartWithTable
      title={say("byDay.title")}
      lead={say("byDay.lead")}
      chart={
        <Bars
          data={rows.map((row) => ({ ...row, day: civilDay(row.day) }))}
          by="day"
          series={parts.map(({ name, color }) => ({ name, color, label: say(`funnel.${name}`) }))}
          height={260}
          format={count}
        />
      }
      table={{
        columns: [
          { key: "day", title: say("byDay.day"), cell: (row) => civilDay(row.day) },
          { key: "lookedAt", title: say("lookedAt"), numeric: true, cell: (row) => count(row.lookedAt) },
          ...parts.map(({ name }) => ({
            key: name,
            title: say(`funnel.${name}`),
            numeric: true,
            cell: (row: (typeof rows)[number]) => count(row[name]),
          })),
        ],
        rows: rows.toReversed(),
        rowKey: ({ day }) => day,
      }}
    />
  );
};
