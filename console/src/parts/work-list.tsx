import { Badge, Group, Paper, Stack, Text } from "@mantine/core";
import { IconAlertTriangle, IconClock } from "@tabler/icons-react";
import type { UseInfiniteQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { ShowMore } from "./show-more.tsx";
import { Failed, Waiting } from "./states.tsx";

export interface WorkListProps<Row, Page> {
  /** What the list shows, for people who hear it. */
  readonly label: string;
  /** Pages by cursor, as for `PagedTable`. */
  readonly query: UseInfiniteQueryResult<{ readonly pages: readonly Page[] }>;
  /** What is shown of the pages that are there, in its order. */
  readonly rowsOf: (pages: readonly Page[]) => readonly Row[];
  readonly rowKey: (row: Row) => string;
  readonly card: (row: Row) => ReactNode;
  readonly empty: ReactNode;
}

/** What waits for people, one card each: a card fits a phone, where the buttons of a table's last column would be out of sight. */
export const WorkList = <Row, Page>({ label, query, rowsOf, rowKey, card, empty }: WorkListProps<Row, Page>) => {
  if (query.data === undefined)
    return query.isError ? (
      <Failed error={query.error} onRetry={() => query.refetch()} />
    ) : (
      <Waiting rows={4} height={96} />
    );
  const rows = rowsOf(query.data.pages);
  if (rows.length === 0 && !query.hasNextPage) return empty;
  return (
    <>
      <Stack component="ul" gap="sm" aria-label={label} p={0} m={0} style={{ listStyle: "none" }}>
        {rows.map((row) => (
          <li key={rowKey(row)}>{card(row)}</li>
        ))}
      </Stack>
      <ShowMore query={query} />
    </>
  );
};

export interface WorkCardProps {
  readonly title: ReactNode;
  /** Lines below the title. */
  readonly children: ReactNode;
  readonly badges?: ReactNode;
  readonly actions?: ReactNode;
}

export const WorkCard = ({ title, badges, children, actions }: WorkCardProps) => (
  <Paper withBorder p="md">
    <Group justify="space-between" align="flex-start" gap="sm">
      <Stack gap={4} style={{ flex: "1 1 18rem", minWidth: 0 }}>
        <Group gap="xs" className="breaks">
          <Text fw={600} component="div">
            {title}
          </Text>
          {badges}
        </Group>
        {children}
      </Stack>
      {actions !== undefined && <Group gap="xs">{actions}</Group>}
    </Group>
  </Paper>
);

/** A deadline; one that has passed says so in words and a sign, and not by its colour alone. */
export const DueBadge = ({ late, children }: { readonly late: boolean; readonly children: ReactNode }) => (
  <Badge
    {...(late ? { color: "red.9", variant: "filled" } : { variant: "default" })}
    leftSection={late ? <IconAlertTriangle size={14} aria-hidden /> : <IconClock size={14} aria-hidden />}
    tt="none"
  >
    {children}
  </Badge>
);
