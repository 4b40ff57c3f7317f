import { Bars } from "../../parts/bars.tsx";
import { ChartWithTable } from "../../parts/chart-with-table.tsx";
import { useFormat } from "../../parts/use-format.ts";
import { useWords } from "../../words/define-words.ts";
import type { Pressure } from "./data.ts";
import { pressureWords } from "./words.ts";

/** People by how many messages they got: the picture of pressure. */
export const PerWeek = ({ pressure: { perWeek, sample, messages } }: { readonly pressure: Pressure }) => {
  const say = useWords(pressureWords);
  const { count, percent } = useFormat();
  const { customers, of, whole } = sample;
  const told = whole
    ? say("week.whole", { count: customers })
    : say("week.sample", { size: count(customers), of: count(of) });
  const mean = customers === 0 ? 0 : Math.round((100 * messages) / customers) / 100;
  const rows = perWeek.map((people, number) => ({
    key: String(number),
    messages: number === perWeek.length - 1 ? say("week.more", { count: number }) : count(number),
    customers: people,
  }));
  return (
    <ChartWithTable
      title={say("week.title")}
      lead={`${say("week.lead")} ${told} ${say("week.mean", { mean: count(mean) })}`}
      chart={
        <Bars
          data={rows.map((row) => ({ messages: row.messages, customers: row.customers }))}
          by="messages"
          series={[{ name: "customers", label: say("week.customers"), color: "indigo.6" }]}
          height={260}
          format={count}
        />
      }
      table={{
        columns: [
          { key: "messages", title: say("week.messages"), cell: (row) => row.messages },
          { key: "customers", title: say("week.customers"), numeric: true, cell: (row) => count(row.customers) },
          {
            key: "share",
            title: say("week.share"),
            numeric: true,
            cell: (row) => percent(customers === 0 ? 0 : row.customers / customers),
          },
        ],
        rows,
        rowKey: ({ key }) => key,
      }}
    />
  );
};
