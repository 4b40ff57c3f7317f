import { ChannelBars, chartChannels } from "../../../parts/channel-bars.tsx";
import { ChartWithTable } from "../../../parts/chart-with-table.tsx";
import { useFormat } from "../../../parts/use-format.ts";
import { commonWords } from "../../../words/common.ts";
import { useWords } from "../../../words/define-words.ts";
import { useDollars } from "../words-editor/use-dollars.ts";
import type { Backtest } from "./backtest-panel.tsx";
import { backtestWords } from "./backtest-words.ts";
import { useShortEstimate } from "./estimate-text.ts";

/** Volume and cost by channel and week. */
const BacktestChart = ({ told: { weeks } }: { readonly told: Backtest }) => {
  const say = useWords(backtestWords);
  const common = useWords(commonWords);
  const short = useShortEstimate();
  const dollars = useDollars();
  const { count, civilDay } = useFormat();
  const data = weeks.map(({ week, channels: sent }) => ({
    week: civilDay(week),
    email: sent.email?.about ?? 0,
    sms: sent.sms?.about ?? 0,
    push: sent.push?.about ?? 0,
  }));
  return (
    <ChartWithTable
      title={say("chartTitle")}
      lead={say("chartLead")}
      chart={<ChannelBars data={data} by="week" />}
      table={{
        columns: [
          { key: "week", title: say("week"), cell: ({ week }) => civilDay(week) },
          ...chartChannels.map((channel) => ({
            key: channel,
            title: common(`channel.${channel}`),
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
