import { Paper, Progress, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { answered } from "../../../api/answered.ts";
import { api } from "../../../api/client.ts";
import { useFormat } from "../../../parts/use-format.ts";
import { useWords } from "../../../words/define-words.ts";
import { summaryWords } from "./words.ts";

const everyMs = 2_000;

/** After something went live: how many customers were planned anew. Nothing once all were. */
export const BackFill = () => {
  const say = useWords(summaryWords);
  const { count } = useFormat();
  const { data } = useQuery({
    queryKey: ["progress"],
    queryFn: () => answered(api.progress.$get()),
    refetchInterval: ({ state }) => (state.data === undefined || state.data.status === "done" ? false : everyMs),
  });
  if (data === undefined || data.status === "done") return null;
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
