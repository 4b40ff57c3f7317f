import { ChartWithTable } from "../../parts/chart-with-table.tsx";
import { useFormat } from "../../parts/use-format.ts";
import { useWords } from "../../words/define-words.ts";
import { nextOrderWords } from "./forecast-words.ts";
import { Picture } from "./lazy-picture.tsx";
import type { ShopReport } from "./report.ts";
import { rounded } from "./use-estimate.ts";
import { type WeekAhead, weeksAhead } from "./weeks-ahead.ts";

/** Expected orders of each week to come, with the numbers between which they will lie. */
export const Weeks = ({ report }: { readonly report: ShopReport }) => {
  const say = useWords(nextOrderWords);
  const { count, day } = useFormat();
  const rows = weeksAhead(report);
  // Where a week brings fewer than ten orders, the first decimal says something.
  const digits = rows.some(({ value }) => value >= 10) ? 0 : 1;
  const orders = (value: number): string => count(rounded(value, digits));
  return (
    <ChartWithTable
      title={say("weeks.title")}
      lead={say("weeks.lead")}
      chart={
        <Picture
          data={rows.map(({ from, value, low, high }) => ({ week: day(from), expected: value, low, high }))}
          by="week"
          series={[
            { name: "expected", label: say("weeks.expected"), color: "indigo.6", type: "bar" },
            { name: "low", label: say("weeks.low"), color: "orange.7", type: "line", dashed: true },
            { name: "high", label: say("weeks.high"), color: "orange.7", type: "line", dashed: true },
          ]}
          height={280}
          format={orders}
        />
      }
      table={{
        rows,
        rowKey: ({ from }) => `${from}`,
        columns: [
          { key: "week", title: say("weeks.week"), cell: ({ from }) => day(from) },
          ...(["value", "low", "high"] as const).map((name) => ({
            key: name,
            title: say(name === "value" ? "weeks.expected" : `weeks.${name}`),
            numeric: true,
            cell: (row: WeekAhead) => orders(row[name]),
          })),
        ],
      }}
    />
  );
};
