import type { Step } from "../../../../../../lambdas/domain/campaign.ts";
import {
  freeStepId,
  movedStep,
  newStep,
  renamedStep,
  renamedWords,
  type Steps,
  withoutStep,
  withStep,
  withStepAt,
} from "../change-steps.ts";
import type { Editor } from "../use-editor.ts";

export interface StepsChange {
  readonly set: (index: number, part: object) => void;
  readonly add: (kind: Step["kind"], index: number) => void;
  readonly move: (index: number, by: -1 | 1) => void;
  readonly remove: (index: number) => void;
  readonly rename: (from: string, to: string) => void;
  readonly isFreeId: (id: string) => boolean;
}

/** A part that was emptied is absent. */
const withPart = (step: Step, part: object): Step => JSON.parse(JSON.stringify({ ...step, ...part })) as Step;

/** What may be done to the steps; `onAdded` is told the id of a new one. */
export const useStepsChange = (editor: Editor, onAdded: (id: string) => void): StepsChange => {
  const { steps } = editor.definition;
  const set = (next: Steps): void => editor.changeDefinition({ steps: [...next] });
  return {
    set: (index, part) => {
      const step = steps[index];
      if (step !== undefined) set(withStep(steps, index, withPart(step, part)));
    },
    add: (kind, index) => {
      const id = freeStepId(steps, kind);
      set(withStepAt(steps, index, newStep(kind, id)));
      onAdded(id);
    },
    move: (index, by) => set(movedStep(steps, index, by)),
    remove: (index) => set(withoutStep(steps, index)),
    rename: (from, to) =>
      editor.change({
        definition: { ...editor.definition, steps: [...renamedStep(steps, from, to)] },
        words: renamedWords(editor.words, from, to),
      }),
    isFreeId: (id) => /^[a-z][a-z0-9-]{0,62}$/.test(id) && !steps.some((step) => step.id === id),
  };
};
