import type { Wiring } from "../local/wiring.ts";
import { perform } from "./crew.ts";
import type { Mutant } from "./mutants.ts";
import type { Story, Told } from "./simulate.ts";

export interface Telling {
  readonly wiring: Wiring;
  readonly stories: readonly Story[];
  readonly processes: number;
  readonly mutant?: Mutant;
  /** Shown how many were told, on a terminal in place and elsewhere now and then. */
  readonly progress?: NodeJS.WriteStream;
}

const progressEvery = 50;

/** Tells every story, in the order of the seeds; ends early, with what was told by then, when one breaks a law. */
export const tellStories = async ({ progress, ...q }: Telling): Promise<readonly Told[]> => {
  const all: Told[] = [];
  const show = (): void => {
    if (progress === undefined || all.length % progressEvery !== 0) return;
    const accepted = all.reduce((sum, { messagesAccepted }) => sum + messagesAccepted, 0);
    progress.write(`${all.length} of ${q.stories.length} stories, ${accepted} messages accepted\n`);
  };
  await perform({
    ...q,
    onTold: (told) => {
      all.push(told);
      show();
      return told.broken.length === 0;
    },
  });
  return all.toSorted((a, b) => a.seed - b.seed);
};
