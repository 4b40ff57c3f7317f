import { Alert, Anchor, Button, Group, Paper, Progress, Stack, Text } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useParams } from "react-router";
import { answered } from "../../api/answered.ts";
import { api } from "../../api/client.ts";
import { useMay } from "../../api/use-session.ts";
import { ConfirmButton } from "../../parts/confirm-button.tsx";
import { notifyDone } from "../../parts/notify.ts";
import { Page } from "../../parts/page.tsx";
import { Answer, FailureText, ProblemList } from "../../parts/states.tsx";
import { useFormat } from "../../parts/use-format.ts";
import { useWords } from "../../words/define-words.ts";
import { FirstLook } from "./first-look.tsx";
import { rejectedOf, type ShownImport } from "./import-list.tsx";
import { ImportOutcome } from "./import-outcome.tsx";
import { ImportState } from "./import-state.tsx";
import { importWords } from "./import-words.ts";
import { rowWords } from "./row-words.ts";

const everyMs = 1_000;

const useImport = (importId: string) =>
  useQuery({
    queryKey: ["import", importId],
    queryFn: async () => (await answered(api.imports[":importId"].$get({ param: { importId } }))).import,
    refetchInterval: ({ state }) => (state.data?.status === "running" ? everyMs : false),
  });

/** Tells everybody who shows this import that it changed. */
export const useImportChange = (importId: string) => {
  const queries = useQueryClient();
  return async (): Promise<void> => {
    await Promise.all([
      queries.invalidateQueries({ queryKey: ["import", importId] }),
      queries.invalidateQueries({ queryKey: ["imports"] }),
    ]);
  };
};

const Stalled = ({ importId }: ShownImport) => {
  const say = useWords(importWords);
  const changed = useImportChange(importId);
  const goOn = useMutation({
    mutationFn: () => answered(api.imports[":importId"].start.$post({ param: { importId }, json: {} })),
    onSuccess: changed,
  });
  return (
    <Alert color="orange" icon={<IconAlertTriangle aria-hidden />} title={say("stalled")}>
      <Text size="sm">{say("stalledHint")}</Text>
      <Button mt="sm" size="xs" variant="default" loading={goOn.isPending} onClick={() => goOn.mutate()}>
        {say("goOn")}
      </Button>
      {goOn.isError && <FailureText error={goOn.error} />}
    </Alert>
  );
};

const missingField = (problem: string): string | undefined => /^no column for (\w+)$/.exec(problem)?.[1];

/** Why nothing could be read. A column that was not found is told by the name that the person knows it by. */
const Faults = ({ problems }: Pick<ShownImport, "problems">) => {
  const say = useWords(importWords);
  const sayRow = useWords(rowWords);
  const fields = problems.flatMap(({ problem }) => missingField(problem) ?? []);
  const others = problems.filter(({ problem }) => missingField(problem) === undefined);
  return (
    <>
      {fields.length > 0 && (
        <Text size="sm">
          {say("look.needed", { fields: fields.map((field) => sayRow.code("field", field)).join(", ") })}
        </Text>
      )}
      {others.length > 0 && <ProblemList problems={others} />}
    </>
  );
};

const UnderWay = (one: ShownImport) => {
  const say = useWords(importWords);
  const { count, percent } = useFormat();
  const may = useMay("import-data");
  const changed = useImportChange(one.importId);
  const { importId, figures, bytesDone, size } = one;
  const share = bytesDone / size;
  const cancel = async () => {
    await answered(api.imports[":importId"].cancel.$post({ param: { importId } }));
    await changed();
    notifyDone(say("cancelled"));
  };
  return (
    <Paper withBorder p="md">
      <Stack gap="sm">
        <Progress.Root size="lg">
          <Progress.Section value={share * 100} aria-label={say("progress")} />
        </Progress.Root>
        <Group justify="space-between">
          <Text role="status" className="numbers">
            {say("done", { percent: percent(share, 0) })}
            {figures !== undefined &&
              ` · ${say("rowsSoFar", {
                rows: count(figures.rowsRead),
                kept: count(figures.accepted),
                rejected: count(rejectedOf(one)),
              })}`}
          </Text>
          {may && (
            <ConfirmButton
              label={say("cancel")}
              variant="default"
              question={say("cancelQuestion")}
              confirm={say("cancelYes")}
              onConfirm={cancel}
            >
              {say("cancelHint")}
            </ConfirmButton>
          )}
        </Group>
        {one.stalled && <Stalled {...one} />}
      </Stack>
    </Paper>
  );
};

const Shown = (one: ShownImport) => {
  const say = useWords(importWords);
  const { moment } = useFormat();
  return (
    <Page
      title={one.fileName}
      lead={
        <>
          <Anchor component={Link} to="/data" mr="sm" underline="always">
            {say("backToAll")}
          </Anchor>
          {say("by", { what: say(`holds.${one.holds}`), by: one.createdBy, at: moment(one.createdAt) })}
        </>
      }
      actions={<ImportState {...one} />}
    >
      {one.status === "waiting" && <FirstLook {...one} />}
      {one.status === "running" && <UnderWay {...one} />}
      {one.status === "failed" && (
        <Alert color="red" icon={<IconAlertTriangle aria-hidden />} title={say("failedTitle")} role="alert">
          <Faults problems={one.problems} />
          <Text size="sm" mt="xs">
            {say("failedHint")}
          </Text>
        </Alert>
      )}
      {one.status !== "waiting" && <ImportOutcome {...one} />}
    </Page>
  );
};

/** One file: a first look before it is started, its progress, and what became of each of its rows. */
export const ImportDetail = () => {
  const { importId = "" } = useParams();
  const query = useImport(importId);
  return <Answer query={query}>{(one) => <Shown {...one} />}</Answer>;
};
