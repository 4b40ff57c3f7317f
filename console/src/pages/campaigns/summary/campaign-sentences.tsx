import { List, Stack, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import type { Words } from "../../../../../lambdas/channels/words.ts";
import { defineWords, useWords } from "../../../words/define-words.ts";
import type { Definition } from "../data/save-version.ts";
import { useSentences } from "../sentences/use-sentences.ts";
import { StepList } from "./step-list.tsx";

const partWords = defineWords("campaign-parts", {
  en: { trigger: "When", audience: "Whom", steps: "What happens", policy: "Rules", goal: "Goal" },
  zh: { trigger: "何时", audience: "对谁", steps: "做什么", policy: "规则", goal: "目标" },
});

const Part = ({ title, level, children }: { title: string; level: 2 | 3; children: ReactNode }) => (
  <section>
    <Title order={level} size="h4">
      {title}
    </Title>
    {children}
  </section>
);

export interface CampaignSentencesProps {
  readonly definition: Definition;
  readonly words?: Readonly<Record<string, Words>> | undefined;
  /** Of the headings. */
  readonly level?: 2 | 3;
}

/** What a campaign does, in whole sentences. */
export const CampaignSentences = ({ definition, words, level = 2 }: CampaignSentencesProps) => {
  const say = useWords(partWords);
  const sentences = useSentences();
  return (
    <Stack gap="sm">
      <Part title={say("trigger")} level={level}>
        <Text>{sentences.trigger(definition.trigger)}</Text>
      </Part>
      <Part title={say("audience")} level={level}>
        {sentences.audience(definition).map((sentence) => (
          <Text key={sentence}>{sentence}</Text>
        ))}
      </Part>
      <Part title={say("steps")} level={level}>
        <StepList steps={definition.steps} words={words} />
      </Part>
      <Part title={say("policy")} level={level}>
        <List>
          {sentences.policy(definition.policy).map((sentence) => (
            <List.Item key={sentence}>{sentence}</List.Item>
          ))}
        </List>
      </Part>
      <Part title={say("goal")} level={level}>
        <Text>{sentences.goal(definition)}</Text>
      </Part>
    </Stack>
  );
};
