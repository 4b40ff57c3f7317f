import { Button } from "@mantine/core";
import { IconClock } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { useSession } from "../api/use-session.ts";
import { useFormat } from "../parts/use-format.ts";
import { useWords } from "../words/define-words.ts";
import { shellWords } from "./words.ts";

interface ClockAnswer {
  readonly now: string;
}

const readClock = async (): Promise<ClockAnswer> => {
  const answer = await fetch("/local/clock");
  if (!answer.ok) throw new Error(`The clock answered ${answer.status}`);
  return (await answer.json()) as ClockAnswer;
};

const everyMs = 2_000;

/** On one machine the shop's time is not that of the wall, so it stands on every page. */
export const ShopTime = () => {
  const say = useWords(shellWords);
  const { moment } = useFormat();
  const local = useSession().data?.local ?? false;
  const { data } = useQuery({
    queryKey: ["local", "clock"],
    queryFn: readClock,
    enabled: local,
    refetchInterval: everyMs,
  });
  if (!local || data === undefined) return null;
  const time = moment(data.now);
  return (
    <Button
      component={Link}
      to="/clock"
      variant="default"
      size="xs"
      h={34}
      visibleFrom="md"
      leftSection={<IconClock size={16} aria-hidden />}
      aria-label={say("shopTime", { time })}
    >
      {time}
    </Button>
  );
};
