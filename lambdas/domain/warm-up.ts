import type { Settings } from "./settings.ts";

const msPerDay = 86_400_000;

/** Whole days from one date (`YYYY-MM-DD`) to another; negative when it lies before. */
const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / msPerDay);

/**
 * The most emails of a local day (`YYYY-MM-DD`) while a new sending identity gets known to mailbox providers: the first day's
 * number, and each day so many percent more than the day before. Without a warm-up there is no ceiling of its own; before
 * its first day that day's number holds.
 */
export const warmUpCeiling = (warmUp: Settings["pace"]["warmUp"], day: string): number => {
  if (warmUp === undefined) return Number.POSITIVE_INFINITY;
  const days = Math.max(0, daysBetween(warmUp.startsOn, day));
  const ceiling = warmUp.firstDay * (1 + warmUp.growthPercent / 100) ** days;
  return ceiling > Number.MAX_SAFE_INTEGER ? Number.POSITIVE_INFINITY : Math.floor(ceiling);
};
