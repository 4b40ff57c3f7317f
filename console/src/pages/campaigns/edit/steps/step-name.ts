import type { Step } from "../../../../../../lambdas/domain/campaign.ts";
import { useWords } from "../../../../words/define-words.ts";
import { stepWords } from "../../sentences/step-words.ts";

/** What a step is called: its kind, and its short name, which its maker gave it. */
export const useStepName = (): ((step: Step) => string) => {
  const say = useWords(stepWords);
  return ({ kind, id }) => `${say(`kind.${kind}`)} · ${id.replaceAll("-", " ")}`;
};
