import { dayMs } from "../limits.ts";
import type { SampledCustomer } from "./sampled-customer.ts";
import { shopFiguresOf } from "./sampled-gaps.ts";
import { type Estimate, jackknife } from "./sampling.ts";

export const figureNames = ["ordersPerBuyer", "repeatShare", "orderValue", "revenuePerBuyer", "gapDays"] as const;
export type FigureName = (typeof figureNames)[number];

/** The plain figures of the customers who ever ordered. */
export const sampleFigures = (buyers: readonly SampledCustomer[]): Readonly<Record<FigureName, Estimate>> =>
  named(figureNames, jackknife(withIds(buyers), figuresOf));

export const withIds = (customers: readonly SampledCustomer[]): readonly (SampledCustomer & { customerId: string })[] =>
  customers.map((customer) => ({ ...customer, customerId: customer.profile.customerId }));

export const named = <Name extends string>(
  names: readonly Name[],
  estimates: readonly Estimate[],
): Readonly<Record<Name, Estimate>> =>
  Object.fromEntries(names.map((name, index) => [name, estimates[index]])) as Record<Name, Estimate>;

/** In the order of `figureNames`. */
const figuresOf = (buyers: readonly SampledCustomer[]): readonly number[] => {
  let [repeaters, orders, revenue] = [0, 0, 0];
  for (const { profile } of buyers) {
    repeaters += profile.orders.count > 1 ? 1 : 0;
    orders += profile.orders.count;
    revenue += profile.orders.revenue;
  }
  const { gapCount, gapMsTotal } = shopFiguresOf(buyers);
  return [
    ratio(orders, buyers.length),
    ratio(repeaters, buyers.length),
    ratio(revenue, orders),
    ratio(revenue, buyers.length),
    ratio(gapMsTotal / dayMs, gapCount),
  ];
};

const ratio = (sum: number, count: number): number => (count === 0 ? 0 : sum / count);
