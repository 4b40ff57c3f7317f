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

/** A story that breaks a law without any planted bug says nothing about one. */
const mustHoldPlain = async ({ wiring }: Hunt, seed: number): Promise<void> => {
  const [told] = await tellStories({ wiring, stories: [{ seed }], processes: 1 });
  const [broken] = told?.broken ?? [];
  if (broken !== undefined) throw new Error(`Seed ${seed} breaks a law without any planted bug: ${broken.what}`);
};

/** Plants each bug in turn and tells stories until one of them breaks a law that holds without it. */
export const huntMutants = async (hunt: Hunt): Promise<Hunted[]> => {
  const { wiring, first, seeds, processes, progress, only } = hunt;
  const held = new Set<number>();
  const found: Hunted[] = [];
  const stories = Array.from({ length: seeds }, (_, index) => ({ seed: first + index }));
  for (const mutant of mutants.filter(({ name }) => only?.includes(name) ?? true)) {
    const told = await tellStories({ wiring, stories, processes, mutant });
    const hit = told.find(({ broken }) => broken.length > 0);
    const [broken] = hit?.broken ?? [];
    if (hit !== undefined && !held.has(hit.seed)) await mustHoldPlain(hunt, hit.seed);
    if (hit !== undefined) held.add(hit.seed);
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
