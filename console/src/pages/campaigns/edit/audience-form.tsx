import { Paper, Radio, Stack, Text, Title } from "@mantine/core";
import type { Predicate } from "../../../../../lambdas/domain/predicate.ts";
import { useWords } from "../../../words/define-words.ts";
import { useSentences } from "../sentences/use-sentences.ts";
import { PredicateField } from "./fields/predicate-field.tsx";
import type { Editor } from "./use-editor.ts";
import { editWords } from "./words.ts";

const first: Predicate = { figure: "orders.count", atLeast: 1 };

interface SideProps {
  readonly title: string;
  readonly lead: string;
  readonly none: string;
  readonly some: string;
  readonly value: Predicate | undefined;
  readonly disabled: boolean;
  readonly onChange: (value: Predicate | undefined) => void;
}

const Side = ({ title, lead, none, some, value, disabled, onChange }: SideProps) => (
  <Stack component="section" gap="sm" aria-label={title}>
    <Title order={2}>{title}</Title>
    <Radio.Group
      label={lead}
      value={value === undefined ? "none" : "some"}
      onChange={(next) => onChange(next === "none" ? undefined : (value ?? first))}
    >
      <Stack gap="xs" mt="xs">
        <Radio value="none" label={none} disabled={disabled} />
        <Radio value="some" label={some} disabled={disabled} />
      </Stack>
    </Radio.Group>
    {value !== undefined && <PredicateField label={title} value={value} disabled={disabled} onChange={onChange} />}
  </Stack>
);

/** Who may enter, and who may not all the same. */
export const AudienceForm = ({ editor }: { readonly editor: Editor }) => {
  const say = useWords(editWords);
  const sentences = useSentences();
  const { audience, exclusion } = editor.definition;
  const disabled = !editor.mayEdit;
  return (
    <Stack gap="lg" maw={760}>
      <Paper withBorder p="md" role="status">
        {sentences.audience(editor.definition).map((sentence) => (
          <Text key={sentence} fw={600}>
            {sentence}
          </Text>
        ))}
      </Paper>
      <Side
        title={say("part.audience")}
        lead={say("audienceLead")}
        none={say("everybody")}
        some={say("onlySome")}
        value={audience}
        disabled={disabled}
        onChange={(value) => editor.changeDefinition({ audience: value })}
      />
      <Side
        title={say("exclusion")}
        lead={say("exclusionLead")}
        none={say("nobodyOut")}
        some={say("someOut")}
        value={exclusion}
        disabled={disabled}
        onChange={(value) => editor.changeDefinition({ exclusion: value })}
      />
    </Stack>
  );
};
