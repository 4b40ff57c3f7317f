import { defineWords, useWords } from "../../../words/define-words.ts";
import { stepWords } from "./step-words.ts";

const numberWords = defineWords("campaign-step-number", {
  en: { step: "Step {{number}}: {{kind}}" },
  zh: { step: "第 {{number}} 步：{{kind}}" },
});

interface Step {
  readonly id: string;
  readonly kind:
    | "send"
    | "wait"
    | "branch"
    | "split"
    | "coupon"
    | "task"
    | "webhook"
    | "set-attribute"
    | "case"
    | "exit";
}

/** What people call a step of these: its number and its kind. One that is not among them keeps its id. */
export const useNumberedStep = (steps: readonly Step[]): ((stepId: string) => string) => {
  const say = useWords(numberWords);
  const kinds = useWords(stepWords);
  return (stepId) => {
    const at = steps.findIndex(({ id }) => id === stepId);
    const step = steps[at];
    return step === undefined ? stepId : say("step", { number: at + 1, kind: kinds(`kind.${step.kind}`) });
  };
};
