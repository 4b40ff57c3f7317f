import { Bars } from "../../parts/bars.tsx";
import { ChartWithTable } from "../../parts/chart-with-table.tsx";
import { useFormat } from "../../parts/use-format.ts";
import { commonWords } from "../../words/common.ts";
import { useWords } from "../../words/define-words.ts";
import type { Overview } from "./data.ts";
import { overviewWords } from "./words.ts";

const colors = { email: "indigo.6", sms: "teal.6", push: "orange.6" } as const;

export const Days = ({ overview: { days } }: { readonly overview: Overview }) => {
  const say = useWords(overviewWords);
  const common = useWords(commonWords);
  const { count, amount, civilDay } = useFormat();
  const channels = ["email", "sms", "push"] as const;
  const title = (channel: (typeof channels)[number]) => common(`channel.${channel}`);
  const shown = channels.filter((channel) => days.some((day) => day[channel] > 0));
  const rows = days.map(({ day, ...figures }) => ({ ...figures, day: civilDay(day) }));
  return (
    <ChartWithTable
      title={say("daysTitle")}
      lead={say("daysLead")}
      chart={
        <Bars
          data={rows}
          by="day"
          series={(shown.length === 0 ? ["email" as const] : shown).map((name) => ({
            name,
            label: title(name),
            color: colors[name],
          }))}
          height={240}
          format={count}
        />
      }
      table={{
        columns: [
          { key: "day", title: say("day"), cell: (row) => civilDay(row.day) },
          ...channels.map((channel) => ({
            key: channel,
            title: title(channel),
            numeric: true,
            cell: (row: Overview["days"][number]) => count(row[channel]),
          })),
          { key: "orders", title: say("orders"), numeric: true, cell: (row) => count(row.orders) },
          { key: "revenue", title: say("revenue"), numeric: true, cell: (row) => amount(row.revenue) },
          { key: "optedOut", title: say("optedOut"), numeric: true, cell: (row) => count(row.optedOut) },
          { key: "complained", title: say("complained"), numeric: true, cell: (row) => count(row.complained) },
        ],
        rows: days.toReversed(),
        rowKey: ({ day }) => day,
      }}
    />
  );
};
