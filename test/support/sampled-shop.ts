// Customers as the learn job samples them: written by hand, or drawn with a seed.
import type { OrderLine } from "../../lambdas/domain/event.ts";
import { emptyProfile, type Profile } from "../../lambdas/domain/profile.ts";
import type { SampledCustomer, SampledOrder } from "../../lambdas/domain/value/sampled-customer.ts";

export const dayMs = 86_400_000;
export const now = Date.parse("2026-03-02T10:00:00Z");

export interface OrderSketch {
  readonly daysAgo: number;
  readonly amount?: number;
  readonly discounted?: boolean;
  /** Product ids, one piece each. */
  readonly products?: readonly string[];
}

const linesOf = ({ products = [], amount = 25 }: OrderSketch): readonly OrderLine[] =>
  products.map((productId) => ({ productId, quantity: 1, unitPrice: amount / products.length }));

/** A customer with these orders; the profile's figures come to the same. */
export const sampled = (
  customerId: string,
  sketches: readonly OrderSketch[],
  change: Partial<Profile> = {},
): SampledCustomer => {
  const orders: readonly SampledOrder[] = sketches
    .map((sketch, index) => ({
      orderId: `${customerId}-${index}`,
      at: now - sketch.daysAgo * dayMs,
      amount: sketch.amount ?? 25,
      discounted: sketch.discounted ?? false,
      lines: linesOf(sketch),
    }))
    .sort((a, b) => a.at - b.at);
  const [first, last] = [orders[0], orders.at(-1)];
  const discounted = orders.filter((order) => order.discounted).length;
  return {
    profile: {
      ...emptyProfile(customerId),
      orders: {
        count: orders.length,
        revenue: Math.round(orders.reduce((sum, { amount }) => sum + amount, 0) * 100) / 100,
        ...(discounted > 0 && { discounted }),
        ...(first && { firstAt: first.at }),
        ...(last && { lastAt: last.at, lastOrderId: last.orderId }),
        recent: [],
      },
      ...change,
    },
    orders,
  };
};

/** A standard normal number. */
export const normalBy = (draw: () => number): number =>
  Math.sqrt(-2 * Math.log(1 - draw())) * Math.cos(2 * Math.PI * draw());

export const shuffled = <One>(values: readonly One[], draw: () => number): readonly One[] =>
  values
    .map((value) => ({ value, place: draw() }))
    .sort((a, b) => a.place - b.place)
    .map(({ value }) => value);
