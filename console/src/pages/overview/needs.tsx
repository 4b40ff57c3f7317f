import { Alert, Anchor, Group, Stack, Text, Title } from "@mantine/core";
import { IconAlertTriangle, IconCircleCheck } from "@tabler/icons-react";
import { Link } from "react-router";
import { type Format, useFormat } from "../../parts/use-format.ts";
import { type Say, useWords } from "../../words/define-words.ts";
import type { Overview, Some } from "./data.ts";
import { overviewWords } from "./words.ts";

type Place = "messages" | "tasks" | "cases" | "campaigns";
/** Something that waits for a person, and where it is dealt with. */
interface Need {
  readonly key: string;
  readonly text: string;
  readonly place?: Place;
  readonly path?: string;
}

type Words = typeof overviewWords extends { readonly key?: infer Key } ? Say<Extract<Key, string>> : never;

/** A tick comes every minute; a lag of a few is a busy hour, and no trouble. */
const behindSeconds = 600;

const shownSome = ({ count, more }: Some, say: Words, format: Format): string =>
  more ? say("more", { count: format.count(count) }) : format.count(count);

const needsOf = ({ waiting, sending, due }: Overview, say: Words, format: Format): readonly Need[] => {
  const { parked, inDoubt, tasksOverdue, casesOverdue, lowPools } = waiting;
  const cause = say.code("cause", sending.breakerCause ?? "");
  const minutes = format.count(Math.floor(due.lagSeconds / 60));
  const messages = (key: "parked" | "inDoubt", some: Some): Need => ({
    key,
    text: say(`needs.${key}`, { count: some.more ? shownSome(some, say, format) : some.count }),
    place: "messages",
    path: `/messages/${key === "parked" ? "parked" : "in-doubt"}`,
  });
  return [
    ...(sending.breaker === "open"
      ? [{ key: "breaker", text: say("needs.breaker", { cause }), place: "messages" as const }]
      : []),
    ...(sending.paused ? [{ key: "paused", text: say("needs.paused"), place: "campaigns" as const }] : []),
    ...(parked.count > 0 ? [messages("parked", parked)] : []),
    ...(casesOverdue > 0
      ? [{ key: "cases", text: say("needs.cases", { count: casesOverdue }), place: "cases" as const }]
      : []),
    ...(tasksOverdue > 0
      ? [{ key: "tasks", text: say("needs.tasks", { count: tasksOverdue }), place: "tasks" as const }]
      : []),
    ...lowPools.map(({ couponId, left }) => ({
      key: `pool-${couponId}`,
      text: say("needs.pool", { coupon: couponId, left: format.count(left) }),
      place: "campaigns" as const,
    })),
    ...(inDoubt.count > 0 ? [messages("inDoubt", inDoubt)] : []),
    ...(due.lagSeconds > behindSeconds && !sending.paused
      ? [{ key: "behind", text: say("needs.behind", { minutes }) }]
      : []),
  ];
};

/** First of all: what nobody but a person can do. */
export const Needs = ({ overview }: { readonly overview: Overview }) => {
  const say = useWords(overviewWords);
  const format = useFormat();
  const needs = needsOf(overview, say, format);
  return (
    <section aria-label={say("needsYou")}>
      <Title order={2} size="h3" mb="sm">
        {say("needsYou")}
      </Title>
      {needs.length === 0 ? (
        <Group gap="xs">
          <IconCircleCheck aria-hidden color="var(--mantine-color-teal-6)" />
          <Text>{say("nothing")}</Text>
        </Group>
      ) : (
        <Stack gap="xs">
          {needs.map(({ key, text, place, path }) => (
            <Alert key={key} color="orange" icon={<IconAlertTriangle aria-hidden />}>
              <Group justify="space-between" gap="xs">
                <Text size="sm" style={{ flex: "1 1 16rem" }}>
                  {text}
                </Text>
                {place !== undefined && (
                  <Anchor component={Link} to={path ?? `/${place}`} size="sm" c="inherit" underline="always">
                    {say(`open.${place}`)}
                  </Anchor>
                )}
              </Group>
            </Alert>
          ))}
        </Stack>
      )}
    </section>
  );
};
