import { Box, Text } from "@mantine/core";
import { Section } from "../../parts/section.tsx";
import { useFormat } from "../../parts/use-format.ts";
import { useWords } from "../../words/define-words.ts";
import { LongTable } from "./long-table.tsx";
import { nameOf } from "./matching.ts";
import { productWords } from "./product-words.ts";
import type { ProductsReport } from "./report.ts";

/** After how many days each product is bought again, and on what that rests. */
export const ProductGaps = ({ gaps }: Pick<ProductsReport, "gaps">) => {
  const say = useWords(productWords);
  const { count } = useFormat();
  const days = (value: number): number => Math.round(value);
  return (
    <Section title={say("gaps.title")} lead={say("gaps.lead")}>
      <LongTable
        label={say("gaps.title")}
        rows={gaps}
        rowKey={({ productId }) => productId}
        columns={[
          {
            key: "product",
            title: say("gaps.product"),
            cell: (product) => (
              <Box miw={120} className="breaks">
                {nameOf(product)}
              </Box>
            ),
          },
          {
            key: "again",
            title: say("gaps.again"),
            cell: ({ gapDays, earlyDays, lateDays }) => (
              <>
                {say("gaps.about", { count: days(gapDays) })}
                <Text size="xs" c="dimmed">
                  {say("gaps.spread", { early: count(days(earlyDays)), late: count(days(lateDays)) })}
                </Text>
              </>
            ),
          },
          { key: "from", title: say("gaps.from"), cell: (row) => say(`gaps.rests.${row.from}`, { count: row.gaps }) },
          { key: "buyers", title: say("gaps.buyers"), numeric: true, cell: ({ buyers }) => count(buyers) },
        ]}
      />
    </Section>
  );
};
