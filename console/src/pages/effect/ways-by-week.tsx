import { Bars } from "../../parts/bars.tsx";
import { ChartWithTable } from "../../parts/chart-with-table.tsx";
import { useFormat } from "../../parts/use-format.ts";
import { useWords } from "../../words/define-words.ts";
import type { SplitShown } from "./data.ts";
import { waysWords } from "./ways-words.ts";

const colors = ["indigo.6", "teal.6", "orange.6", "grape.6", "gray.6"];

/** How a split divided customers, week by week: what adapting shares did is seen here. */
export const WaysByWeek = ({ split, title }: { readonly split: SplitShown; readonly title: string }) => {
  const say = useWords(waysWords);
  const { count, civilDay } = useFormat();
  const { weeks, ways } = split;
  if (weeks.length < 2) return null;
  return (
    <ChartWithTable
      title={title}
      lead={say("weeks.lead")}
      chart={
        <Bars
          // Names of ways are the marketer's own, so a bar goes by its place.
          data={weeks.map(({ week, customers }) => ({
            week: civilDay(week),
            ...Object.fromEntries(ways.map(({ way }, place) => [`way${place}`, customers[way] ?? 0])),
          }))}
          by="week"
          series={ways.map(({ way }, place) => ({
            name: `way${place}`,
            label: way,
            color: colors[place] ?? "gray.6",
          }))}
          height={260}
          format={count}
        />
      }
      table={{
        columns: [
          { key: "week", title: say("weeks.week"), cell: ({ week }) => civilDay(week) },
          ...ways.map(({ way }) => ({
            key: `way ${way}`,
            title: way,
            numeric: true,
            cell: ({ customers }: SplitShown["weeks"][number]) => count(customers[way] ?? 0),
          })),
        ],
        rows: weeks.toReversed(),
        rowKey: ({ week }) => week,
      }}
    />
  );
};
