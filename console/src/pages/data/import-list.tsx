import { Anchor, Stack, Title } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { answered, type GoodBody } from "../../api/answered.ts";
import { api } from "../../api/client.ts";
import { PagedTable } from "../../parts/paged-table.tsx";
import { Empty } from "../../parts/states.tsx";
import { useFormat } from "../../parts/use-format.ts";
import { useWords } from "../../words/define-words.ts";
import { ImportState } from "./import-state.tsx";
import { importWords } from "./import-words.ts";

type Page = GoodBody<Awaited<ReturnType<typeof api.imports.$get>>>;
export type ShownImport = Page["imports"][number];

export const rejectedOf = ({ figures }: ShownImport): number =>
  (figures?.rejected ?? []).reduce((sum, { count }) => sum + count, 0);

const everyMs = 2_000;

/** All files, the newest first. While one is under way the list is asked for anew. */
export const ImportList = () => {
  const say = useWords(importWords);
  const { count, moment } = useFormat();
  const query = useInfiniteQuery({
    queryKey: ["imports"],
    queryFn: ({ pageParam }) =>
      answered(api.imports.$get({ query: { limit: "20", ...(pageParam !== undefined && { cursor: pageParam }) } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page: Page) => page.cursor,
    refetchInterval: ({ state }) =>
      state.data?.pages.some((page) => page.imports.some(({ status }) => status === "running")) ? everyMs : false,
  });
  return (
    <Stack component="section" aria-label={say("list")}>
      <Title order={2}>{say("list")}</Title>
      <PagedTable
        label={say("list")}
        query={query}
        rowsOf={(page: Page) => page.imports}
        rowKey={({ importId }) => importId}
        empty={<Empty title={say("listNone")}>{say("listNoneHint")}</Empty>}
        columns={[
          {
            key: "file",
            title: say("columns.file"),
            cell: ({ importId, fileName }) => (
              <Anchor component={Link} to={`/data/imports/${importId}`} className="breaks">
                {fileName}
              </Anchor>
            ),
          },
          { key: "what", title: say("columns.what"), cell: ({ holds }) => say(`holds.${holds}`) },
          { key: "when", title: say("columns.when"), cell: ({ createdAt }) => moment(createdAt) },
          { key: "state", title: say("columns.state"), cell: (one) => <ImportState {...one} /> },
          {
            key: "rows",
            title: say("columns.rows"),
            numeric: true,
            cell: ({ figures }) => (figures === undefined ? "–" : count(figures.accepted)),
          },
          {
            key: "rejected",
            title: say("columns.rejected"),
            numeric: true,
            cell: (one) => (one.figures === undefined ? "–" : count(rejectedOf(one))),
          },
        ]}
      />
    </Stack>
  );
};
