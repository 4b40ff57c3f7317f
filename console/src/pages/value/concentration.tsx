import { ChartWithTable } from "../../parts/chart-with-table.tsx";
import { RowsTable } from "../../parts/paged-table.tsx";
import { Section } from "../../parts/section.tsx";
import { useFormat } from "../../parts/use-format.ts";
import { useWords } from "../../words/define-words.ts";
import { Picture } from "./lazy-picture.tsx";
import { glanceWords } from "./overview-words.ts";
import type { ShopReport } from "./report.ts";
import { rounded, useEstimate, useRange } from "./use-estimate.ts";
import { useSentences } from "./use-sentences.ts";

interface ConcentrationProps {
  readonly concentration: ShopReport["concentration"];
}

/** From those who spend most to those who spend least, which is how people say it. */
const fromTheBest = (curve: ConcentrationProps["concentration"]["curve"]) =>
  curve
    .map(({ customers, revenue }) => ({ best: rounded(1 - customers, 3), revenue: rounded(1 - revenue, 4) }))
    .toReversed();

const Tops = ({ concentration: { top } }: ConcentrationProps) => {
  const say = useWords(glanceWords);
  const rangeOf = useRange();
  const { percent } = useFormat();
  return (
    <RowsTable
      label={say("concentration.tops")}
      rows={top}
      rowKey={({ of }) => `${of}`}
      columns={[
        {
          key: "of",
          title: say("concentration.topTitle"),
          cell: ({ of }) => say("concentration.top", { share: percent(of) }),
        },
        {
          key: "share",
          title: say("concentration.shareTitle"),
          numeric: true,
          cell: ({ share }) => percent(share.value),
        },
        {
          key: "range",
          title: say("concentration.rangeTitle"),
          numeric: true,
          cell: ({ share }) => rangeOf(share, percent),
        },
      ]}
    />
  );
};

/** The curve of Lorenz from its better end. */
export const ConcentrationCurve = ({ concentration }: ConcentrationProps) => {
  const say = useWords(glanceWords);
  const estimate = useEstimate();
  const join = useSentences();
  const { percent, count } = useFormat();
  const whole = (share: number): string => percent(share, 0);
  const fifth = concentration.top.find(({ of }) => of === 0.2)?.share ?? { value: 0, low: 0, high: 1 };
  const rows = fromTheBest(concentration.curve);
  const lead = say("concentration.lead", { share: estimate(fifth, whole) });
  return (
    <>
      <ChartWithTable
        title={say("concentration.title")}
        lead={concentration.thin ? join(lead, say("concentration.thin")) : lead}
        chart={
          <Picture
            data={rows.map(({ best, revenue }) => ({ best: whole(best), revenue, equal: best }))}
            by="best"
            series={[
              { name: "revenue", label: say("concentration.curve"), color: "indigo.6", type: "line" },
              { name: "equal", label: say("concentration.equal"), color: "gray.6", type: "line", dashed: true },
            ]}
            height={280}
            format={whole}
          />
        }
        table={{
          rows,
          rowKey: ({ best }) => `${best}`,
          columns: [
            { key: "best", title: say("concentration.curveOf"), numeric: true, cell: ({ best }) => whole(best) },
            {
              key: "revenue",
              title: say("concentration.curve"),
              numeric: true,
              cell: ({ revenue }) => percent(revenue),
            },
          ],
        }}
      />
      <Section
        title={say("concentration.tops")}
        lead={say("concentration.gini", {
          gini: estimate(concentration.gini, (value) => count(rounded(value, 2))),
        })}
      >
        <Tops concentration={concentration} />
      </Section>
    </>
  );
};
