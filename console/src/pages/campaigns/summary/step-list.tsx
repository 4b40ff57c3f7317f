import { List, Text } from "@mantine/core";
import type { Words } from "../../../../../lambdas/channels/words.ts";
import type { Campaign, Step } from "../../../../../lambdas/domain/campaign.ts";
import { defineWords, useLanguage, useWords } from "../../../words/define-words.ts";
import { useSentences } from "../sentences/use-sentences.ts";

const wayWords = defineWords("campaign-ways", {
  en: {
    yes: "If so: {{place}}.",
    no: "If not: {{place}}.",
    event: "When it happens: {{place}}.",
    way: "{{name}}: {{place}}.",
    next: "Then: {{place}}.",
    step: "step {{number}}",
    end: "the end",
    said: "“{{words}}”",
  },
  zh: {
    yes: "是：{{place}}。",
    no: "否：{{place}}。",
    event: "发生时：{{place}}。",
    way: "{{name}}：{{place}}。",
    next: "接着：{{place}}。",
    step: "第 {{number}} 步",
    end: "结束",
    said: "“{{words}}”",
  },
});

/** Where a step leads, when that is not simply the one behind it. */
const useWays = (steps: Campaign["steps"]) => {
  const say = useWords(wayWords);
  const placeOf = (id: string | undefined, index: number): string => {
    const at = id === undefined ? index + 1 : steps.findIndex((one) => one.id === id);
    return at < 0 || at >= steps.length ? say("end") : say("step", { number: at + 1 });
  };
  return (step: Step, index: number): readonly string[] => {
    switch (step.kind) {
      case "branch":
        return [say("yes", { place: placeOf(step.onYes, index) }), say("no", { place: placeOf(step.onNo, index) })];
      case "split":
        return step.ways.map(({ name, to }) => say("way", { name, place: placeOf(to, index) }));
      case "exit":
        return [];
      case "wait": {
        const event =
          step.until === undefined ? [] : [say("event", { place: placeOf(step.onEvent ?? step.next, index) })];
        return [...event, ...(step.next === undefined ? [] : [say("next", { place: placeOf(step.next, index) })])];
      }
      default:
        return step.next === undefined ? [] : [say("next", { place: placeOf(step.next, index) })];
    }
  };
};

/** The line of a message that is read first, in the person's language; nothing where it depends on the customer. */
const useSaidBy = (words: StepListProps["words"]) => {
  const language = useLanguage();
  return (stepId: string): string | undefined => {
    const { email, push, sms } = words?.[language]?.steps[stepId] ?? {};
    return [email?.subject, push?.title, sms?.text].find((line) => line !== undefined && !line.includes("{%"));
  };
};

export interface StepListProps extends Pick<Campaign, "steps"> {
  /** By language; absent: the messages are told without what they say. */
  readonly words?: Readonly<Record<string, Words>> | undefined;
}

/** The steps one after the other, as sentences. */
export const StepList = ({ steps, words }: StepListProps) => {
  const sentences = useSentences();
  const say = useWords(wayWords);
  const saidBy = useSaidBy(words);
  const waysOf = useWays(steps);
  return (
    <List type="ordered" spacing={4}>
      {steps.map((step, index) => (
        <List.Item key={step.id}>
          {sentences.step(step)}
          {step.kind === "send" && saidBy(step.id) !== undefined && (
            <Text component="span" fs="italic">
              {" "}
              {say("said", { words: saidBy(step.id) ?? "" })}
            </Text>
          )}
          {waysOf(step, index).length > 0 && (
            <Text component="span" c="dimmed">
              {" "}
              {waysOf(step, index).join(" ")}
            </Text>
          )}
        </List.Item>
      ))}
    </List>
  );
};
