import { Paper, Skeleton, Stack, Switch, Text, Title } from "@mantine/core";
import { lazy, Suspense } from "react";
import type { SendStep } from "../../../../../lambdas/domain/campaign.ts";
import type { Predicate } from "../../../../../lambdas/domain/predicate.ts";
import { useWords } from "../../../words/define-words.ts";
import type { Definition } from "../data/save-version.ts";
import { useSentences } from "../sentences/use-sentences.ts";
import { PredicateField } from "./fields/predicate-field.tsx";
import type { Editor } from "./use-editor.ts";
import { editWords } from "./words.ts";

const AudienceBuilder = lazy(async () => {
  const { AudienceBuilder: Builder } = await import("../audience/audience-builder.tsx");
  return { default: Builder };
});

const firstExclusion: Predicate = { figure: "cases.open", atLeast: 1 };

const sendsOf = ({ steps }: Definition): readonly SendStep[] =>
  steps.flatMap((step) => (step.kind === "send" ? [step] : []));

/** Whom it is for, with how many that are. */
const Audience = ({ editor }: { readonly editor: Editor }) => {
  const { definition } = editor;
  const sends = sendsOf(definition);
  if (!editor.mayEdit) return null;
  return (
    <Suspense fallback={<Skeleton height={200} />}>
      <AudienceBuilder
        value={definition.audience}
        exclusion={definition.exclusion}
        onChange={(audience) => editor.changeDefinition({ audience })}
        channels={[...new Set(sends.flatMap(({ channels }) => channels))]}
        category={sends[0]?.category}
      />
    </Suspense>
  );
};

const Exclusion = ({ editor }: { readonly editor: Editor }) => {
  const say = useWords(editWords);
  const { exclusion } = editor.definition;
  const set = (value: Predicate | undefined) => editor.changeDefinition({ exclusion: value });
  return (
    <Stack component="section" gap="sm" aria-labelledby="exclusion">
      <Title order={2} id="exclusion">
        {say("exclusion")}
      </Title>
      <Switch
        label={say("someOut")}
        description={say("exclusionLead")}
        checked={exclusion !== undefined}
        disabled={!editor.mayEdit}
        onChange={(event) => set(event.currentTarget.checked ? firstExclusion : undefined)}
      />
      {exclusion !== undefined && (
        <PredicateField label={say("exclusion")} value={exclusion} disabled={!editor.mayEdit} onChange={set} />
      )}
    </Stack>
  );
};

/** Who may enter, and who may not all the same. */
export const AudienceForm = ({ editor }: { readonly editor: Editor }) => {
  const say = useWords(editWords);
  const sentences = useSentences();
  return (
    <Stack gap="lg">
      <Paper withBorder p="md" role="status">
        {sentences.audience(editor.definition).map((sentence) => (
          <Text key={sentence} fw={600}>
            {sentence}
          </Text>
        ))}
      </Paper>
      <Stack component="section" gap="sm" aria-labelledby="audience">
        <div>
          <Title order={2} id="audience">
            {say("part.audience")}
          </Title>
          <Text c="dimmed">{say("audienceLead")}</Text>
        </div>
        <Audience editor={editor} />
      </Stack>
      <Exclusion editor={editor} />
    </Stack>
  );
};
