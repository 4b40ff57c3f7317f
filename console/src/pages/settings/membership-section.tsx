import { Button, Group, Stack, Text } from "@mantine/core";
import { useEffect, useRef } from "react";
import type { MembershipLevel } from "../../../../lambdas/domain/membership-settings.ts";
import { useLanguage, useWords } from "../../words/define-words.ts";
import { usePart } from "./form-context.tsx";
import { levelAbove, moved } from "./ladder.ts";
import { LevelCard } from "./level-card.tsx";
import { Section } from "./section.tsx";
import { settingsWords } from "./words.ts";

const levelsMost = 10;

/** Focuses an element once what was done is drawn: who moves or removes a level with the keyboard goes on from there. */
const useFocusAfter = (drawn: unknown) => {
  const wanted = useRef<string | undefined>(undefined);
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is the drawing of these that is waited for.
  useEffect(() => {
    if (wanted.current === undefined) return;
    document.getElementById(wanted.current)?.focus();
    wanted.current = undefined;
  }, [drawn]);
  return (id: string): void => {
    wanted.current = id;
  };
};

/** The shop's ladder: levels in their order, the lowest first. */
export const MembershipSection = () => {
  const say = useWords(settingsWords);
  const language = useLanguage();
  const { value: membership, set, errorAt, disabled } = usePart("membership");
  const { levels } = membership;
  const focusAfter = useFocusAfter(levels);
  const put = (next: MembershipLevel[], focus: string): void => {
    focusAfter(focus);
    set({ ...membership, levels: next });
  };
  const add = (): void => {
    const nth = { nth: levels.length + 1 };
    const level = levelAbove(levels, { en: say("membership.newName.en", nth), zh: say("membership.newName.zh", nth) });
    put([...levels, level], `membership.levels[${levels.length}].name.${language}`);
  };
  return (
    <Section parts={["membership"]} title={say("membership.title")} lead={say("membership.lead")}>
      <Stack gap="md">
        {levels.length === 0 && <Text size="sm">{say("membership.none")}</Text>}
        {levels.map((level, at) => (
          <LevelCard
            key={level.id}
            level={level}
            at={at}
            count={levels.length}
            disabled={disabled}
            errorAt={(path) => errorAt(`levels[${at}].${path}`)}
            onChange={(next) => set({ ...membership, levels: levels.with(at, next) })}
            onMove={(by) => {
              const isAtEnd = at + by === 0 || at + by === levels.length - 1;
              const way = by === (isAtEnd ? 1 : -1) ? "up" : "down";
              put(moved(levels, at, by), `${level.id}-${way}`);
            }}
            onRemove={() =>
              put(
                levels.filter(({ id }) => id !== level.id),
                "membership.add",
              )
            }
          />
        ))}
      </Stack>
      <Group>
        <Button id="membership.add" variant="default" disabled={disabled || levels.length >= levelsMost} onClick={add}>
          {say("membership.add")}
        </Button>
      </Group>
    </Section>
  );
};
