import { JsonInput, Stack, Text } from "@mantine/core";
import { useState } from "react";
import type { Predicate } from "../../../../../../lambdas/domain/predicate.ts";
import { useWords } from "../../../../words/define-words.ts";
import { useSentences } from "../../sentences/use-sentences.ts";
import { editWords } from "../words.ts";

export interface PredicateFieldProps {
  readonly label: string;
  readonly value: Predicate;
  readonly disabled: boolean;
  readonly onChange: (value: Predicate) => void;
}

/** A condition on the customer: as a sentence, and as it is written. */
export const PredicateField = ({ label, value, disabled, onChange }: PredicateFieldProps) => {
  const say = useWords(editWords);
  const sentences = useSentences();
  const [text, setText] = useState(() => JSON.stringify(value, null, 2));
  const [problem, setProblem] = useState<string>();
  const take = (next: string): void => {
    setText(next);
    try {
      onChange(JSON.parse(next) as Predicate);
      setProblem(undefined);
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    }
  };
  return (
    <Stack gap="xs">
      <Text>
        {label} {sentences.predicate(value)}
      </Text>
      <JsonInput
        label={say("condition")}
        value={text}
        onChange={take}
        disabled={disabled}
        error={problem === undefined ? undefined : say("conditionWrong", { problem })}
        autosize
        minRows={3}
        maxRows={14}
      />
    </Stack>
  );
};
