// When somebody is silent for longer than is like them: by their own rhythm of orders, or by what the shop's customers show of who
// comes back. Both come on whole days after the last order, so that the time of day at which this customer orders is kept.
import { sinksTo } from "./alive.ts";
import { ownGapMs } from "./cadence.ts";
import { dayMs } from "./limits.ts";
import type { OrderFigures } from "./profile.ts";
import type { Rules } from "./rules.ts";
import type { Trigger } from "./trigger-schema.ts";

type OwnGapsTrigger = Extract<Trigger, { kind: "silent-for-own-gaps" }>;
type AliveTrigger = Extract<Trigger, { kind: "alive-below" }>;

const never = Number.POSITIVE_INFINITY;

/** The first whole day after the last order that is not before this instant, nor before `minDays`. */
const wholeDayFrom = (lastAt: number, at: number, minDays: number): number =>
  lastAt + Math.max(1, minDays, Math.ceil((at - lastAt) / dayMs)) * dayMs;

export const ownSilenceAt = (
  { gaps, minOrders, minDays, assumedDays }: OwnGapsTrigger,
  orders: OrderFigures,
  { figures }: Rules,
): number => {
  const { lastAt, count } = orders;
  if (lastAt === undefined) return never;
  const gapMs = count < minOrders ? undefined : ownGapMs(orders, figures);
  const silenceMs = gapMs === undefined ? assumedDays && assumedDays * dayMs : gaps * gapMs;
  return silenceMs === undefined ? never : wholeDayFrom(lastAt, lastAt + silenceMs, minDays);
};

/** When the answer is later than `notAfter` it is some instant after that: the search is what costs. */
export const unlikelyAliveAt = (
  { probability, minDays, assumedDays }: AliveTrigger,
  orders: OrderFigures,
  { learned }: Rules,
  notAfter: number,
): number => {
  const { lastAt } = orders;
  if (lastAt === undefined) return never;
  const soonest = wholeDayFrom(lastAt, lastAt, minDays);
  if (soonest > notAfter) return soonest;
  const assumed = wholeDayFrom(lastAt, lastAt + assumedDays * dayMs, minDays);
  if (learned.customers === undefined) return assumed;
  const at = sinksTo(learned.customers, orders, probability, { below: true });
  // A model may never take somebody for gone: in BG models nobody leaves after one order.
  return at === never ? assumed : wholeDayFrom(lastAt, Math.max(lastAt, at), minDays);
};
