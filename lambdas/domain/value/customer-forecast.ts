import type { OrderFigures } from "../profile.ts";
import type { DropoutFit } from "./customer-base.ts";
import { type ValueForecast, valueWithin } from "./customer-value.ts";
import { aliveProbability, nextOrderQuantile, orderChances } from "./dropout-forecast.ts";
import { historyOf, weekMs } from "./history.ts";
import type { Basis } from "./model-fit.ts";
import type { SpendFit } from "./spend-fit.ts";

/** What a shop's models say of a customer at an instant. */
export interface CustomerForecast {
  readonly model: string;
  readonly basis: Basis;
  /** Why the basis is what it is. */
  readonly reason: string;
  /** The probability that the customer has not dropped out. */
  readonly alive: number;
  /** The chance of at least one order, and the orders to expect, within `horizonMs`. */
  readonly ordersWithin: { readonly horizonMs: number; readonly chance: number; readonly expected: number };
  /** Epoch milliseconds, given that the customer is alive; a bound beyond a thousand years is absent. */
  readonly nextOrder: { readonly early?: number; readonly median?: number; readonly late?: number };
  /** Within twelve months; absent while nothing is known of the shop's spend. */
  readonly yearValue?: ValueForecast;
}

const yearWeeks = 365 / 7;
/** One next order in ten comes before the early date, one in ten after the late one. */
const tails = 0.1;

/** Nothing for somebody who never ordered. */
export const forecastCustomer = (
  { customers: model, spend }: { readonly customers: DropoutFit; readonly spend?: SpendFit | undefined },
  orders: OrderFigures,
  { at, horizonMs }: { readonly at: number; readonly horizonMs: number },
): CustomerForecast | undefined => {
  const history = historyOf(orders, at);
  if (history === undefined) return undefined;
  const dated = (probability: number): number | undefined => {
    const weeks = nextOrderQuantile(model, history, probability);
    return Number.isFinite(weeks) ? Math.round(at + weeks * weekMs) : undefined;
  };
  const chances = orderChances(model, history, horizonMs / weekMs);
  return {
    model: model.name,
    basis: model.basis,
    reason: model.reason,
    alive: aliveProbability(model, history),
    ordersWithin: { horizonMs, chance: chances[0] ?? 0, expected: chances.reduce((sum, chance) => sum + chance, 0) },
    nextOrder: present({ early: dated(tails), median: dated(0.5), late: dated(1 - tails) }),
    ...(spend && {
      yearValue: valueWithin(orderChances(model, history, yearWeeks), spend.parameters, {
        orders: orders.count,
        mean: orders.revenue / orders.count,
      }),
    }),
  };
};

const present = <Key extends string>(record: Readonly<Record<Key, number | undefined>>): Partial<Record<Key, number>> =>
  Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as Partial<Record<Key, number>>;
