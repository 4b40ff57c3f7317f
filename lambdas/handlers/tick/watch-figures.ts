import { feesUsd, imbalanceOf } from "../../domain/day-check.ts";
import { dayMs } from "../../domain/limits.ts";
import type { Rules } from "../../domain/rules.ts";
import type { Logger } from "../../shared/logger.ts";
import type { Metrics } from "../../shared/metrics.ts";
import type { DayCounts, ReportStore } from "../../store/report-store.ts";

export interface FiguresWatch {
  readonly reports: Pick<ReportStore, "days">;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly rules: Rules;
  /** Epoch milliseconds. */
  readonly now: number;
}

interface Counted extends DayCounts {
  readonly campaignId: string;
}

/**
 * Tells whether the funnel of today and yesterday adds up, and what today's messages cost so far. One small read for each
 * campaign; trouble with it delays nobody's messages.
 */
export const watchFigures = async (watch: FiguresWatch): Promise<void> => {
  try {
    const days = await countedDays(watch);
    const today = watch.rules.dayOf(watch.now);
    for (const one of days) tellImbalance(watch, one);
    watch.metrics.add("FunnelImbalance", imbalanceOf(days.map(({ counts }) => counts)));
    const ofToday = days.filter(({ day }) => day === today).map(({ counts }) => counts);
    watch.metrics.add("FeesTodayUsd", feesUsd(ofToday, watch.rules.settings.senders));
  } catch (error) {
    watch.logger.error("The counters of campaigns could not be looked at", { error });
  }
};

/** Campaigns that were paused count on: their messages are still under way. */
const countedDays = async ({ reports, rules, now }: FiguresWatch): Promise<readonly Counted[]> => {
  const ids = [...rules.campaigns.map(({ id }) => id), ...rules.resting.keys()];
  const span = { from: rules.dayOf(now - dayMs), to: rules.dayOf(now) };
  const found = await Promise.all(
    ids.map(async (campaignId) => ({ campaignId, days: await reports.days(campaignId, span) })),
  );
  return found.flatMap(({ campaignId, days }) => days.map((day) => ({ campaignId, ...day })));
};

const tellImbalance = ({ logger }: FiguresWatch, { campaignId, day, counts }: Counted): void => {
  const by = imbalanceOf([counts]);
  if (by !== 0) logger.error("The funnel of a campaign does not add up", { campaignId, day, by });
};
