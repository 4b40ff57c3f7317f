import { Button, Group } from "@mantine/core";
import { useState } from "react";
import { RowsTable, type RowsTableProps } from "../../parts/paged-table.tsx";
import { useFormat } from "../../parts/use-format.ts";
import { useWords } from "../../words/define-words.ts";
import { valueWords } from "./words.ts";

const shownFirst = 15;

/** The first rows, and the others when somebody wants them. */
export const LongTable = <Row,>({ rows, ...table }: RowsTableProps<Row>) => {
  const say = useWords(valueWords);
  const { count } = useFormat();
  const [all, setAll] = useState(false);
  const isCut = !all && rows.length > shownFirst;
  return (
    <>
      <RowsTable {...table} rows={isCut ? rows.slice(0, shownFirst) : rows} />
      {isCut && (
        <Group justify="center">
          <Button variant="default" size="xs" onClick={() => setAll(true)}>
            {say("showAll", { count: count(rows.length) })}
          </Button>
        </Group>
      )}
    </>
  );
};
