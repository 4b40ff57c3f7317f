import type { Wiring } from "../local/wiring.ts";
import { mutants } from "./mutants.ts";
import { tellStories } from "./tell-stories.ts";

export interface Hunted {
  readonly mutant: string;
  /** The seed that found it; absent when none did. */
  readonly seed?: number;
  /** Stories told until then. */
  readonly stories: number;
  readonly law?: string;
  readonly what?: string;
}

export interface Hunt {
  readonly wiring: Wiring;
  readonly first: number;
  /** The most stories per mutant. */
  readonly seeds: number;
  readonly processes: number;
  readonly progress?: NodeJS.WriteStream;
  /** Default: all. */
  readonly only?: readonly string[];
}

/** Plants each bug in turn and tells stories until one of them breaks a law. */
export const huntMutants = async ({ wiring, first, seeds, processes, progress, only }: Hunt): Promise<Hunted[]> => {
  const found: Hunted[] = [];
  const stories = Array.from({ length: seeds }, (_, index) => ({ seed: first + index }));
  for (const mutant of mutants.filter(({ name }) => only?.includes(name) ?? true)) {
    const told = await tellStories({ wiring, stories, processes, mutant });
    const hit = told.find(({ broken }) => broken.length > 0);
    const [broken] = hit?.broken ?? [];
    const hunted: Hunted = {
      mutant: mutant.name,
      stories: hit === undefined ? told.length : hit.seed - first + 1,
      ...(hit !== undefined && broken !== undefined && { seed: hit.seed, law: broken.law, what: broken.what }),
    };
    found.push(hunted);
    progress?.write(`${mutant.name}: ${hunted.law === undefined ? "NOT FOUND" : `found by seed ${hunted.seed}`}\n`);
  }
  return found;
};
