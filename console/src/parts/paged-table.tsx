import { Table } from "@mantine/core";
import type { UseInfiniteQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { ShowMore } from "./show-more.tsx";
import { Failed, Waiting } from "./states.tsx";

export interface Column<Row> {
  readonly key: string;
  readonly title: string;
  readonly cell: (row: Row) => ReactNode;
  /** Numbers stand right, so that they can be compared. */
  readonly numeric?: boolean;
}

export interface RowsTableProps<Row> {
  /** What the table shows, for people who hear it. */
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
}

/** Pixels below which the words of a column, Chinese ones above all, would stand one below the other. */
const columnLeast = 110;

/** A table that scrolls by itself on a narrow screen, instead of the page. */
export const RowsTable = <Row,>({ label, columns, rows, rowKey }: RowsTableProps<Row>) => (
  <Table.ScrollContainer
    minWidth={columns.length * columnLeast}
    scrollAreaProps={{ viewportProps: { tabIndex: 0, "aria-label": label } }}
  >
    <Table striped highlightOnHover aria-label={label}>
      <Table.Thead>
        <Table.Tr>
          {columns.map(({ key, title, numeric }) => (
            <Table.Th key={key} scope="col" ta={numeric ? "right" : undefined}>
              {title}
            </Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map((row) => (
          <Table.Tr key={rowKey(row)}>
            {columns.map(({ key, cell, numeric }) => (
              <Table.Td key={key} ta={numeric ? "right" : undefined} className={numeric ? "numbers" : undefined}>
                {cell(row)}
              </Table.Td>
            ))}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  </Table.ScrollContainer>
);

export interface PagedTableProps<Row, Page> extends Omit<RowsTableProps<Row>, "rows"> {
  /** Pages by cursor: `useInfiniteQuery` with `getNextPageParam: (page) => page.cursor`. */
  readonly query: UseInfiniteQueryResult<{ readonly pages: readonly Page[] }>;
  readonly rowsOf: (page: Page) => readonly Row[];
  /** Shown instead of a table without rows. */
  readonly empty: ReactNode;
}

/** A list that the server hands out page by page. */
export const PagedTable = <Row, Page>({ query, rowsOf, empty, ...table }: PagedTableProps<Row, Page>) => {
  if (query.data === undefined)
    return query.isError ? <Failed error={query.error} onRetry={() => query.refetch()} /> : <Waiting rows={6} />;
  const rows = query.data.pages.flatMap((page) => [...rowsOf(page)]);
  if (rows.length === 0 && !query.hasNextPage) return empty;
  return (
    <>
      <RowsTable {...table} rows={rows} />
      <ShowMore query={query} />
    </>
  );
};
