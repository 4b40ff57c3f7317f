import { SimpleGrid, Stack, Text, TextInput, Title } from "@mantine/core";
import type { ParameterValue, Words } from "../../../../../lambdas/channels/words.ts";
import type { Parameter } from "../../../../../lib/playbooks/playbook.ts";
import { commonWords } from "../../../words/common.ts";
import { useWords } from "../../../words/define-words.ts";
import { playbookOf } from "../data/campaign-name.ts";
import type { Editor } from "../edit/use-editor.ts";
import { ParameterField } from "../start/parameter-field.tsx";
import { wordsWords } from "./words.ts";

const kindOf = (value: ParameterValue): Parameter => {
  const label = { en: "", zh: "" };
  if (typeof value === "number") return { type: "number", default: value, min: -1_000_000, max: 1_000_000, label };
  if (typeof value === "boolean") return { type: "boolean", default: value, label };
  if (Array.isArray(value)) return { type: "list", default: [], maxItems: 100, label };
  return { type: "text", default: "", maxLength: 200, label };
};

/** The parameter as the playbook has it; one of the campaign's own is called by its name. */
const parameterOf = (campaignId: string, name: string, value: ParameterValue): Parameter =>
  playbookOf(campaignId)?.parameters[name] ?? { ...kindOf(value), label: { en: name, zh: name } };

/** Whether the words of the campaign ask for it at all: numbers of the trigger and of steps are changed there. */
const isUsed = (words: Editor["words"], name: string): boolean => JSON.stringify(words).includes(`campaign.${name}`);

const useValues = (editor: Editor) => {
  const all = Object.values(editor.words);
  const change = (change: (words: Words) => Words): void =>
    editor.change({ words: Object.fromEntries(all.map((one) => [one.language, change(one)])) });
  return {
    parameters: all[0]?.parameters ?? {},
    set: (name: string, value: ParameterValue) =>
      change((words) => ({ ...words, parameters: { ...words.parameters, [name]: value } })),
    say: (language: string, part: Partial<Words>) =>
      change((words) => (words.language === language ? { ...words, ...part } : words)),
  };
};

/** Values that the words ask for, once for all messages and languages. */
export const WordsValues = ({ editor }: { readonly editor: Editor }) => {
  const say = useWords(wordsWords);
  const common = useWords(commonWords);
  const values = useValues(editor);
  const used = Object.entries(values.parameters).filter(([name]) => isUsed(editor.words, name));
  return (
    <Stack component="section" gap="sm" aria-labelledby="values" maw={760}>
      <div>
        <Title order={2} id="values">
          {say("values")}
        </Title>
        <Text c="dimmed" size="sm">
          {say("valuesLead")}
        </Text>
      </div>
      <fieldset disabled={!editor.mayEdit} style={{ border: 0, padding: 0, margin: 0 }}>
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          {used.map(([name, value]) => (
            <ParameterField
              key={name}
              parameter={parameterOf(editor.campaignId, name, value)}
              value={value}
              onChange={(next) => values.set(name, next)}
            />
          ))}
          {Object.values(editor.words).flatMap(({ language, friendlyName, smsOptOut }) => [
            <TextInput
              key={`${language} name`}
              label={say("friendlyName", { language: common(`language.${language}`) })}
              value={friendlyName}
              maxLength={60}
              onChange={(event) => values.say(language, { friendlyName: event.currentTarget.value })}
            />,
            <TextInput
              key={`${language} way out`}
              label={say("smsOptOut", { language: common(`language.${language}`) })}
              value={smsOptOut}
              maxLength={60}
              onChange={(event) => values.say(language, { smsOptOut: event.currentTarget.value })}
            />,
          ])}
        </SimpleGrid>
      </fieldset>
    </Stack>
  );
};
