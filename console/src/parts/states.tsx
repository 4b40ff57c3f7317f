import { Alert, Button, List, Paper, Skeleton, Stack, Text, Title } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { type ApiProblem, ApiRefusal } from "../api/answered.ts";
import { commonWords } from "../words/common.ts";
import { useWords } from "../words/define-words.ts";
import { useProblemWords } from "../words/problems/use-problem-words.ts";

/** As tall as what will stand there, so that nothing jumps when it comes. */
export const Waiting = ({ rows = 4, height = 36 }: { readonly rows?: number; readonly height?: number }) => {
  const say = useWords(commonWords);
  return (
    <Stack gap="sm" role="status" aria-label={say("loading")}>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows are all alike
        <Skeleton key={row} height={height} />
      ))}
    </Stack>
  );
};

export interface EmptyProps {
  readonly title: string;
  /** What will be seen here, and the next step that leads there. */
  readonly children: ReactNode;
  readonly action?: ReactNode;
}

export const Empty = ({ title, children, action }: EmptyProps) => (
  <Paper withBorder p="xl">
    <Stack align="center" gap="xs" maw="60ch" mx="auto" ta="center">
      <Title order={2}>{title}</Title>
      <Text c="dimmed" component="div">
        {children}
      </Text>
      {action}
    </Stack>
  </Paper>
);

const keyOf = (status: number) =>
  status === 401
    ? "failed.signedOut"
    : status === 404
      ? "failed.missing"
      : status === 409
        ? "failed.conflict"
        : status >= 500
          ? "failed.server"
          : "failed.notValid";

export interface ProblemListProps {
  readonly problems: readonly ApiProblem[];
  /** What the page calls a place; absent: as the API names it. */
  readonly placeName?: (where: string) => string;
}

export const ProblemList = ({ problems, placeName = (where) => where }: ProblemListProps) => {
  const { problem, details } = useProblemWords();
  return (
    <List size="sm" mt="xs">
      {problems.map((one) => (
        <List.Item key={`${one.where} ${one.problem}`}>
          <strong>{placeName(one.where)}</strong> {problem(one.problem)}
          {details(one) !== "" && ` (${details(one)})`}
        </List.Item>
      ))}
    </List>
  );
};

/** What went wrong and what to do next. */
export const FailureText = ({
  error,
  placeName,
}: Pick<ProblemListProps, "placeName"> & { readonly error: unknown }) => {
  const say = useWords(commonWords);
  if (!(error instanceof ApiRefusal)) return <Text size="sm">{say("failed.offline")}</Text>;
  if (error.status === 403)
    return <Text size="sm">{say("failed.refused", { right: error.problems[0]?.allowed ?? "" })}</Text>;
  return (
    <>
      <Text size="sm">{say(keyOf(error.status))}</Text>
      {error.status < 500 && error.problems.length > 0 && (
        <ProblemList problems={error.problems} placeName={placeName} />
      )}
    </>
  );
};

export const Failed = ({ error, onRetry }: { readonly error: unknown; readonly onRetry?: () => unknown }) => {
  const say = useWords(commonWords);
  return (
    <Alert color="red" icon={<IconAlertTriangle aria-hidden />} title={say("failed.title")} role="alert">
      <FailureText error={error} />
      {onRetry !== undefined && (
        <Button mt="sm" size="xs" variant="default" onClick={() => onRetry()}>
          {say("retry")}
        </Button>
      )}
    </Alert>
  );
};

export interface AnswerProps<Data> {
  readonly query: UseQueryResult<Data>;
  readonly waiting?: ReactNode;
  readonly children: (data: Data) => ReactNode;
}

/** What a query answered, or that it is under way, or why it failed. Old data stays in view while new data is fetched. */
export const Answer = <Data,>({ query, waiting, children }: AnswerProps<Data>) => {
  if (query.data !== undefined) return children(query.data);
  if (query.isError) return <Failed error={query.error} onRetry={() => query.refetch()} />;
  return waiting ?? <Waiting />;
};
