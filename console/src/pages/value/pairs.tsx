import { Box, Text } from "@mantine/core";
import type { Column } from "../../parts/paged-table.tsx";
import { Section } from "../../parts/section.tsx";
import { useFormat } from "../../parts/use-format.ts";
import { useWords } from "../../words/define-words.ts";
import { affinityWords } from "./affinity-words.ts";
import { LongTable } from "./long-table.tsx";
import type { AffinityReport } from "./report.ts";
import { rounded } from "./use-estimate.ts";

interface PairsProps extends Pick<AffinityReport, "affinity"> {
  readonly nameOf: (productId: string) => string;
}

type Pair = AffinityReport["affinity"]["pairs"][number];

const useColumns = (nameOf: PairsProps["nameOf"]): readonly Column<Pair>[] => {
  const say = useWords(affinityWords);
  const { count, percent } = useFormat();
  const times = (value: number): string => count(rounded(value, 1));
  const names = ({ products }: Pair): [string, string] => [nameOf(products[0]), nameOf(products[1])];
  return [
    {
      key: "products",
      title: say("pairs.products"),
      cell: (pair) => {
        const [first, second] = names(pair);
        return (
          <Box miw={160} className="breaks">
            {say("pairs.and", { first, second })}
          </Box>
        );
      },
    },
    {
      key: "lift",
      title: say("pairs.lift"),
      cell: ({ lift: { value, low, high } }) => (
        <Box miw={110}>{say("pairs.liftOf", { lift: times(value), low: times(low), high: times(high) })}</Box>
      ),
    },
    {
      key: "confidence",
      title: say("pairs.confidence"),
      cell: (pair) =>
        names(pair).map((product, index) => (
          <Text key={product} size="sm" miw={200}>
            {say("pairs.confidenceOf", { product, share: percent(pair.confidence[index] ?? 0, 0) })}
          </Text>
        )),
    },
    {
      key: "support",
      title: say("pairs.support"),
      numeric: true,
      cell: ({ orders, support }) => say("pairs.supportOf", { orders: count(orders), share: percent(support) }),
    },
    { key: "customers", title: say("pairs.customers"), numeric: true, cell: ({ customers }) => count(customers) },
  ];
};

/** Pairs that are in one order more often than chance would have it, the surest first. */
export const Pairs = ({ affinity, nameOf }: PairsProps) => {
  const say = useWords(affinityWords);
  const { count } = useFormat();
  const columns = useColumns(nameOf);
  const { pairs, pairsCompared, productsCompared, sampled } = affinity;
  return (
    <Section
      title={say("pairs.title")}
      lead={say("pairs.lead", { pairs: count(pairsCompared), products: count(productsCompared) })}
    >
      {pairs.length === 0 ? (
        <Text>{say("pairs.none", { orders: count(sampled.orders) })}</Text>
      ) : (
        <LongTable
          label={say("pairs.title")}
          columns={columns}
          rows={pairs}
          rowKey={({ products }) => products.join(" ")}
        />
      )}
    </Section>
  );
};
