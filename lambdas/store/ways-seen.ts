import { daysUpTo, settledThrough } from "../domain/campaign-figures.ts";
import { windowDaysOf } from "../domain/goal-window.ts";
import { adaptingSplits, learnWays, type WaysSeen } from "../domain/learn-ways.ts";
import { type Learned, wayKey } from "../domain/learned.ts";
import type { Snapshot } from "../domain/rules.ts";
import { zoneCalendar } from "../domain/zone-calendar.ts";
import { inParallel } from "../shared/batch.ts";
import { waysDaysMax } from "./limits.ts";
import type { ReportStore } from "./report-store.ts";

/** Queries at once: each is small, so what counts is the way to the table and back. */
const readsAtOnce = 6;

/**
 * What splits that adapt are to go by, from the counters of their campaigns: one small query for each live campaign that has
 * one, however many customers the shop has. Days whose windows are not over yet are left out, for all ways alike: who bought
 * late would otherwise be missing from the younger ones.
 */
export const learnedWays = async (
  reports: Pick<ReportStore, "days">,
  { snapshot, before, now }: { readonly snapshot: Snapshot; readonly before: Learned["ways"]; readonly now: number },
): Promise<NonNullable<Learned["ways"]>> => {
  const calendar = zoneCalendar(snapshot.settings.shop.timeZone);
  const today = calendar.dateOf(calendar.dayOf(now));
  const campaigns = snapshot.campaigns.filter((campaign) => adaptingSplits(campaign).length > 0);
  const seen: WaysSeen[] = [];
  await inParallel([...campaigns.entries()], readsAtOnce, async ([place, campaign]) => {
    const to = settledThrough(today, windowDaysOf(campaign));
    const settled = await reports.days(campaign.id, { from: daysUpTo(to, waysDaysMax)[0] ?? to, to });
    seen[place] = { campaign, settled };
  });
  return new Map([...ofResting(snapshot, before), ...learnWays(seen, { before, today })]);
};

/** A campaign that rests finds its shares as they were when it goes on. */
const ofResting = (
  { campaigns, earlier = [] }: Snapshot,
  before: Learned["ways"] = new Map(),
): NonNullable<Learned["ways"]> => {
  const live = new Set(campaigns.map(({ id }) => id));
  const resting = earlier.map(({ campaign }) => campaign).filter(({ id }) => !live.has(id));
  const keys = new Set(resting.flatMap((one) => adaptingSplits(one).map(({ id }) => wayKey(one.id, id))));
  return new Map([...before].filter(([key]) => keys.has(key)));
};
