import { Bars } from "../../parts/bars.tsx";
import { ChartWithTable } from "../../parts/chart-with-table.tsx";
import { RowsTable } from "../../parts/paged-table.tsx";
import { Section } from "../../parts/section.tsx";
import { useFormat } from "../../parts/use-format.ts";
import { useWords } from "../../words/define-words.ts";
import type { ShopReport } from "./report.ts";
import { tierWords } from "./tier-words.ts";
import { rounded } from "./use-estimate.ts";
import { useSentences } from "./use-sentences.ts";

interface RfmProps {
  readonly rfm: ShopReport["rfm"];
}

const habits = ["often-much", "often-little", "seldom-much", "seldom-little", "between"] as const;
const measures = ["recency", "frequency", "money", "perOrder"] as const;
const edgeCount = 4;

export const Habits = ({ rfm }: RfmProps) => {
  const say = useWords(tierWords);
  const join = useSentences();
  const { count, percent } = useFormat();
  const rows = habits.map((habit) => ({ habit, customers: rfm.habits[habit] }));
  return (
    <ChartWithTable
      title={say("habits.title")}
      lead={rfm.thin ? join(say("habits.lead"), say("habits.thin")) : say("habits.lead")}
      chart={
        <Bars
          data={rows.map(({ habit, customers }) => ({ habit: say(`habits.habit.${habit}`), customers }))}
          by="habit"
          series={[{ name: "customers", label: say("habits.customers"), color: "indigo.6" }]}
          height={60 + rows.length * 34}
          format={count}
          lying
        />
      }
      table={{
        rows,
        rowKey: ({ habit }) => habit,
        columns: [
          { key: "habit", title: say("habits.name"), cell: ({ habit }) => say(`habits.habit.${habit}`) },
          {
            key: "customers",
            title: say("habits.customers"),
            numeric: true,
            cell: ({ customers }) => count(customers),
          },
          {
            key: "share",
            title: say("habits.share"),
            numeric: true,
            cell: ({ customers }) => percent(customers / Math.max(1, rfm.buyers)),
          },
        ],
      }}
    />
  );
};

export const Fifths = ({ rfm: { edges } }: RfmProps) => {
  const say = useWords(tierWords);
  const { count, amount } = useFormat();
  const format = (measure: (typeof measures)[number], value: number): string =>
    measure === "money" || measure === "perOrder" ? amount(value) : count(rounded(value));
  return (
    <Section title={say("fifths.title")} lead={say("fifths.lead")}>
      <RowsTable
        label={say("fifths.title")}
        rows={measures}
        rowKey={(measure) => measure}
        columns={[
          { key: "measure", title: say("fifths.measure"), cell: (measure) => say(`fifths.name.${measure}`) },
          ...Array.from({ length: edgeCount }, (_, edge) => ({
            key: `${edge}`,
            title: say("fifths.edge", { count: edge + 1 }),
            numeric: true,
            cell: (measure: (typeof measures)[number]) => {
              const found = edges[measure][edge];
              return found === undefined ? "–" : format(measure, found.value);
            },
          })),
        ]}
      />
    </Section>
  );
};
