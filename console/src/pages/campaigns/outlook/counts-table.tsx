import { Table } from "@mantine/core";
import { type ShownEstimate, useShortEstimate } from "./estimate-text.ts";

export interface CountsRow {
  readonly key: string;
  readonly text: string;
  readonly count: ShownEstimate;
}

export interface CountsTableProps {
  readonly label: string;
  /** Heads the first column. */
  readonly what: string;
  /** Heads the second one: what is counted. */
  readonly counted: string;
  readonly rows: readonly CountsRow[];
}

/** Two columns, which fit any phone: what, and about how many. */
export const CountsTable = ({ label, what, counted, rows }: CountsTableProps) => {
  const short = useShortEstimate();
  return (
    <Table striped aria-label={label}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">{what}</Table.Th>
          <Table.Th scope="col" ta="right">
            {counted}
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map(({ key, text, count }) => (
          <Table.Tr key={key}>
            <Table.Td className="breaks">{text}</Table.Td>
            <Table.Td ta="right" className="numbers">
              {short(count)}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
};
