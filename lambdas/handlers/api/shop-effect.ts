import { armOf, daysUpTo, settledThrough } from "../../domain/campaign-figures.ts";
import { dayOfIsoDate, isoDateOf } from "../../domain/civil-date.ts";
import { type LiftOverTime, liftOverTime } from "../../domain/effect/lift-over-time.ts";
import { sumCounts } from "../../domain/funnel-counts.ts";
import { groupsOf } from "../../domain/goal-counts.ts";
import type { Settings } from "../../domain/settings.ts";
import { drawingOf, shopWindowCounters, shopWindowDays } from "../../domain/shop-window.ts";
import type { DayCounts, ReportStore } from "../../store/report-store.ts";
import { spanDaysMax } from "./contract/figures.ts";

/** As the contract has it. */
export const liftShown = ({ answer, arms, ...seen }: LiftOverTime) => ({
  kind: answer.kind,
  ...{ treated: arms.treated.customers, heldOut: arms.heldOut.customers },
  ...(answer.kind === "lift" && answer.lift),
  ...seen,
});

/** The day on which `settledThrough` comes to be that day. */
const comparedFrom = (day: string): string => isoDateOf(dayOfIsoDate(day) + shopWindowDays + 1);

/** Of the hold-out as it is now: what was counted before another share or name of the draw is left out. */
const countedDays = async (
  reports: Pick<ReportStore, "days">,
  holdOut: Settings["holdOut"],
  today: string,
): Promise<readonly DayCounts[]> => {
  const drawing = drawingOf(holdOut);
  if (drawing === undefined) return [];
  const [from = today] = daysUpTo(today, spanDaysMax);
  return reports.days(shopWindowCounters(drawing), { from, to: today });
};

/** What everything together brought. `today`: local to the shop. */
export const shopEffect = async (
  reports: Pick<ReportStore, "days">,
  { holdOut, today }: { readonly holdOut: Settings["holdOut"]; readonly today: string },
) => {
  const days = await countedDays(reports, holdOut, today);
  const through = settledThrough(today, shopWindowDays);
  const lift = liftOverTime(days.filter(({ day }) => day <= through));
  const { treated, heldOut } = groupsOf(sumCounts(days.filter(({ day }) => day > through).map(({ counts }) => counts)));
  const [first] = days;
  return {
    ...{ percent: holdOut.percent, windowDays: shopWindowDays, settledThrough: through },
    ...(first !== undefined && { since: first.day }),
    ...(first !== undefined && first.day > through && { comparedFrom: comparedFrom(first.day) }),
    ...{ treated: armOf(lift.arms.treated), heldOut: armOf(lift.arms.heldOut) },
    open: { treated: treated.customers, heldOut: heldOut.customers },
    lift: liftShown(lift),
  };
};
