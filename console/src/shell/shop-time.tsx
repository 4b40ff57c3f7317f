import { Button } from "@mantine/core";
import { IconClock } from "@tabler/icons-react";
import { Link } from "react-router";
import { useSession } from "../api/use-session.ts";
import { useClock } from "../local/use-clock.ts";
import { useFormat } from "../parts/use-format.ts";
import { useWords } from "../words/define-words.ts";
import { shellWords } from "./words.ts";

/** On one machine the shop's time is not that of the wall, so it stands on every page. */
export const ShopTime = () => {
  const say = useWords(shellWords);
  const { moment } = useFormat();
  const local = useSession().data?.local ?? false;
  const { data } = useClock(local);
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
