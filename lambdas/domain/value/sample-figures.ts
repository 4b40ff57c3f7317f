import { dayMs } from "../limits.ts";
import { jackknife, type SampleEstimate } from "./jackknife.ts";
import type { Sample, SampledCustomer } from "./sampled-customer.ts";
import { shopFiguresOf } from "./sampled-gaps.ts";

export type FigureName = "ordersPerBuyer" | "repeatShare" | "orderValue" | "revenuePerBuyer" | "gapDays";

/** Groups that are left out in turn where an estimate is a few sums. */
export const groupsOfSums = 40;

/** The plain figures of the shop's customers, each with its error. */
export const sampleFigures = ({ customers, of }: Sample): Readonly<Record<FigureName, SampleEstimate>> =>
  jackknife({ sample: customers, of, groups: groupsOfSums, estimate: figuresOf });

const figuresOf = (customers: readonly SampledCustomer[]): Readonly<Record<FigureName, number>> => {
  let [buyers, repeaters, orders, revenue] = [0, 0, 0, 0];
  for (const { profile } of customers) {
    if (profile.orders.count === 0) continue;
    buyers += 1;
    repeaters += profile.orders.count > 1 ? 1 : 0;
    orders += profile.orders.count;
    revenue += profile.orders.revenue;
  }
  const { gapCount, gapMsTotal } = shopFiguresOf(customers);
  return {
    ordersPerBuyer: ratio(orders, buyers),
    repeatShare: ratio(repeaters, buyers),
    orderValue: ratio(revenue, orders),
    revenuePerBuyer: ratio(revenue, buyers),
    gapDays: ratio(gapMsTotal / dayMs, gapCount),
  };
};

const ratio = (sum: number, count: number): number => (count === 0 ? 0 : sum / count);
