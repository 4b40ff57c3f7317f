import {
  ActionIcon,
  Autocomplete,
  Button,
  Fieldset,
  Group,
  NumberInput,
  Stack,
  TagsInput,
  TextInput,
} from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import type { EventMatch, FieldTest } from "../../../../../../lambdas/domain/event-match-schema.ts";
import { eventNames } from "../../../../../../lambdas/domain/event-name.ts";
import { useWords } from "../../../../words/define-words.ts";
import { useEventSentence } from "../../sentences/event-sentence.ts";
import { fieldWords } from "./words.ts";

interface TestFieldsProps {
  readonly test: FieldTest;
  readonly number: number;
  readonly disabled: boolean;
  readonly onChange: (test: FieldTest) => void;
  readonly onRemove: () => void;
}

const asNumber = (value: string | number): number | undefined => (typeof value === "number" ? value : undefined);

/** Numbers and truth values are written as such, everything else as text. */
const scalarOf = (text: string): string | number | boolean => {
  if (text === "true" || text === "false") return text === "true";
  return text.trim() !== "" && Number.isFinite(Number(text)) ? Number(text) : text;
};

const cleaned = (test: FieldTest): FieldTest => JSON.parse(JSON.stringify(test)) as FieldTest;

const TestFields = ({ test, number, disabled, onChange, onRemove }: TestFieldsProps) => {
  const say = useWords(fieldWords);
  const change = (part: Partial<FieldTest>) => onChange(cleaned({ ...test, ...part }));
  return (
    <Group align="flex-end" gap="xs">
      <TextInput
        label={say("testField", { number })}
        value={test.field}
        disabled={disabled}
        onChange={(event) => change({ field: event.currentTarget.value })}
        style={{ flex: "2 1 9rem" }}
      />
      <TagsInput
        label={say("testValues", { number })}
        value={(test.is ?? []).map(String)}
        disabled={disabled}
        onChange={(all) => change({ is: all.length === 0 ? undefined : all.map(scalarOf) })}
        style={{ flex: "2 1 9rem" }}
      />
      <NumberInput
        label={say("testAtLeast", { number })}
        value={test.atLeast ?? ""}
        disabled={disabled}
        onChange={(value) => change({ atLeast: asNumber(value) })}
        style={{ flex: "1 1 7rem" }}
      />
      <NumberInput
        label={say("testAtMost", { number })}
        value={test.atMost ?? ""}
        disabled={disabled}
        onChange={(value) => change({ atMost: asNumber(value) })}
        style={{ flex: "1 1 7rem" }}
      />
      <ActionIcon
        variant="default"
        size="lg"
        disabled={disabled}
        aria-label={say("removeTest", { number })}
        onClick={onRemove}
      >
        <IconTrash size={16} aria-hidden />
      </ActionIcon>
    </Group>
  );
};

export interface EventFieldsProps {
  readonly label: string;
  readonly match: EventMatch;
  readonly disabled?: boolean;
  readonly onChange: (match: EventMatch) => void;
}

const withWhere = ({ where: _, ...rest }: EventMatch, where: readonly FieldTest[]): EventMatch =>
  where.length === 0 ? rest : { ...rest, where: [...where] };

/** Which event, and what must hold of it. Own events of the shop are written in. */
export const EventFields = ({ label, match, disabled = false, onChange }: EventFieldsProps) => {
  const say = useWords(fieldWords);
  const { nameOf } = useEventSentence();
  const names = eventNames.map((name) => ({ name, said: nameOf(name) }));
  const where = match.where ?? [];
  const shown = names.find(({ name }) => name === match.event)?.said ?? match.event;
  return (
    <Stack gap="xs">
      <Autocomplete
        label={label}
        data={names.map(({ said }) => said)}
        value={shown}
        disabled={disabled}
        onChange={(text) => onChange({ ...match, event: names.find(({ said }) => said === text)?.name ?? text })}
      />
      {where.length > 0 && (
        <Fieldset legend={say("tests")}>
          <Stack gap="xs">
            {where.map((test, index) => (
              <TestFields
                // biome-ignore lint/suspicious/noArrayIndexKey: tests have no identity but their place
                key={index}
                test={test}
                number={index + 1}
                disabled={disabled}
                onChange={(next) => onChange(withWhere(match, where.with(index, next)))}
                onRemove={() => onChange(withWhere(match, where.toSpliced(index, 1)))}
              />
            ))}
          </Stack>
        </Fieldset>
      )}
      <Group>
        <Button
          size="xs"
          variant="subtle"
          disabled={disabled || where.length >= 5}
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={() => onChange(withWhere(match, [...where, { field: "field", exists: true }]))}
        >
          {say("addTest")}
        </Button>
      </Group>
    </Stack>
  );
};

export interface EventListProps {
  readonly label: string;
  readonly matches: readonly EventMatch[];
  /** How many there must be and may be. */
  readonly least: 0 | 1;
  readonly most: number;
  readonly disabled: boolean;
  readonly onChange: (matches: readonly EventMatch[]) => void;
}

/** Any of several events. */
export const EventList = ({ label, matches, least, most, disabled, onChange }: EventListProps) => {
  const say = useWords(fieldWords);
  return (
    <Stack gap="sm">
      {matches.map((match, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: events have no identity but their place
        <Fieldset key={index} p="sm">
          <EventFields
            label={label}
            match={match}
            disabled={disabled}
            onChange={(next) => onChange(matches.with(index, next))}
          />
          {matches.length > least && (
            <Button
              size="xs"
              variant="subtle"
              color="red"
              disabled={disabled}
              onClick={() => onChange(matches.toSpliced(index, 1))}
            >
              {say("removeEvent", { number: index + 1 })}
            </Button>
          )}
        </Fieldset>
      ))}
      {matches.length < most && (
        <Button
          size="xs"
          variant="subtle"
          disabled={disabled}
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={() => onChange([...matches, { event: "order-placed" }])}
          style={{ alignSelf: "flex-start" }}
        >
          {matches.length === 0 ? label : say("addEvent")}
        </Button>
      )}
    </Stack>
  );
};
