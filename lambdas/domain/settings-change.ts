import type { Campaign } from "./campaign.ts";
import { referenceProblems } from "./campaign-references.ts";
import type { Problem } from "./problem.ts";
import type { Snapshot } from "./rules.ts";
import type { Settings } from "./settings.ts";

const sameJson = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** The parts of the settings that differ, by their keys. */
export const changedSettings = (before: Settings, after: Settings): readonly (keyof Settings)[] =>
  (Object.keys({ ...before, ...after }) as (keyof Settings)[]).filter((key) => !sameJson(before[key], after[key]));

/** What live campaigns would miss with these settings and do not miss now: they would run on and do something else. */
export const settingsProblems = (settings: Settings, current: Omit<Snapshot, "revision">): readonly Problem[] => {
  const { campaigns, earlier = [] } = current;
  const live: readonly Campaign[] = [...campaigns, ...earlier.map(({ campaign }) => campaign)];
  return live.flatMap((campaign) => {
    const known = new Set(referenceProblems(campaign, current).map(({ where }) => where));
    return referenceProblems(campaign, { ...current, settings })
      .filter(({ where }) => !known.has(where))
      .map((problem) => ({ ...problem, where: `campaign ${campaign.id}, ${problem.where}` }));
  });
};
