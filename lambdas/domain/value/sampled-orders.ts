import type { CustomerEvent } from "../event.ts";
import { isDiscounted } from "../fold-order.ts";
import type { SampledOrder } from "./sampled-customer.ts";

/**
 * The orders that a customer's events tell of, oldest first. An order that is told of twice is the one that was told of first,
 * as the fold has it; one that was cancelled is none.
 */
export const ordersIn = (events: readonly CustomerEvent[]): readonly SampledOrder[] => {
  const cancelled = new Set(events.flatMap((event) => (event.kind === "order-cancelled" ? [event.orderId] : [])));
  const orders = new Map<string, SampledOrder>();
  for (const event of events.toSorted((a, b) => a.occurredAt - b.occurredAt)) {
    if (event.kind !== "order-placed" || cancelled.has(event.orderId) || orders.has(event.orderId)) continue;
    const { orderId, occurredAt: at, amount, lines } = event;
    orders.set(orderId, { orderId, at, amount, discounted: isDiscounted(event), lines });
  }
  return [...orders.values()];
};
