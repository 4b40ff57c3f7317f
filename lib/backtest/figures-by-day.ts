import { gapsOf } from "../../lambdas/domain/cadence.ts";
import { foldCancelledOrder, foldOrder } from "../../lambdas/domain/fold-order.ts";
import { emptyProfile } from "../../lambdas/domain/profile.ts";
import type { Rules, ShopFigures } from "../../lambdas/domain/rules.ts";
import { zoneCalendar } from "../../lambdas/domain/zone-calendar.ts";
import type { LoggedCustomer } from "./event-log.ts";

/**
 * What the shop's customers had shown by the end of each local day. A prediction of the past must not know the gaps that came
 * after it, so the rules of a day hold the figures of the day before.
 */
export const rulesByDay = (rules: Rules, customers: Iterable<LoggedCustomer>): ((at: number) => Rules) => {
  if (!rules.campaigns.some(({ trigger }) => trigger.kind === "before-next-order")) return () => rules;
  const calendar = zoneCalendar(rules.settings.shop.timeZone);
  const days = runningFigures(changesByDay(customers, calendar.dayOf));
  let kept: { readonly day: number; readonly rules: Rules } | undefined;
  return (at) => {
    const day = calendar.dayOf(at);
    if (kept?.day !== day) kept = { day, rules: { ...rules, figures: figuresBefore(days, day) } };
    return kept.rules;
  };
};

const changesByDay = (
  customers: Iterable<LoggedCustomer>,
  dayOf: (at: number) => number,
): ReadonlyMap<number, ShopFigures> => {
  const changes = new Map<number, ShopFigures>();
  for (const { customerId, events } of customers) {
    let profile = emptyProfile(customerId);
    let before = gapsOf(profile.orders);
    for (const event of events) {
      // What was in it says nothing about the gaps.
      if (event.kind === "order-placed") profile = foldOrder(profile, { ...event, lines: [] });
      else if (event.kind === "order-cancelled") profile = foldCancelledOrder(profile, event);
      else continue;
      const after = gapsOf(profile.orders);
      if (after.gapCount === before.gapCount && after.gapMsTotal === before.gapMsTotal) continue;
      const day = dayOf(event.occurredAt);
      changes.set(day, plus(changes.get(day) ?? nothing, minus(after, before)));
      before = after;
    }
  }
  return changes;
};

const nothing: ShopFigures = { gapCount: 0, gapMsTotal: 0 };

const plus = (a: ShopFigures, b: ShopFigures): ShopFigures => ({
  gapCount: a.gapCount + b.gapCount,
  gapMsTotal: a.gapMsTotal + b.gapMsTotal,
});
const minus = (a: ShopFigures, b: ShopFigures): ShopFigures => ({
  gapCount: a.gapCount - b.gapCount,
  gapMsTotal: a.gapMsTotal - b.gapMsTotal,
});

type Running = readonly (readonly [day: number, figures: ShopFigures])[];

const runningFigures = (changes: ReadonlyMap<number, ShopFigures>): Running => {
  let sum = nothing;
  return [...changes]
    .sort(([a], [b]) => a - b)
    .map(([day, change]) => {
      sum = plus(sum, change);
      return [day, sum] as const;
    });
};

const figuresBefore = (days: Running, day: number): ShopFigures => {
  let [low, high] = [0, days.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((days[middle]?.[0] ?? 0) < day) low = middle + 1;
    else high = middle;
  }
  return days[low - 1]?.[1] ?? nothing;
};
