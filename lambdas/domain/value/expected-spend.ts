import type { OrderFigures } from "../profile.ts";
import { orderChances } from "./dropout-forecast.ts";
import { spendBelief } from "./gamma-gamma.ts";
import { historyOf } from "./history.ts";
import type { ShopModels } from "./shop-models.ts";

const yearWeeks = 365 / 7;

/**
 * What a customer is expected to spend in the next twelve months, in the shop's currency: the expected value of `forecastCustomer`
 * without its interval, for many customers at once. Nothing for somebody who never ordered, or while spend is unknown.
 */
export const expectedSpend = (
  { customers, spend }: Pick<ShopModels, "customers" | "spend">,
  orders: OrderFigures,
  at: number,
): number | undefined => {
  const history = historyOf(orders, at);
  if (history === undefined || spend === undefined) return undefined;
  const expected = orderChances(customers, history, yearWeeks).reduce((sum, chance) => sum + chance, 0);
  const belief = spendBelief(spend.parameters, { orders: orders.count, mean: orders.revenue / orders.count });
  return (expected * spend.parameters.p * belief.rate) / (belief.shape - 1);
};
