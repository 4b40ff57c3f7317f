import { Stack, Text, Title } from "@mantine/core";
import { RowsTable } from "../../parts/paged-table.tsx";
import { useFormat } from "../../parts/use-format.ts";
import { useWords } from "../../words/define-words.ts";
import type { Look } from "./first-look.tsx";
import { importWords } from "./import-words.ts";
import { rowWords } from "./row-words.ts";

type Row = Look["rows"][number];

const Verdict = ({ rejected }: Pick<Row, "rejected">) => {
  const say = useWords(importWords);
  const sayRow = useWords(rowWords);
  if (rejected === undefined) return say("look.kept");
  const { reason, column } = rejected;
  return (
    <Text span size="sm" fw={600} c="var(--mantine-color-error)">
      {column === undefined ? sayRow.code("reason", reason) : `${column}: ${sayRow.code("reason", reason)}`}
    </Text>
  );
};

/** The first rows as they stand, each with whether it would be kept. */
export const FirstRows = ({ look }: { readonly look: Look }) => {
  const say = useWords(importWords);
  const { count } = useFormat();
  return (
    <Stack component="section" aria-label={say("look.rows")} gap="sm">
      <Title order={3}>{say("look.rows")}</Title>
      <RowsTable
        label={say("look.rows")}
        rows={look.rows}
        rowKey={({ line }) => String(line)}
        columns={[
          { key: "line", title: say("look.line"), numeric: true, cell: ({ line }: Row) => count(line) },
          ...(look.format === undefined
            ? []
            : [
                { key: "verdict", title: say("look.problem"), cell: (row: Row) => <Verdict rejected={row.rejected} /> },
              ]),
          ...look.header.map((header, at) => ({
            key: `${header} ${at.toString()}`,
            title: header,
            cell: ({ cells }: Row) => cells[at] ?? "",
          })),
        ]}
      />
    </Stack>
  );
};
