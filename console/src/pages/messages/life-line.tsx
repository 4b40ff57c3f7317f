import { Text, Timeline, Title } from "@mantine/core";
import {
  IconCheck,
  IconClick,
  IconFlag,
  IconHelp,
  IconInbox,
  IconMailOpened,
  IconSend,
  IconUserCheck,
} from "@tabler/icons-react";
import { useFormat } from "../../parts/use-format.ts";
import { useWords } from "../../words/define-words.ts";
import { outcomeWords } from "../../words/outcomes.ts";
import type { Moment } from "./messages.ts";
import { messageWords } from "./words.ts";

const signs = {
  reserved: IconInbox,
  submitted: IconSend,
  delivered: IconCheck,
  opened: IconMailOpened,
  clicked: IconClick,
  decided: IconUserCheck,
  "said-late": IconHelp,
  stands: IconFlag,
} as const;

/** What is known of a message, in the order in which it happened. */
export const LifeLine = ({ moments }: { readonly moments: readonly Moment[] }) => {
  const say = useWords(messageWords);
  const sayOutcome = useWords(outcomeWords);
  const { moment } = useFormat();
  const titleOf = ({ what, by = "", status }: Moment): string =>
    what === "stands" && status !== undefined ? sayOutcome(`status.${status}`) : say(`moment.${what}`, { by });
  const moreOf = ({ what, status, reason, decision }: Moment): string =>
    [
      ...(what === "stands" || status === undefined ? [] : [sayOutcome(`status.${status}`)]),
      ...(decision === undefined ? [] : [say(`decision.${decision}`)]),
      ...(reason === undefined ? [] : [say("one.because", { reason: say.code("reason", reason) })]),
    ].join(", ");
  return (
    <section aria-labelledby="life">
      <Title order={2} id="life" mb="sm">
        {say("one.life")}
      </Title>
      <Timeline bulletSize={26} lineWidth={2} lh="sm" active={moments.length}>
        {moments.map((one) => {
          const Sign = signs[one.what];
          return (
            <Timeline.Item key={`${one.what} ${one.at}`} bullet={<Sign size={14} aria-hidden />} title={titleOf(one)}>
              {moreOf(one) !== "" && <Text size="sm">{moreOf(one)}</Text>}
              <Text size="sm" c="dimmed">
                {moment(one.at)}
              </Text>
            </Timeline.Item>
          );
        })}
      </Timeline>
    </section>
  );
};
