import { Paper, Progress, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { answered } from "../../../api/answered.ts";
import { api } from "../../../api/client.ts";
import { useFormat } from "../../../parts/use-format.ts";
import { useWords } from "../../../words/define-words.ts";
import { summaryWords } from "./words.ts";

const everyMs = 2_000;

/** After something went live: how many customers were looked at for it. Once all were, one line says so. */
export const BackFill = ({ isLive }: { readonly isLive: boolean }) => {
  const say = useWords(summaryWords);
  const { count } = useFormat();
  const { data } = useQuery({
    queryKey: ["progress"],
    queryFn: () => answered(api.progress.$get()),
    refetchInterval: ({ state }) => (state.data === undefined || state.data.status === "done" ? false : everyMs),
  });
  if (data === undefined) return null;
  if (data.status === "done")
    return isLive ? (
      <Text size="sm">{say("progressDone", { count: data.total, total: count(data.total) })}</Text>
    ) : null;
  return (
    <Paper withBorder p="md" role="status">
      <Stack gap={6}>
        <Text fw={600}>{say("progress")}</Text>
        <Progress value={data.percent} aria-label={say("progress")} />
        <Text size="sm">{say("progressText", { done: count(data.lookedAt), total: count(data.total) })}</Text>
      </Stack>
    </Paper>
  );
};
