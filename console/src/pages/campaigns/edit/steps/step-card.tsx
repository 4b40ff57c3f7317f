import { ActionIcon, Collapse, Group, Menu, Paper, Stack, Text, TextInput, Title, UnstyledButton } from "@mantine/core";
import { IconChevronDown, IconChevronUp, IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import type { Step } from "../../../../../../lambdas/domain/campaign.ts";
import { ConfirmButton } from "../../../../parts/confirm-button.tsx";
import { useWords } from "../../../../words/define-words.ts";
import { stepWords } from "../../sentences/step-words.ts";
import { useSentences } from "../../sentences/use-sentences.ts";
import { fieldWords } from "../fields/words.ts";
import { StepFields } from "./step-fields.tsx";
import type { StepsChange } from "./use-steps-change.ts";
import { stepsWords } from "./words.ts";

const kinds = [
  "send",
  "wait",
  "branch",
  "split",
  "coupon",
  "task",
  "webhook",
  "set-attribute",
  "case",
  "exit",
] as const satisfies readonly Step["kind"][];

export interface AddStepProps {
  readonly label: string;
  readonly disabled: boolean;
  readonly onAdd: (kind: Step["kind"]) => void;
}

export const AddStep = ({ label, disabled, onAdd }: AddStepProps) => {
  const say = useWords(stepWords);
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <ActionIcon variant="default" size="lg" aria-label={label} disabled={disabled}>
          <IconPlus size={16} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {kinds.map((kind) => (
          <Menu.Item key={kind} onClick={() => onAdd(kind)}>
            {say(`kind.${kind}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
};

/** The short name of a step, which goes into reports and words; taken over once it may be one. */
const IdField = ({ id, disabled, change }: { id: string; disabled: boolean; change: StepsChange }) => {
  const field = useWords(fieldWords);
  const say = useWords(stepsWords);
  const [text, setText] = useState(id);
  const isGood = text === id || change.isFreeId(text);
  return (
    <TextInput
      label={field("id")}
      value={text}
      disabled={disabled}
      error={isGood ? undefined : say("idWrong")}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={() => (isGood && text !== id ? change.rename(id, text) : undefined)}
    />
  );
};

export interface StepCardProps {
  readonly steps: readonly Step[];
  readonly index: number;
  readonly opened: boolean;
  readonly onToggle: () => void;
  readonly change: StepsChange;
  readonly disabled: boolean;
}

const Tools = ({ steps, index, change, disabled }: StepCardProps) => {
  const say = useWords(stepsWords);
  const number = index + 1;
  return (
    <Group gap={6}>
      <ActionIcon
        variant="default"
        size="lg"
        aria-label={say("up", { number })}
        disabled={disabled || index === 0}
        onClick={() => change.move(index, -1)}
      >
        <IconChevronUp size={16} aria-hidden />
      </ActionIcon>
      <ActionIcon
        variant="default"
        size="lg"
        aria-label={say("down", { number })}
        disabled={disabled || index === steps.length - 1}
        onClick={() => change.move(index, 1)}
      >
        <IconChevronDown size={16} aria-hidden />
      </ActionIcon>
      <AddStep
        label={say("addAfter", { number })}
        disabled={disabled || steps.length >= 30}
        onAdd={(kind) => change.add(kind, index + 1)}
      />
      <ConfirmButton
        size="xs"
        h={34}
        variant="subtle"
        color="red"
        disabled={disabled || steps.length === 1}
        label={say("remove", { number })}
        question={say("removeQuestion", { number })}
        confirm={say("removeConfirm")}
        onConfirm={async () => change.remove(index)}
      >
        {say("removeText")}
      </ConfirmButton>
    </Group>
  );
};

/** One step: what it does as a sentence, and behind it its fields. */
export const StepCard = (props: StepCardProps) => {
  const { steps, index, opened, onToggle, change, disabled } = props;
  const say = useWords(stepsWords);
  const kindOf = useWords(stepWords);
  const sentences = useSentences();
  const step = steps[index];
  if (step === undefined) return null;
  const number = index + 1;
  const label = say(opened ? "close" : "open", { number });
  return (
    <Paper withBorder p="sm" component="li" style={{ listStyle: "none" }}>
      <Stack gap="sm">
        <UnstyledButton onClick={onToggle} aria-expanded={opened} aria-label={label}>
          <Group justify="space-between" wrap="nowrap">
            <div>
              <Title order={2} size="h4">
                {say("step", { number, kind: kindOf(`kind.${step.kind}`) })}
              </Title>
              <Text size="sm">{sentences.step(step)}</Text>
            </div>
            {opened ? <IconChevronUp size={18} aria-hidden /> : <IconChevronDown size={18} aria-hidden />}
          </Group>
        </UnstyledButton>
        <Collapse expanded={opened}>
          {opened && (
            <Stack gap="sm">
              <StepFields
                step={step}
                behind={steps.slice(index + 1)}
                disabled={disabled}
                onChange={(part) => change.set(index, part)}
              />
              <IdField key={step.id} id={step.id} disabled={disabled} change={change} />
              {!disabled && <Tools {...props} />}
            </Stack>
          )}
        </Collapse>
      </Stack>
    </Paper>
  );
};
