import { Button, Group, Paper, SimpleGrid, Stack, Text, Title } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useInfiniteQuery, useMutation } from "@tanstack/react-query";
import { answered, type GoodBody } from "../../api/answered.ts";
import { api } from "../../api/client.ts";
import { useMay } from "../../api/use-session.ts";
import { PagedTable, RowsTable } from "../../parts/paged-table.tsx";
import { FailureText } from "../../parts/states.tsx";
import { useFormat } from "../../parts/use-format.ts";
import { useWords } from "../../words/define-words.ts";
import { rejectedOf, type ShownImport } from "./import-list.tsx";
import { importWords } from "./import-words.ts";
import { rowWords } from "./row-words.ts";

type Figure =
  | "rowsRead"
  | "accepted"
  | "rejected"
  | "customers"
  | "orders"
  | "cancellations"
  | "products"
  | "valuesLeftOut";

const shownFigures: Readonly<Record<ShownImport["holds"], readonly Figure[]>> = {
  orders: ["rowsRead", "accepted", "rejected", "customers", "orders", "cancellations"],
  customers: ["rowsRead", "accepted", "rejected", "customers", "valuesLeftOut"],
  products: ["rowsRead", "accepted", "rejected", "products", "valuesLeftOut"],
};

const Figures = (one: ShownImport) => {
  const say = useWords(importWords);
  const { count } = useFormat();
  const { figures, holds } = one;
  if (figures === undefined) return null;
  const amountOf = (name: Figure): number => (name === "rejected" ? rejectedOf(one) : figures[name]);
  return (
    <SimpleGrid component="dl" cols={{ base: 2, sm: 3 }} m={0}>
      {shownFigures[holds].map((name) => (
        <Paper key={name} withBorder p="sm">
          <Text component="dt" size="sm" c="dimmed">
            {say(`figures.${name}`)}
          </Text>
          <Text component="dd" m={0} size="xl" className="numbers">
            {count(amountOf(name))}
          </Text>
        </Paper>
      ))}
    </SimpleGrid>
  );
};

const ByReason = ({ figures }: ShownImport) => {
  const say = useWords(importWords);
  const sayRow = useWords(rowWords);
  const { count } = useFormat();
  const rejected = figures?.rejected ?? [];
  if (rejected.length === 0) return <Text>{say("noRejected")}</Text>;
  return (
    <RowsTable
      label={say("byReason")}
      rows={rejected}
      rowKey={({ reason }) => reason}
      columns={[
        { key: "reason", title: say("reason"), cell: ({ reason }) => sayRow.code("reason", reason) },
        { key: "count", title: say("count"), numeric: true, cell: (row) => count(row.count) },
        {
          key: "lines",
          title: say("lines"),
          cell: (row) =>
            [...row.lines.map(count), ...(row.count > row.lines.length ? [say("andMore")] : [])].join(", "),
        },
      ]}
    />
  );
};

type Page = GoodBody<Awaited<ReturnType<(typeof api.imports)[":importId"]["rejected"]["$get"]>>>;

const useRejected = ({ importId, figures }: ShownImport) =>
  useInfiniteQuery({
    // A run that goes on makes another list.
    queryKey: ["import", importId, "rejected", figures?.rowsRead],
    queryFn: ({ pageParam }) =>
      answered(
        api.imports[":importId"].rejected.$get({
          param: { importId },
          query: { limit: "50", ...(pageParam !== undefined && { cursor: pageParam }) },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page: Page) => page.cursor,
  });

const Download = ({ importId }: ShownImport) => {
  const say = useWords(importWords);
  const fetchFile = useMutation({
    mutationFn: () => answered(api.imports[":importId"]["rejected-file"].$get({ param: { importId } })),
    onSuccess: ({ url }) => window.location.assign(url),
  });
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconDownload size={16} aria-hidden />}
        loading={fetchFile.isPending}
        onClick={() => fetchFile.mutate()}
      >
        {say("download")}
      </Button>
      {fetchFile.isError && <FailureText error={fetchFile.error} />}
    </>
  );
};

const RowByRow = (one: ShownImport) => {
  const say = useWords(importWords);
  const sayRow = useWords(rowWords);
  const { count } = useFormat();
  const query = useRejected(one);
  return (
    <Stack component="section" aria-label={say("rowByRow")}>
      <Group justify="space-between" align="flex-start">
        <div>
          <Title order={2}>{say("rowByRow")}</Title>
          <Text c="dimmed" maw="70ch">
            {say("rowByRowLead")}
          </Text>
        </div>
        <Download {...one} />
      </Group>
      <PagedTable
        label={say("rowByRow")}
        query={query}
        rowsOf={(page: Page) => page.rows}
        rowKey={({ line, reason, column }) => `${line} ${reason} ${column ?? ""}`}
        empty={<Text>{say("noRejected")}</Text>}
        columns={[
          { key: "line", title: say("look.line"), numeric: true, cell: ({ line }) => count(line) },
          { key: "reason", title: say("reason"), cell: ({ reason }) => sayRow.code("reason", reason) },
          { key: "column", title: say("look.column"), cell: ({ column }) => column ?? say("wholeRow") },
          { key: "received", title: say("received"), cell: ({ received }) => received ?? "–" },
          { key: "allowed", title: say("allowed"), cell: ({ reason }) => sayRow.code("hint", reason) },
        ]}
      />
    </Stack>
  );
};

export const ImportOutcome = (one: ShownImport) => {
  const say = useWords(importWords);
  const may = useMay("import-data");
  if (one.figures === undefined) return null;
  const ignored = one.format?.ignoredColumns ?? [];
  return (
    <>
      <Stack component="section" aria-label={say("outcome")}>
        <Title order={2}>{say("outcome")}</Title>
        <Figures {...one} />
        {ignored.length > 0 && <Text c="dimmed">{say("ignored", { columns: ignored.join(", ") })}</Text>}
      </Stack>
      <Stack component="section" aria-label={say("byReason")}>
        <Title order={2}>{say("byReason")}</Title>
        <ByReason {...one} />
      </Stack>
      {one.hasRejectedRows && may && <RowByRow {...one} />}
    </>
  );
};
