import { Box, Group, Select, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import type { Column } from "../../parts/paged-table.tsx";
import { Section } from "../../parts/section.tsx";
import { useFormat } from "../../parts/use-format.ts";
import { useWords } from "../../words/define-words.ts";
import { LongTable } from "./long-table.tsx";
import { isMatch, nameOf } from "./matching.ts";
import { classNames } from "./product-classes.tsx";
import { productWords } from "./product-words.ts";
import type { ProductsReport } from "./report.ts";
import { rounded } from "./use-estimate.ts";
import { useSentences } from "./use-sentences.ts";

type Product = ProductsReport["matrix"]["best"][number];
type Reason = Product["reasons"][number];

const useReason = (): ((reason: Reason) => string) => {
  const say = useWords(productWords);
  const { count, percent } = useFormat();
  return ({ fact, value, usual }) => {
    const isShare = fact !== "rising" && fact !== "slow" && fact !== "few-buyers";
    const format = isShare ? percent : (number: number) => count(rounded(number, fact === "rising" ? 1 : 0));
    return say(`matrix.reason.${fact}`, { value: format(value), usual: format(usual) });
  };
};

const useColumns = (): readonly Column<Product>[] => {
  const say = useWords(productWords);
  const reasonOf = useReason();
  const join = useSentences();
  const { count, percent, amount } = useFormat();
  const share = (key: "newShare" | "againShare"): Column<Product> => ({
    key,
    title: say(`matrix.${key}`),
    numeric: true,
    cell: (product) => percent(product[key].value, 0),
  });
  return [
    {
      key: "product",
      title: say("matrix.product"),
      cell: (product) => (
        <Box miw={150} className="breaks">
          {nameOf(product)}
          <Text size="xs" c="dimmed">
            {say(`classes.name.${product.class}`)}
          </Text>
        </Box>
      ),
    },
    {
      key: "why",
      title: say("matrix.why"),
      cell: ({ reasons }) => (
        <Text size="sm" miw={220}>
          {reasons.length === 0 ? say("matrix.reason.none") : join(...reasons.map(reasonOf))}
        </Text>
      ),
    },
    { key: "buyers", title: say("matrix.buyers"), numeric: true, cell: ({ buyers }) => count(buyers) },
    { key: "revenue", title: say("matrix.revenue"), numeric: true, cell: ({ revenue }) => amount(revenue) },
    share("newShare"),
    share("againShare"),
    {
      key: "discounted",
      title: say("matrix.discountedShare"),
      numeric: true,
      cell: ({ discountedShare }) => percent(discountedShare, 0),
    },
  ];
};

/** Every product with its class and the reasons for it. */
export const ProductList = ({ matrix: { best } }: Pick<ProductsReport, "matrix">) => {
  const say = useWords(productWords);
  const columns = useColumns();
  const [search, setSearch] = useState("");
  const [shown, setShown] = useState<string>("all");
  const rows = best.filter((product) => (shown === "all" || product.class === shown) && isMatch(product, search));
  return (
    <Section title={say("matrix.title")}>
      <Group align="flex-end">
        <TextInput
          label={say("matrix.search")}
          value={search}
          onChange={({ currentTarget }) => setSearch(currentTarget.value)}
        />
        <Select
          label={say("matrix.class")}
          value={shown}
          onChange={(next) => setShown(next ?? "all")}
          allowDeselect={false}
          data={[
            { value: "all", label: say("matrix.all") },
            ...classNames.map((name) => ({ value: name, label: say(`classes.name.${name}`) })),
          ]}
        />
      </Group>
      {rows.length === 0 ? (
        <Text>{say("matrix.none")}</Text>
      ) : (
        <LongTable label={say("matrix.title")} columns={columns} rows={rows} rowKey={({ productId }) => productId} />
      )}
    </Section>
  );
};
