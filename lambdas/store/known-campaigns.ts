import { shopCounters } from "../domain/fold-goals.ts";
import type { Counts } from "../domain/funnel-counts.ts";
import type { Snapshot } from "../domain/rules.ts";
import { inParallel } from "../shared/batch.ts";
import type { LifeStore } from "./life-store.ts";
import type { DayCounts, ReportStore } from "./report-store.ts";

/** Queries at once: each is small, so what counts is the way to the table and back. */
const readsAtOnce = 12;

/** Ids of every campaign that is or ever was live, or was only written. */
export const knownCampaigns = async (
  lives: Pick<LifeStore, "list">,
  snapshot: Snapshot | undefined,
): Promise<readonly string[]> => {
  const kept = (await lives.list()).map(({ campaignId }) => campaignId);
  const published = (snapshot?.campaigns ?? []).map(({ id }) => id);
  const before = (snapshot?.earlier ?? []).map(({ campaign }) => campaign.id);
  return [...new Set([...kept, ...published, ...before])].sort();
};

interface Span {
  readonly from: string;
  readonly to: string;
}

/** The counters of each campaign, day by day. */
export const countersOfCampaigns = async (
  reports: Pick<ReportStore, "days">,
  ids: readonly string[],
  span: Span,
): Promise<ReadonlyMap<string, readonly DayCounts[]>> => {
  const found = new Map<string, readonly DayCounts[]>();
  await inParallel([...ids], readsAtOnce, async (id) => {
    found.set(id, await reports.days(id, span));
  });
  return found;
};

/** What all campaigns and the shop itself were counted, by day. */
export const countersByDay = async (
  reports: Pick<ReportStore, "days">,
  ids: readonly string[],
  span: Span,
): Promise<ReadonlyMap<string, readonly Counts[]>> => {
  const byCampaign = await countersOfCampaigns(reports, [...ids, shopCounters], span);
  const byDay = new Map<string, Counts[]>();
  for (const { day, counts } of [...byCampaign.values()].flat()) byDay.set(day, [...(byDay.get(day) ?? []), counts]);
  return byDay;
};
