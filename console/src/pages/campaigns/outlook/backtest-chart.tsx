import { Bars } from "../../../parts/bars.tsx";
import { ChartWithTable } from "../../../parts/chart-with-table.tsx";
import { useFormat } from "../../../parts/use-format.ts";
import { commonWords } from "../../../words/common.ts";
import { useWords } from "../../../words/define-words.ts";
import { useDollars } from "../words-editor/use-dollars.ts";
import type { Backtest } from "./backtest-panel.tsx";
import { backtestWords } from "./backtest-words.ts";
import { useShortEstimate } from "./estimate-text.ts";

const colors = { email: "indigo.6", sms: "teal.6", push: "orange.6" } as const;
const channels = ["email", "sms", "push"] as const;

/** Volume and cost by channel and week. */
const BacktestChart = ({ told: { weeks } }: { readonly told: Backtest }) => {
  const say = useWords(backtestWords);
  const common = useWords(commonWords);
  const short = useShortEstimate();
  const dollars = useDollars();
  const { count, civilDay } = useFormat();
  const shown = channels.filter((channel) => weeks.some((week) => (week.channels[channel]?.about ?? 0) > 0));
  const title = (channel: (typeof channels)[number]) => common(`channel.${channel}`);
  const data = weeks.map(({ week, channels: sent }) => ({
    week: civilDay(week),
    ...Object.fromEntries(channels.map((channel) => [channel, sent[channel]?.about ?? 0])),
  }));
  return (
    <ChartWithTable
      title={say("chartTitle")}
      lead={say("chartLead")}
      chart={
        <Bars
          data={data}
          by="week"
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
          { key: "week", title: say("week"), cell: ({ week }) => civilDay(week) },
          ...channels.map((channel) => ({
            key: channel,
            title: title(channel),
            numeric: true,
            cell: ({ channels: sent }: Backtest["weeks"][number]) => {
              const messages = sent[channel];
              return messages === undefined ? count(0) : short(messages);
            },
          })),
          { key: "cost", title: say("costColumn"), numeric: true, cell: ({ usd }) => dollars(usd.about) },
        ],
        rows: weeks.toReversed(),
        rowKey: ({ week }) => week,
      }}
    />
  );
};

export default BacktestChart;
