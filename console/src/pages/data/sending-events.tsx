import { Alert, Badge, Button, Code, Group, Modal, Stack, Text, TextInput, Title } from "@mantine/core";
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { answered, type GoodBody } from "../../api/answered.ts";
import { api } from "../../api/client.ts";
import { useMay } from "../../api/use-session.ts";
import { ConfirmButton } from "../../parts/confirm-button.tsx";
import { notifyDone } from "../../parts/notify.ts";
import { RowsTable } from "../../parts/paged-table.tsx";
import { Answer, Empty, FailureText } from "../../parts/states.tsx";
import { useFormat } from "../../parts/use-format.ts";
import { commonWords } from "../../words/common.ts";
import { useWords } from "../../words/define-words.ts";
import { CodeSample } from "./code-sample.tsx";
import { CopyText } from "./copy-text.tsx";
import { dataWords } from "./words.ts";

const keys = api["write-keys"];
type Key = GoodBody<Awaited<ReturnType<typeof keys.$get>>>["writeKeys"][number];

const namePattern = /^[\p{L}\p{N} ._-]{1,60}$/u;

const NewKey = () => {
  const say = useWords(dataWords);
  const sayCommon = useWords(commonWords);
  const queries = useQueryClient();
  const [opened, setOpened] = useState(false);
  const [name, setName] = useState("");
  const make = useMutation({
    mutationFn: () => answered(keys.$post({ json: { name: name.trim() } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["write-keys"] }),
  });
  const close = (): void => {
    setOpened(false);
    setName("");
    make.reset();
  };
  const isName = namePattern.test(name.trim());
  return (
    <>
      <Button onClick={() => setOpened(true)}>{say("keys.make")}</Button>
      <Modal
        opened={opened}
        onClose={close}
        title={say("keys.make")}
        closeButtonProps={{ "aria-label": sayCommon("close") }}
      >
        {make.data === undefined ? (
          <form
            onSubmit={(event) => {
              event.preventDefault();
              if (isName) make.mutate();
            }}
          >
            <Stack>
              <TextInput
                label={say("keys.name")}
                description={say("keys.nameHint")}
                value={name}
                onChange={({ currentTarget }) => setName(currentTarget.value)}
                error={name !== "" && !isName && say("keys.nameWrong")}
                data-autofocus
              />
              {make.isError && <FailureText error={make.error} />}
              <Group justify="flex-end">
                <Button type="submit" disabled={!isName} loading={make.isPending}>
                  {say("keys.make")}
                </Button>
              </Group>
            </Stack>
          </form>
        ) : (
          <Stack role="status">
            <Alert color="orange">{say("keys.once")}</Alert>
            <Group wrap="nowrap">
              <Code className="breaks">{make.data.key}</Code>
              <CopyText text={make.data.key} label={sayCommon("copy")} />
            </Group>
            <Button onClick={close}>{say("keys.done")}</Button>
          </Stack>
        )}
      </Modal>
    </>
  );
};

const Revoke = ({ keyId, name }: Key) => {
  const say = useWords(dataWords);
  const queries = useQueryClient();
  const revoke = async () => {
    await answered(keys[":keyId"].revoke.$post({ param: { keyId } }));
    await queries.invalidateQueries({ queryKey: ["write-keys"] });
    await queries.invalidateQueries({ queryKey: ["older-write-keys"] });
    notifyDone(say("keys.revoked"));
  };
  return (
    <ConfirmButton
      size="xs"
      variant="default"
      label={say("keys.revoke")}
      question={say("keys.revokeQuestion")}
      confirm={say("keys.revoke")}
      onConfirm={revoke}
    >
      {say("keys.revokeHint", { name: name === "" ? say("keys.unnamed") : name })}
    </ConfirmButton>
  );
};

const KeyTable = ({ rows }: { readonly rows: readonly Key[] }) => {
  const say = useWords(dataWords);
  const { moment } = useFormat();
  const may = useMay("manage-keys");
  if (rows.length === 0) return <Empty title={say("keys.noneTitle")}>{say("keys.none")}</Empty>;
  return (
    <RowsTable
      label={say("keys.title")}
      rows={rows}
      rowKey={({ keyId }) => keyId}
      columns={[
        { key: "name", title: say("keys.holder"), cell: ({ name }) => (name === "" ? say("keys.unnamed") : name) },
        { key: "start", title: say("keys.key"), cell: ({ start }) => <Code>{start === "" ? "…" : `${start}…`}</Code> },
        {
          key: "made",
          title: say("keys.made"),
          cell: ({ createdAt, createdBy }) => [moment(createdAt), createdBy].filter((one) => one !== "").join(" · "),
        },
        {
          key: "state",
          title: say("keys.state"),
          cell: ({ revokedAt }) =>
            revokedAt === undefined ? (
              <Badge
                variant="outline"
                color="teal"
                tt="none"
                styles={{ label: { color: "var(--mantine-color-text)" } }}
              >
                {say("keys.works")}
              </Badge>
            ) : (
              say("keys.revokedAt", { at: moment(revokedAt) })
            ),
        },
        ...(may
          ? [
              {
                key: "actions",
                title: say("keys.actions"),
                cell: (key: Key) => (key.revokedAt === undefined ? <Revoke {...key} /> : null),
              },
            ]
          : []),
      ]}
    />
  );
};

/** Keys from before there was a list; looked for only when somebody asks, part by part. */
const OlderKeys = () => {
  const say = useWords(dataWords);
  const [isAsked, setAsked] = useState(false);
  const query = useInfiniteQuery({
    queryKey: ["older-write-keys"],
    queryFn: ({ pageParam }) => answered(keys.older.$get({ query: pageParam === "" ? {} : { cursor: pageParam } })),
    initialPageParam: "",
    getNextPageParam: (page) => page.cursor,
    enabled: isAsked,
  });
  const found = query.data?.pages.flatMap(({ writeKeys }) => writeKeys) ?? [];
  const look = (): void => void (isAsked ? query.fetchNextPage() : setAsked(true));
  return (
    <Stack gap="xs" align="flex-start">
      <Text size="sm" c="dimmed">
        {say("keys.lookHint")}
      </Text>
      {query.isError && <FailureText error={query.error} />}
      {found.length > 0 && <KeyTable rows={found} />}
      {query.data !== undefined && !query.hasNextPage && found.length === 0 && (
        <Text size="sm" role="status">
          {say("keys.noneOlder")}
        </Text>
      )}
      {(!isAsked || query.hasNextPage || query.isFetching) && (
        <Button size="xs" variant="default" loading={query.isFetching} onClick={look}>
          {say(query.data === undefined ? "keys.look" : "keys.lookOn")}
        </Button>
      )}
    </Stack>
  );
};

/** Who may send events, and how it is done. */
export const SendingEvents = () => {
  const say = useWords(dataWords);
  const may = useMay("manage-keys");
  const query = useQuery({ queryKey: ["write-keys"], queryFn: () => answered(keys.$get()) });
  return (
    <Stack gap="xl">
      <Stack component="section" aria-label={say("keys.title")}>
        <Group justify="space-between" align="flex-start">
          <div>
            <Title order={2}>{say("keys.title")}</Title>
            <Text c="dimmed" maw="70ch">
              {say("keys.lead")}
            </Text>
          </div>
          {may && <NewKey />}
        </Group>
        <Answer query={query}>{({ writeKeys }) => <KeyTable rows={writeKeys} />}</Answer>
        {may && <OlderKeys />}
      </Stack>
      <CodeSample />
    </Stack>
  );
};
