import { Alert, Button, Group, Paper, Progress, SimpleGrid, Stack, Text, Title } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "react-router";
import { useSession } from "../../api/use-session.ts";
import { type ClockStep, moveClock, type ShownClock, stopClock } from "../../local/local-api.ts";
import { useClock } from "../../local/use-clock.ts";
import { Page } from "../../parts/page.tsx";
import { Answer, FailureText } from "../../parts/states.tsx";
import { useFormat } from "../../parts/use-format.ts";
import { commonWords } from "../../words/common.ts";
import { useWords } from "../../words/define-words.ts";
import { clockWords } from "./words.ts";

const steps: readonly ClockStep[] = ["hour", "day", "week", "month"];
const channels = ["email", "sms", "push"] as const;

/** Whatever the clock's move brought about is asked for anew by every page. */
const useClockChange = () => {
  const queries = useQueryClient();
  return (clock: ShownClock): void => {
    queries.setQueryData(["local", "clock"], clock);
    void queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[1] !== "clock" });
  };
};

const Moving = ({ state, percent, until }: ShownClock) => {
  const say = useWords(clockWords);
  const format = useFormat();
  const changed = useClockChange();
  const stop = useMutation({ mutationFn: stopClock, onSuccess: changed });
  const share = format.percent(percent / 100, 0);
  return (
    <Stack gap="xs">
      <Text role="status">
        {state === "filling"
          ? say("filling", { percent: share })
          : say("moving", { until: until === undefined ? "" : format.moment(until), percent: share })}
      </Text>
      <Progress.Root size="lg">
        <Progress.Section value={percent} aria-label={say("progress")} />
      </Progress.Root>
      {state === "running" && (
        <Group>
          <Button variant="default" loading={stop.isPending} onClick={() => stop.mutate()}>
            {say("stop")}
          </Button>
        </Group>
      )}
    </Stack>
  );
};

const Steps = () => {
  const say = useWords(clockWords);
  const changed = useClockChange();
  const move = useMutation({ mutationFn: moveClock, onSuccess: changed });
  return (
    <Stack gap="xs" component="section" aria-label={say("move")}>
      <Title order={2}>{say("move")}</Title>
      <Group>
        {steps.map((step) => (
          <Button key={step} onClick={() => move.mutate(step)} disabled={move.isPending}>
            {say(`step.${step}`)}
          </Button>
        ))}
      </Group>
      {move.isError && (
        <Alert color="red" role="alert">
          <FailureText error={move.error} />
        </Alert>
      )}
    </Stack>
  );
};

const Sent = ({ sent }: Pick<ShownClock, "sent">) => {
  const say = useWords(clockWords);
  const sayCommon = useWords(commonWords);
  const { count } = useFormat();
  return (
    <Stack component="section" aria-label={say("sent")}>
      <Title order={2}>{say("sent")}</Title>
      <SimpleGrid component="dl" cols={3} m={0}>
        {channels.map((channel) => (
          <Paper key={channel} withBorder p="sm">
            <Text component="dt" size="sm" c="dimmed">
              {sayCommon(`channel.${channel}`)}
            </Text>
            <Text component="dd" m={0} size="xl" className="numbers">
              {count(sent[channel])}
            </Text>
          </Paper>
        ))}
      </SimpleGrid>
      <Group>
        <Button component={Link} to="/inbox" variant="default">
          {say("toInbox")}
        </Button>
      </Group>
    </Stack>
  );
};

const Shown = (clock: ShownClock) => {
  const say = useWords(clockWords);
  const { moment } = useFormat();
  const zone = useSession().data?.shop.timeZone ?? "UTC";
  const isMoving = clock.state === "running" || clock.state === "filling";
  return (
    <>
      <Paper withBorder p="lg">
        <Text c="dimmed">{say("now")}</Text>
        <Text component="time" dateTime={clock.now} fz={28} fw={700} className="numbers">
          {moment(clock.now)}
        </Text>
        <Text size="sm" c="dimmed">
          {say("zone", { zone })}
        </Text>
      </Paper>
      {clock.failed !== undefined && (
        <Alert color="red" title={say("failed")} role="alert">
          {say("failedHint")}
        </Alert>
      )}
      {isMoving ? <Moving {...clock} /> : <Steps />}
      <Sent sent={clock.sent} />
      <Text size="sm" c="dimmed" maw="70ch">
        {say("how")}
      </Text>
    </>
  );
};

/** Moves the shop's time ahead, on one machine only. */
const ClockPage = () => {
  const say = useWords(clockWords);
  const query = useClock();
  return (
    <Page title={say("title")} lead={say("lead")}>
      <Answer query={query}>{(clock) => <Shown {...clock} />}</Answer>
    </Page>
  );
};

export default ClockPage;
