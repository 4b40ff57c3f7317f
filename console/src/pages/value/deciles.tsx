import { Text } from "@mantine/core";
import { Bars } from "../../parts/bars.tsx";
import { ChartWithTable } from "../../parts/chart-with-table.tsx";
import { Section } from "../../parts/section.tsx";
import { useFormat } from "../../parts/use-format.ts";
import { useWords } from "../../words/define-words.ts";
import { glanceWords } from "./overview-words.ts";
import type { ShopReport } from "./report.ts";
import { rounded } from "./use-estimate.ts";
import { useSentences } from "./use-sentences.ts";

/** What is to be expected of the best tenth of the customers, the next, and so on. */
export const Deciles = ({ report }: { readonly report: ShopReport }) => {
  const say = useWords(glanceWords);
  const join = useSentences();
  const { count, percent, amount } = useFormat();
  const { deciles, basis } = report.deciles;
  const best = deciles[0];
  if (best === undefined)
    return (
      <Section title={say("deciles.title")}>
        <Text>{say("deciles.none")}</Text>
      </Section>
    );
  const nameOf = (decile: number): string => (decile === 1 ? say("deciles.first", { count: decile }) : count(decile));
  const said = say("deciles.lead", { best: amount(best.expected), share: percent(best.share, 0) });
  return (
    <ChartWithTable
      title={say("deciles.title")}
      lead={join(said, say(`basis.${basis}`))}
      chart={
        <Bars
          data={deciles.map(({ decile, expected }) => ({ tenth: nameOf(decile), expected: rounded(expected, 2) }))}
          by="tenth"
          series={[{ name: "expected", label: say("deciles.expected"), color: "indigo.6" }]}
          height={260}
          format={amount}
        />
      }
      table={{
        rows: deciles,
        rowKey: ({ decile }) => `${decile}`,
        columns: [
          { key: "tenth", title: say("deciles.tenth"), cell: ({ decile }) => nameOf(decile) },
          { key: "expected", title: say("deciles.expected"), numeric: true, cell: ({ expected }) => amount(expected) },
          {
            key: "error",
            title: say("deciles.error"),
            numeric: true,
            cell: ({ standardError }) => amount(1.96 * standardError),
          },
          { key: "share", title: say("deciles.share"), numeric: true, cell: ({ share }) => percent(share) },
          {
            key: "customers",
            title: say("deciles.customers"),
            numeric: true,
            cell: ({ customers }) => count(customers),
          },
        ],
      }}
    />
  );
};
