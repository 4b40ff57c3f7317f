import { Alert, Button, Group, Stack, Text, Title } from "@mantine/core";
import { IconAlertTriangle, IconInfoCircle } from "@tabler/icons-react";
import { keepPreviousData, useMutation, useQuery } from "@tanstack/react-query";
import { useNavigate } from "react-router";
import { ApiRefusal, answered, type GoodBody } from "../../api/answered.ts";
import { api } from "../../api/client.ts";
import { useMay } from "../../api/use-session.ts";
import { Answer, Empty, FailureText, ProblemList } from "../../parts/states.tsx";
import { useDraft } from "../../parts/use-draft.ts";
import { useFormat } from "../../parts/use-format.ts";
import { useWords } from "../../words/define-words.ts";
import { ColumnMeanings } from "./column-meanings.tsx";
import { FileFormat } from "./file-format.tsx";
import { FirstRows } from "./first-rows.tsx";
import { useImportChange } from "./import-detail.tsx";
import type { ShownImport } from "./import-list.tsx";
import { importWords } from "./import-words.ts";
import { rowWords } from "./row-words.ts";
import type { Understanding } from "./understanding.ts";

export type Look = GoodBody<Awaited<ReturnType<(typeof api.imports)[":importId"]["look"]["$post"]>>>;

const isGone = (error: unknown): boolean => error instanceof ApiRefusal && error.status === 409;

interface LookedAt {
  readonly one: ShownImport;
  readonly look: Look;
  readonly said: Understanding;
  readonly onSay: (said: Understanding) => void;
}

/** What stands in the way of a start, and what will be left behind. */
const Warnings = ({ look }: { readonly look: Look }) => {
  const say = useWords(importWords);
  const sayRow = useWords(rowWords);
  const { count } = useFormat();
  const rejected = look.rows.filter((row) => row.rejected !== undefined).length;
  return (
    <div aria-live="polite">
      {look.problems.length > 0 && (
        <Alert color="red" icon={<IconAlertTriangle aria-hidden />} title={say("look.wrong")}>
          <ProblemList problems={look.problems} />
        </Alert>
      )}
      {look.missing.length > 0 && (
        <Alert color="orange" icon={<IconAlertTriangle aria-hidden />}>
          {say("look.needed", { fields: look.missing.map((field) => sayRow.code("field", field)).join(", ") })}
        </Alert>
      )}
      {rejected > 0 && (
        <Alert color="blue" icon={<IconInfoCircle aria-hidden />}>
          {say("look.someRejected", { count: count(rejected) })}
        </Alert>
      )}
    </div>
  );
};

const Start = ({ one, look, said, onStarted }: Omit<LookedAt, "onSay"> & { readonly onStarted: () => void }) => {
  const say = useWords(importWords);
  const navigate = useNavigate();
  const { importId } = one;
  const changed = useImportChange(importId);
  const start = useMutation({
    mutationFn: () => answered(api.imports[":importId"].start.$post({ param: { importId }, json: said })),
    onSuccess: async () => {
      onStarted();
      await changed();
    },
  });
  const discard = useMutation({
    mutationFn: () => answered(api.imports[":importId"].cancel.$post({ param: { importId } })),
    onSuccess: async () => {
      onStarted();
      await changed();
      await navigate("/data");
    },
  });
  const isReady = look.missing.length === 0 && look.problems.length === 0;
  return (
    <>
      <Group>
        <Button disabled={!isReady} loading={start.isPending} onClick={() => start.mutate()}>
          {say("look.start")}
        </Button>
        <Button variant="default" loading={discard.isPending} onClick={() => discard.mutate()}>
          {say("look.discard")}
        </Button>
      </Group>
      {(start.isError || discard.isError) && (
        <Alert color="red" role="alert">
          <FailureText error={start.error ?? discard.error} />
        </Alert>
      )}
    </>
  );
};

const Looked = ({ one, look, said, onSay }: LookedAt) => (
  <Stack>
    <Warnings look={look} />
    {look.header.length > 0 && <ColumnMeanings holds={one.holds} look={look} said={said} onSay={onSay} />}
    <FileFormat said={said} onSay={onSay} withDates={one.holds !== "products"} />
    {look.rows.length > 0 && <FirstRows look={look} />}
  </Stack>
);

/** The start of the file as it would be understood. What a person puts right is asked about at once, and kept over a reload. */
export const FirstLook = (one: ShownImport) => {
  const say = useWords(importWords);
  const may = useMay("import-data");
  const { importId } = one;
  const draft = useDraft<Understanding>(`import.${importId}`);
  const said = draft.value ?? {};
  const query = useQuery({
    queryKey: ["import", importId, "look", said],
    queryFn: () => answered(api.imports[":importId"].look.$post({ param: { importId }, json: said })),
    placeholderData: keepPreviousData,
    enabled: may,
  });
  if (!may) return null;
  if (isGone(query.error)) return <Empty title={say("look.goneTitle")}>{say("look.gone")}</Empty>;
  return (
    <Stack component="section" aria-label={say("look.title")}>
      <div>
        <Title order={2}>{say("look.title")}</Title>
        <Text c="dimmed">{say("look.lead")}</Text>
      </div>
      <Answer query={query}>
        {(look) => (
          <>
            <Looked one={one} look={look} said={said} onSay={draft.setValue} />
            <Start one={one} look={look} said={said} onStarted={draft.discard} />
          </>
        )}
      </Answer>
    </Stack>
  );
};
