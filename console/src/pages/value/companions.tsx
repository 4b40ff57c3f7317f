import { Select, Text } from "@mantine/core";
import { useState } from "react";
import { RowsTable } from "../../parts/paged-table.tsx";
import { Section } from "../../parts/section.tsx";
import { useFormat } from "../../parts/use-format.ts";
import { useWords } from "../../words/define-words.ts";
import { affinityWords } from "./affinity-words.ts";
import type { AffinityReport } from "./report.ts";
import { rounded } from "./use-estimate.ts";

interface CompanionsProps extends Pick<AffinityReport, "affinity"> {
  readonly nameOf: (productId: string) => string;
}

/** As many as somebody looks through; the search finds the others. */
const optionsMost = 50;

/** Whoever bought this also bought that. */
export const Companions = ({ affinity: { companions }, nameOf }: CompanionsProps) => {
  const say = useWords(affinityWords);
  const { count } = useFormat();
  const options = Object.keys(companions).map((value) => ({ value, label: nameOf(value) }));
  const [chosen, setChosen] = useState<string | null>(options[0]?.value ?? null);
  const rows = chosen === null ? [] : (companions[chosen] ?? []);
  return (
    <Section title={say("companions.title")} lead={say("companions.lead")}>
      {options.length === 0 ? (
        <Text>{say("companions.none")}</Text>
      ) : (
        <>
          <Select
            label={say("companions.choose")}
            placeholder={say("companions.placeholder")}
            nothingFoundMessage={say("companions.nothing")}
            data={options}
            value={chosen}
            onChange={setChosen}
            limit={optionsMost}
            allowDeselect={false}
            searchable
            maw={420}
          />
          <RowsTable
            label={say("companions.title")}
            rows={rows}
            rowKey={({ productId }) => productId}
            columns={[
              {
                key: "product",
                title: say("companions.product"),
                cell: ({ productId }) => <span className="breaks">{nameOf(productId)}</span>,
              },
              {
                key: "customers",
                title: say("companions.customers"),
                numeric: true,
                cell: ({ customers }) => count(customers),
              },
              {
                key: "likeness",
                title: say("companions.likeness"),
                numeric: true,
                cell: ({ likeness }) => count(rounded(likeness, 2)),
              },
            ]}
          />
          <Text size="sm" c="dimmed">
            {say("companions.likenessNote")}
          </Text>
        </>
      )}
    </Section>
  );
};
