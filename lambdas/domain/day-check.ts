// What an operator watches of a day's counters.
import { channelFigures } from "./campaign-figures.ts";
import { type Counts, sumCounts } from "./funnel-counts.ts";
import { countsOutOfBalance } from "./funnel-faults.ts";
import type { Settings } from "./settings.ts";

/** Looks without an outcome, and outcomes without a look, of all campaigns and days: 0 while the funnel adds up. */
export const imbalanceOf = (days: readonly Counts[]): number =>
  days.reduce((sum, counts) => sum + countsOutOfBalance(counts), 0);

/** What providers charge for the messages counted here, in US dollars; texts of an unknown price are left out. */
export const feesUsd = (days: readonly Counts[], senders: Settings["senders"]): number =>
  channelFigures(sumCounts(days), senders).reduce((sum, { costUsd }) => sum + costUsd, 0);
