import type { OrderFigures } from "../profile.ts";
import type { SampledCustomer } from "./sampled-customer.ts";

/**
 * The order figures as they were at an earlier instant: those of the profile, less what was ordered since. Of somebody with very many
 * orders only the latest were read, so that what came before them is taken from the profile as well.
 */
export const ordersUntil = ({ profile, orders }: SampledCustomer, at: number): OrderFigures => {
  const { count, revenue, firstAt } = profile.orders;
  const since = orders.filter((order) => order.at > at);
  const left = count - since.length;
  const last = orders.findLast((order) => order.at <= at)?.at ?? firstAt;
  if (left <= 0 || firstAt === undefined || last === undefined || last > at)
    return { count: 0, revenue: 0, recent: [] };
  const spent = since.reduce((sum, { amount }) => sum + amount, 0);
  return { count: left, revenue: Math.round((revenue - spent) * 100) / 100, firstAt, lastAt: last, recent: [] };
};
