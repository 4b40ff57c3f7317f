import { Box, Button, Group, Paper, Stack, Text, Title } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { commonWords } from "../words/common.ts";
import { useWords } from "../words/define-words.ts";
import { RowsTable, type RowsTableProps } from "./paged-table.tsx";

export interface ChartWithTableProps<Row> {
  readonly title: string;
  /** What the picture shows, in a sentence: it is also what a screen reader says of it. */
  readonly lead: string;
  /** The picture; of a fixed height, so that nothing jumps. */
  readonly chart: ReactNode;
  readonly table: Omit<RowsTableProps<Row>, "label">;
}

/**
 * One picture, whatever it is drawn with: the library's own layers would be stops of the keyboard that nobody sees. A pointer over
 * it finds the figures of a place all the same; for everybody else they stand in the table.
 */
const Picture = ({ label, children }: { readonly label: string; readonly children: ReactNode }) => {
  const [pointed, setPointed] = useState(false);
  return (
    <div role="img" aria-label={label} onPointerEnter={() => setPointed(true)} onPointerLeave={() => setPointed(false)}>
      <div inert={!pointed}>{children}</div>
    </div>
  );
};

/** A picture, and the figures behind it one key press away. */
export const ChartWithTable = <Row,>({ title, lead, chart, table }: ChartWithTableProps<Row>) => {
  const say = useWords(commonWords);
  const [asTable, setAsTable] = useState(false);
  return (
    <Paper withBorder p="md" component="section" aria-label={title}>
      <Stack gap="sm">
        <Group justify="space-between" align="flex-start">
          <Box style={{ flex: "1 1 16rem" }}>
            <Title order={2} size="h3">
              {title}
            </Title>
            <Text size="sm" c="dimmed">
              {lead}
            </Text>
          </Box>
          <Button size="xs" variant="default" onClick={() => setAsTable(!asTable)} style={{ flexShrink: 0 }}>
            {say(asTable ? "asChart" : "asTable")}
          </Button>
        </Group>
        {asTable ? <RowsTable label={title} {...table} /> : <Picture label={`${title}. ${lead}`}>{chart}</Picture>}
      </Stack>
    </Paper>
  );
};
