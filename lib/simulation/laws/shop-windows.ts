import { type Counts, sumCounts } from "../../../lambdas/domain/funnel-counts.ts";
import {
  type ArmSum,
  armSums,
  arms,
  changedCounts,
  groupsOf,
  openedCounts,
} from "../../../lambdas/domain/goal-counts.ts";
import type { GoalWindow } from "../../../lambdas/domain/goal-window.ts";
import { shopWindowCounters } from "../../../lambdas/domain/shop-window.ts";
import { profileOfItem } from "../../../lambdas/store/customer-item.ts";
import type { AtRest, Law } from "./law.ts";

/** What a window as it stands was counted in all. */
const countsOf = (window: GoalWindow): Counts => {
  const fresh = { ...window, orders: 0, revenueCents: 0, converted: false };
  return sumCounts([openedCounts(window), changedCounts(fresh, window)]);
};

const shopPrefix = shopWindowCounters("");

const reported = ({ tables, names }: AtRest): Counts =>
  sumCounts(
    tables
      .items(names.reports)
      .filter(({ campaignId }) => String(campaignId).startsWith(shopPrefix))
      .map(({ campaignId: _id, day: _day, watermark: _watermark, ...counters }) => counters as Counts),
  );

/** Part of law 6: every customer's window of the shop's hold-out is counted once, with every order in it. */
export const shopWindows: Law = {
  name: "shop-windows",
  atRest: (end) => {
    const windows = end.tables
      .items(end.names.customers)
      .flatMap((item) => (item.version === undefined ? [] : [profileOfItem(item).shopWindow?.window ?? []]))
      .flat();
    const expected = groupsOf(sumCounts(windows.map(countsOf)));
    const found = groupsOf(reported(end));
    const wrong = (arm: (typeof arms)[number], sum: ArmSum): readonly string[] =>
      expected[arm][sum] === found[arm][sum]
        ? []
        : [`${sum} of the shop's ${arm} is ${expected[arm][sum]}, the report says ${found[arm][sum]}`];
    return arms.flatMap((arm) => armSums.flatMap((sum) => wrong(arm, sum)));
  },
};
