import type { CustomerEvent, OrderLine } from "../../lambdas/domain/event.ts";
import { dayMs } from "../../lambdas/domain/limits.ts";
import { emptyProfile } from "../../lambdas/domain/profile.ts";
import type { DropoutModel } from "../../lambdas/domain/value/dropout-model.ts";
import type { SampledCustomer, SampledOrder } from "../../lambdas/domain/value/sampled-customer.ts";
import type { Runtime } from "../../lambdas/shared/runtime.ts";
import { createEventStore } from "../../lambdas/store/event-store.ts";
import { storeCustomers } from "../../lib/bench/due-customers.ts";
import { type Draws, drawOrders, seededDraws } from "./generated-shop.ts";

/** Steady buyers, most of whom leave after some orders. */
export const steadyModel: DropoutModel = {
  dropsAtFirst: true,
  regularity: 2,
  parameters: { r: 1.2, alpha: 2.5, a: 0.8, b: 2.5 },
};

export interface SampledShop {
  readonly seed: number;
  readonly customers: number;
  /** The end of the history, epoch milliseconds. */
  readonly now: number;
  readonly model?: DropoutModel;
}

const weekMs = 7 * dayMs;
/** Two years, the first customer at its beginning and the last at its end. */
const weeks = 104;
const products = 40;

const lineOf = (index: number, draws: Draws): OrderLine => ({
  productId: `sku-${index}`,
  category: `kind-${index % 5}`,
  quantity: draws.uniform() < 0.2 ? 2 : 1,
  unitPrice: 5 + index,
});

/** Everybody has a product of their own choice, some buy another one with it; one in ten never ordered. */
const customerOf = (number: number, draws: Draws, { now, model = steadyModel }: SampledShop): SampledCustomer => {
  const customerId = `customer-${String(number).padStart(6, "0")}`;
  const since = Math.floor(draws.uniform() * weeks * weekMs);
  if (draws.uniform() < 0.1) return { profile: emptyProfile(customerId), orders: [] };
  const favourite = Math.floor(draws.uniform() ** 2 * products);
  const spend = draws.gamma(4, 4);
  const orders: readonly SampledOrder[] = drawOrders(model, since / weekMs, draws).map((week, index) => {
    const other = draws.uniform() < 0.3 ? [lineOf(Math.floor(draws.uniform() * products), draws)] : [];
    const lines = [lineOf(favourite, draws), ...other];
    const amount =
      Math.round(lines.reduce((sum, { quantity, unitPrice }) => sum + quantity * unitPrice, 0) * spend * 100) / 100;
    const at = Math.floor(now - since + week * weekMs);
    return { orderId: `${customerId}-${index}`, at, amount, discounted: false, lines };
  });
  return { profile: { ...emptyProfile(customerId), version: 1, orders: figuresOf(orders) }, orders };
};

const figuresOf = (orders: readonly SampledOrder[]) => {
  const last = orders.at(-1);
  return {
    count: orders.length,
    revenue: Math.round(orders.reduce((sum, { amount }) => sum + amount, 0) * 100) / 100,
    ...(orders[0] && { firstAt: orders[0].at }),
    ...(last && { lastAt: last.at, lastOrderId: last.orderId }),
    recent: orders
      .slice(-5)
      .toReversed()
      .map(({ orderId, at }) => ({ orderId, at })),
  };
};

/** Customers whose ways are known, because they were made up. */
export const sampledShop = (shop: SampledShop): readonly SampledCustomer[] => {
  const draws = seededDraws(shop.seed);
  return Array.from({ length: shop.customers }, (_, number) => customerOf(number, draws, shop));
};

export const eventsOf = ({ profile, orders }: SampledCustomer): readonly CustomerEvent[] =>
  orders.map(({ orderId, at, amount, lines }) => ({
    ...{ kind: "order-placed", customerId: profile.customerId, eventId: orderId, orderId },
    ...{ occurredAt: at, receivedAt: at, amount, lines },
  }));

/** Puts them into the tables as if they had come in by the front door. */
export const storeShop = async (runtime: Runtime, customers: readonly SampledCustomer[]): Promise<void> => {
  await storeCustomers(
    runtime,
    customers.map(({ profile }) => profile),
  );
  await createEventStore(runtime).append(customers.flatMap(eventsOf));
};
