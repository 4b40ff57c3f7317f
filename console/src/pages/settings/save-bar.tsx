import { Alert, Button, Group, Paper, Stack, Text } from "@mantine/core";
import { FailureText } from "../../parts/states.tsx";
import { useWords } from "../../words/define-words.ts";
import { useSettingName } from "./setting-names.ts";
import type { Settings } from "./use-settings.ts";
import { settingsWords } from "./words.ts";

export interface SaveBarProps {
  readonly changed: readonly (keyof Settings)[];
  readonly saving: boolean;
  readonly error: unknown;
  readonly onSave: () => void;
  readonly onDiscard: () => void;
}

/** Stays in view while there is something to save, and says what. */
export const SaveBar = ({ changed, saving, error, onSave, onDiscard }: SaveBarProps) => {
  const say = useWords(settingsWords);
  const placeName = useSettingName();
  const names = changed.map((key) => say.code("part", key)).join(say("comma"));
  return (
    <Paper
      withBorder
      shadow="md"
      p="sm"
      pos="sticky"
      bottom={8}
      style={{ zIndex: 2 }}
      component="section"
      aria-label={say("unsaved")}
    >
      <Stack gap="xs">
        {error !== null && (
          <div role="alert">
            <FailureText error={error} placeName={placeName} />
          </div>
        )}
        <Group justify="space-between">
          <Text size="sm" style={{ flex: "1 1 14rem" }}>
            {say("unsavedParts", { parts: names })}
          </Text>
          <Group gap="xs">
            <Button variant="default" onClick={onDiscard}>
              {say("discard")}
            </Button>
            <Button loading={saving} onClick={onSave}>
              {say("save")}
            </Button>
          </Group>
        </Group>
      </Stack>
    </Paper>
  );
};

export interface MeanwhileProps {
  /** What both changed: there mine would replace theirs. */
  readonly both: readonly (keyof Settings)[];
  readonly onTheirs: () => void;
  readonly onOver: () => void;
}

/** Somebody else saved first. Nothing of theirs was overwritten, and nothing of mine is lost. */
export const Meanwhile = ({ both, onTheirs, onOver }: MeanwhileProps) => {
  const say = useWords(settingsWords);
  const parts = both.map((key) => say.code("part", key)).join(say("comma"));
  return (
    <Alert color="orange" role="alert" title={say("meanwhile.title")}>
      <Stack gap="sm" align="flex-start">
        <Text size="sm">{both.length === 0 ? say("meanwhile.apart") : say("meanwhile.both", { parts })}</Text>
        <Group gap="xs">
          <Button size="xs" onClick={onOver}>
            {say("meanwhile.over")}
          </Button>
          <Button size="xs" variant="default" onClick={onTheirs}>
            {say("meanwhile.theirs")}
          </Button>
        </Group>
      </Stack>
    </Alert>
  );
};
