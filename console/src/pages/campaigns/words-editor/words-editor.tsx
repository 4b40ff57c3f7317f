import blankEmails from "virtual:blank-emails";
import { Button, Group, NativeSelect, SimpleGrid, Stack, Text } from "@mantine/core";
import { useState } from "react";
import type { StepWords, Words } from "../../../../../lambdas/channels/words.ts";
import type { SendStep } from "../../../../../lambdas/domain/campaign.ts";
import { type Channel, type Language, languages } from "../../../../../lambdas/domain/channel.ts";
import { commonWords } from "../../../words/common.ts";
import { useLanguage, useWords } from "../../../words/define-words.ts";
import { useProblemWords } from "../../../words/problems/use-problem-words.ts";
import type { Editor } from "../edit/use-editor.ts";
import { EmailFields } from "./email-fields.tsx";
import { PreviewPanel } from "./preview-panel.tsx";
import { PushFields, SmsFields } from "./short-fields.tsx";
import { problemsAt, usePreview } from "./use-preview.ts";
import { variablesAt } from "./variables.ts";
import { wordsWords } from "./words.ts";
import { WordsValues } from "./words-values.tsx";

const usual: Readonly<Record<Language, Pick<Words, "friendlyName" | "smsOptOut">>> = {
  en: { friendlyName: "there", smsOptOut: "Reply STOP to opt out" },
  zh: { friendlyName: "朋友", smsOptOut: "拒收请回复R" },
};

/** All that the campaign says in a language; one without any begins with the values of the other. */
const wordsIn = (editor: Editor, language: Language): Words =>
  editor.words[language] ?? {
    language,
    ...usual[language],
    parameters: Object.values(editor.words)[0]?.parameters ?? {},
    steps: {},
  };

const begun = (channel: Channel, language: Language): StepWords => {
  const { subject, preheader } = blankEmails[language];
  if (channel === "email") return { email: blankEmails[language] };
  return channel === "sms"
    ? { sms: { text: `{{ shop.name }}: ${preheader}` } }
    : { push: { title: subject, body: preheader } };
};

interface PlaceProps {
  readonly editor: Editor;
  readonly step: SendStep;
  readonly channel: Channel;
  readonly language: Language;
}

const useSaid = ({ editor, step, language }: PlaceProps) => {
  const words = wordsIn(editor, language);
  const said = words.steps[step.id] ?? {};
  const set = (next: StepWords): void => {
    const steps = { ...words.steps, [step.id]: JSON.parse(JSON.stringify(next)) as StepWords };
    editor.change({ words: { ...editor.words, [language]: { ...words, steps } } });
  };
  return { words, said, set };
};

const NoWords = ({ place, onBegin }: { readonly place: PlaceProps; readonly onBegin: (said: StepWords) => void }) => {
  const say = useWords(wordsWords);
  const common = useWords(commonWords);
  const { editor, step, channel, language } = place;
  const others = languages.filter((one) => editor.words[one]?.steps[step.id]?.[channel] !== undefined);
  return (
    <Stack gap="sm" align="flex-start">
      <Text>{say("noWords", { language: common(`language.${language}`) })}</Text>
      <Group>
        <Button disabled={!editor.mayEdit} onClick={() => onBegin(begun(channel, language))}>
          {say("begin")}
        </Button>
        {others.map((other) => (
          <Button
            key={other}
            variant="default"
            disabled={!editor.mayEdit}
            onClick={() => onBegin({ [channel]: editor.words[other]?.steps[step.id]?.[channel] })}
          >
            {say("copyFrom", { language: common(`language.${other}`) })}
          </Button>
        ))}
      </Group>
    </Stack>
  );
};

const Place = (place: PlaceProps) => {
  const { editor, step, channel, language } = place;
  const { words, said, set } = useSaid(place);
  const { definition, campaignId } = editor;
  const problemWords = useProblemWords();
  const preview = usePreview({ campaignId, step: step.id, channel, language, definition, words });
  const common = {
    variables: variablesAt(definition, step.id, Object.keys(words.parameters)),
    disabled: !editor.mayEdit,
    problemOf: problemsAt(preview.error, step.id, problemWords),
  };
  const { email, sms, push } = said;
  return (
    <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="xl">
      <Stack gap="sm">
        {said[channel] === undefined && <NoWords place={place} onBegin={(more) => set({ ...said, ...more })} />}
        {channel === "email" && email !== undefined && (
          <EmailFields {...common} said={email} onChange={(next) => set({ ...said, email: next })} />
        )}
        {channel === "sms" && sms !== undefined && (
          <SmsFields {...common} said={sms} onChange={(next) => set({ ...said, sms: next })} />
        )}
        {channel === "push" && push !== undefined && (
          <PushFields {...common} said={push} onChange={(next) => set({ ...said, push: next })} />
        )}
      </Stack>
      <PreviewPanel query={preview} hasWords={said[channel] !== undefined} />
    </SimpleGrid>
  );
};

/** The words of each message, channel and language, beside what a customer would see of them. */
export const WordsEditor = ({ editor }: { readonly editor: Editor }) => {
  const say = useWords(wordsWords);
  const common = useWords(commonWords);
  const shown = useLanguage();
  const sends = editor.definition.steps.filter((step): step is SendStep => step.kind === "send");
  const [stepId, setStepId] = useState<string>();
  const [chosen, setChannel] = useState<Channel>();
  const [language, setLanguage] = useState<Language>(shown);
  const step = sends.find(({ id }) => id === stepId) ?? sends[0];
  if (step === undefined) return <Text>{say("noSend")}</Text>;
  const channel = step.channels.find((one) => one === chosen) ?? step.channels[0] ?? "email";
  const nameOf = ({ id }: SendStep, index: number) =>
    say("stepName", { number: index + 1, name: id.replaceAll("-", " ") });
  return (
    <Stack gap="md">
      <Group align="flex-end">
        <NativeSelect
          label={say("step")}
          data={sends.map((one, index) => ({ value: one.id, label: nameOf(one, index) }))}
          value={step.id}
          onChange={(event) => setStepId(event.currentTarget.value)}
        />
        <NativeSelect
          label={say("channel")}
          data={step.channels.map((value) => ({ value, label: common(`channel.${value}`) }))}
          value={channel}
          onChange={(event) => setChannel(event.currentTarget.value as Channel)}
        />
        <NativeSelect
          label={say("language")}
          data={languages.map((value) => ({ value, label: common(`language.${value}`) }))}
          value={language}
          onChange={(event) => setLanguage(event.currentTarget.value as Language)}
        />
      </Group>
      <Place
        key={`${step.id} ${channel} ${language}`}
        editor={editor}
        step={step}
        channel={channel}
        language={language}
      />
      <WordsValues editor={editor} />
    </Stack>
  );
};
