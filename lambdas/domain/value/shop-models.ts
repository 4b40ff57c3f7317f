import type { OrderFigures } from "../profile.ts";
import { type DropoutFit, fitCustomerBase } from "./customer-base.ts";
import { collapse, historyOf } from "./history.ts";
import { fitSpend, type SpendFit } from "./spend-fit.ts";

/** What a shop's customers do, as far as a sample of them shows it. */
export interface ShopModels {
  readonly customers: DropoutFit;
  readonly spend?: SpendFit;
  /** Of the sample, those who ever ordered. */
  readonly sampled: number;
}

/** From the order figures of a sample of customers, at an instant (epoch milliseconds). Of nobody: what other shops are like. */
export const modelsOf = (sample: readonly OrderFigures[], at: number): ShopModels => {
  const histories = sample.flatMap((orders) => historyOf(orders, at) ?? []);
  const spent = sample.map(({ count, revenue }) => ({ orders: count, mean: count > 0 ? revenue / count : 0 }));
  const spend = fitSpend(
    spent.filter(({ orders }) => orders > 1),
    undefined,
  );
  return {
    customers: fitCustomerBase(collapse(histories)).chosen,
    ...(spend && { spend }),
    sampled: histories.length,
  };
};
