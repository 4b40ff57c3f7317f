// Would the model have been right? It is fitted to what was known some time ago, and its forecast is held against what came.
import { dayMs } from "../limits.ts";
import type { OrderFigures } from "../profile.ts";
import { expectedOrders } from "./dropout-forecast.ts";
import { historyOf } from "./history.ts";
import { ordersUntil } from "./orders-until.ts";
import type { SampledCustomer } from "./sampled-customer.ts";
import { modelsOf } from "./shop-models.ts";

export interface LookBack {
  /** So long ago the model is fitted to what was known then. */
  readonly days: number;
  /** Of the sample, who had ordered by then. */
  readonly customers: number;
  /** Orders that the model expected of them until now. */
  readonly forecast: number;
  /** Orders if everybody had gone on as before. */
  readonly sameRate: number;
  /** Orders that came. */
  readonly actual: number;
}

/** How far back, in days. */
const spans = [30, 90] as const;

interface Then {
  readonly orders: OrderFigures;
  /** Orders since. */
  readonly actual: number;
}

/** Spans in which nobody was a customer yet are left out. */
export const lookBacks = (buyers: readonly SampledCustomer[], now: number): readonly LookBack[] =>
  spans.flatMap((days) => lookBack(buyers, now - days * dayMs, days) ?? []);

const lookBack = (buyers: readonly SampledCustomer[], at: number, days: number): LookBack | undefined => {
  const then = buyers.flatMap((customer) => knownThen(customer, at) ?? []);
  if (then.length === 0) return undefined;
  const { customers: model } = modelsOf(
    then.map(({ orders }) => orders),
    at,
  );
  const histories = then.flatMap(({ orders }) => historyOf(orders, at) ?? []);
  const weeks = days / 7;
  return {
    days,
    customers: then.length,
    forecast: histories.reduce((sum, history) => sum + expectedOrders(model, history, weeks), 0),
    // At least a week: who ordered yesterday did not show a rate of seven orders a week.
    sameRate: histories.reduce((sum, { repeats, age }) => sum + (repeats / Math.max(1, age)) * weeks, 0),
    actual: then.reduce((sum, { actual }) => sum + actual, 0),
  };
};

const knownThen = (customer: SampledCustomer, at: number): Then | undefined => {
  const orders = ordersUntil(customer, at);
  if (orders.count === 0) return undefined;
  return { orders, actual: customer.profile.orders.count - orders.count };
};
