import { Button, Group, Paper, Stack, Text, Title } from "@mantine/core";
import { IconChevronDown, IconChevronUp } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import { useWords } from "../../words/define-words.ts";
import { useForm } from "./form-context.tsx";
import { useNamedPlace } from "./named-place.ts";
import type { Settings } from "./use-settings.ts";
import { settingsWords } from "./words.ts";

export interface SectionProps {
  /** The parts of the settings that it shows; a link to one of them leads here. */
  readonly parts: readonly (keyof Settings | "topics")[];
  readonly title: string;
  readonly lead: string;
  /** Shown on demand only: what few shops ever change. Opens by itself where a link leads here or something is wrong. */
  readonly folded?: boolean;
  readonly children: ReactNode;
}

export const Section = ({ parts, title, lead, folded = false, children }: SectionProps) => {
  const say = useWords(settingsWords);
  const named = useNamedPlace(parts);
  const { problems } = useForm();
  const [unfolded, setUnfolded] = useState(!folded || named);
  const isWrong = problems.some(({ where }) => parts.some((part) => where.startsWith(`settings.${part}`)));
  const open = unfolded || isWrong;
  return (
    <Paper withBorder p="md" component="section" id={parts[0]} aria-label={title} style={{ scrollMarginTop: "5rem" }}>
      <Stack gap="md">
        <Group justify="space-between" align="flex-start" wrap="nowrap">
          <div>
            <Title order={2} size="h3">
              {title}
            </Title>
            <Text size="sm" c="dimmed" maw="70ch">
              {lead}
            </Text>
          </div>
          {folded && (
            <Button
              variant="default"
              size="xs"
              style={{ flexShrink: 0 }}
              aria-expanded={open}
              aria-label={say(open ? "foldNamed" : "unfoldNamed", { title })}
              rightSection={open ? <IconChevronUp size={14} aria-hidden /> : <IconChevronDown size={14} aria-hidden />}
              onClick={() => setUnfolded(!open)}
            >
              {say(open ? "fold" : "unfold")}
            </Button>
          )}
        </Group>
        {open && children}
      </Stack>
    </Paper>
  );
};
