import { type FaultKind, faultKinds } from "./chances.ts";
import type { Story, Told } from "./simulate.ts";

type Tell = (story: Story) => Promise<Told>;

const breaks = (told: Told, law: string): boolean => told.broken.some((each) => each.law === law);

/** Leaves out every kind of fault without which the law breaks all the same. */
const withFewerFaults = async (story: Story, law: string, tell: Tell): Promise<Story> => {
  let without: readonly FaultKind[] = story.without ?? [];
  for (const kind of faultKinds) {
    const fewer = [...without, kind];
    if (breaks(await tell({ ...story, without: fewer }), law)) without = fewer;
  }
  return { ...story, without };
};

/** The fewest steps, found by halving, after which the law is broken; a story that ends earlier may break it at rest. */
const withFewerSteps = async (story: Story, law: string, told: Told, tell: Tell): Promise<Story> => {
  let enough = told.steps;
  let tooFew = 0;
  while (enough - tooFew > Math.max(1, told.steps / 50)) {
    const steps = Math.floor((enough + tooFew) / 2);
    if (breaks(await tell({ ...story, steps }), law)) enough = steps;
    else tooFew = steps;
  }
  return { ...story, steps: enough };
};

/** A shorter story that breaks the same law, or the same story when none was found. */
export const shrink = async (told: Told, tell: Tell): Promise<{ readonly story: Story; readonly told: Told }> => {
  const law = told.broken[0]?.law ?? "";
  const fewer = await withFewerFaults({ seed: told.seed, engine: told.engine }, law, tell);
  const again = await tell(fewer);
  const story = breaks(again, law)
    ? await withFewerSteps(fewer, law, again, tell)
    : { seed: told.seed, engine: told.engine };
  const shortest = await tell(story);
  return breaks(shortest, law) ? { story, told: shortest } : { story: { seed: told.seed, engine: told.engine }, told };
};
