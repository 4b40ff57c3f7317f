import { dayMs } from "./limits.ts";
import type { OrderFigures } from "./profile.ts";
import { aliveProbability } from "./value/dropout-forecast.ts";
import type { DropoutModel } from "./value/dropout-model.ts";
import { historyOf } from "./value/history.ts";

/** The probability that somebody is still a customer; undefined before the first order and while nothing was learned. */
export const aliveAt = (model: DropoutModel | undefined, orders: OrderFigures, at: number): number | undefined => {
  const history = model && historyOf(inOrder(orders), at);
  return model && history && aliveProbability(model, history);
};

/** A first order that is told later than the last is none. */
const inOrder = (orders: OrderFigures): OrderFigures =>
  orders.firstAt === undefined || orders.lastAt === undefined || orders.firstAt <= orders.lastAt
    ? orders
    : { ...orders, firstAt: orders.lastAt };

/**
 * In silence the probability only falls. This is the first instant at which it is at most (or, when `below`, less than) some
 * number, epoch milliseconds: minus infinity when it was from the last order on, infinity when it is not within a century.
 *
 * Whoever asks whether it is low asks whether this instant has passed, so that what holds and what is planned never differ, not by a
 * millisecond and not by a rounding. It does not depend on now, so it is found once for a profile and a model.
 */
export const sinksTo = (
  model: DropoutModel,
  orders: OrderFigures,
  probability: number,
  { below }: { readonly below: boolean },
): number => {
  const found = foundFor(orders, model);
  const key = below ? -1 - probability : probability;
  const known = found.get(key);
  if (known !== undefined) return known;
  const at = search(model, orders, (alive) => (below ? alive < probability : alive <= probability));
  found.set(key, at);
  return at;
};

interface Found {
  readonly model: DropoutModel;
  readonly instants: Map<number, number>;
}

/** Goes with the profile's orders: a decision asks several times, and the next profile brings orders of its own. */
const memory = new WeakMap<OrderFigures, Found>();

const foundFor = (orders: OrderFigures, model: DropoutModel): Map<number, number> => {
  const known = memory.get(orders);
  if (known?.model === model) return known.instants;
  const instants = new Map<number, number>();
  memory.set(orders, { model, instants });
  return instants;
};

const centuryMs = 36_525 * dayMs;

/** Halves a century until a millisecond is left: some forty questions. */
const search = (model: DropoutModel, orders: OrderFigures, isLow: (alive: number) => boolean): number => {
  const lowAt = (at: number): boolean => {
    const alive = aliveAt(model, orders, at);
    return alive !== undefined && isLow(alive);
  };
  let high = (orders.lastAt ?? 0) + centuryMs;
  let low = orders.lastAt ?? 0;
  if (lowAt(low)) return Number.NEGATIVE_INFINITY;
  if (!lowAt(high)) return Number.POSITIVE_INFINITY;
  while (high - low > 1) {
    const middle = low + Math.floor((high - low) / 2);
    if (lowAt(middle)) high = middle;
    else low = middle;
  }
  return high;
};
