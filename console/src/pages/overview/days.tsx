import { ChannelBars, chartChannels } from "../../parts/channel-bars.tsx";
import { ChartWithTable } from "../../parts/chart-with-table.tsx";
import { useFormat } from "../../parts/use-format.ts";
import { commonWords } from "../../words/common.ts";
import { useWords } from "../../words/define-words.ts";
import type { Overview } from "./data.ts";
import { overviewWords } from "./words.ts";

export const Days = ({ overview: { days } }: { readonly overview: Overview }) => {
  const say = useWords(overviewWords);
  const common = useWords(commonWords);
  const { count, amount, civilDay } = useFormat();
  const rows = days.map(({ day, ...figures }) => ({ ...figures, day: civilDay(day) }));
  return (
    <ChartWithTable
      title={say("daysTitle")}
      lead={say("daysLead")}
      chart={<ChannelBars data={rows} by="day" />}
      table={{
        columns: [
          { key: "day", title: say("day"), cell: (row) => civilDay(row.day) },
          ...chartChannels.map((channel) => ({
            key: channel,
            title: common(`channel.${channel}`),
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
