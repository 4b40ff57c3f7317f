import { yearsExplained } from "./arrival-years.ts";
import type { CustomerEvent, OrderLine } from "./event.ts";
import { categoriesIn } from "./fold-behaviour.ts";
import { boughtIn } from "./fold-product.ts";
import { categoriesKept, productsKept } from "./limits.ts";
import type { CategoryFigures, OrderFigures, ProductFigures } from "./profile.ts";

/*
 * What the order of arrival may change in the figures of a customer's orders. Nothing, as long as no order is reported
 * twice and none is cancelled, because then everything is a sum, a count, a minimum or the top of a sorted list. A repeat
 * is recognised only among the few orders that are remembered, and a cancellation only takes out an order that is there
 * already: for these customers the figures have bounds instead of values.
 */
export type Placed = Extract<CustomerEvent, { kind: "order-placed" }>;
export type Cancelled = Extract<CustomerEvent, { kind: "order-cancelled" }>;

export interface Told {
  readonly placed: readonly Placed[];
  readonly cancelled: readonly Cancelled[];
  /** The events of each order, by its id. */
  readonly byId: ReadonlyMap<string, readonly Placed[]>;
}

export const toldBy = (events: readonly CustomerEvent[]): Told => {
  const placed = events.filter((event): event is Placed => event.kind === "order-placed");
  const byId = new Map<string, Placed[]>();
  for (const order of placed) byId.set(order.orderId, [...(byId.get(order.orderId) ?? []), order]);
  return { placed, cancelled: events.filter((event): event is Cancelled => event.kind === "order-cancelled"), byId };
};

export const hasOneOrder = ({ placed, cancelled, byId }: Told): boolean =>
  cancelled.length === 0 && byId.size === placed.length;

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

const isWithin = (value: unknown, low: number, high: number): boolean =>
  typeof value === "number" && value >= low && value <= high;

export const ordersExplained = (
  name: keyof OrderFigures,
  stored: OrderFigures,
  recomputed: unknown,
  events: readonly CustomerEvent[],
): boolean => {
  const told = toldBy(events);
  if (name === "byYear") return yearsExplained(stored.byYear, recomputed, told, roundingSlack(told));
  if (name === "revenue") return revenueExplained(stored.revenue, recomputed, told);
  return !hasOneOrder(told) && isReachable(name, stored, told);
};

const isReachable = (name: keyof OrderFigures, stored: OrderFigures, told: Told): boolean => {
  const isPlaced = (orderId: string | undefined, at: number | undefined): boolean =>
    told.placed.some((order) => order.orderId === orderId && order.occurredAt === at);
  switch (name) {
    case "count": {
      const known = told.cancelled.filter(({ orderId }) => told.byId.has(orderId)).length;
      return isWithin(stored.count, Math.max(0, told.byId.size - known), told.placed.length);
    }
    case "firstAt":
      return stored.count === 0 || told.placed.some(({ occurredAt }) => occurredAt === stored.firstAt);
    case "lastAt":
    case "lastOrderId":
      return stored.count === 0 || isPlaced(stored.lastOrderId, stored.lastAt);
    case "recent":
      return stored.recent.every(({ orderId, at }) => isPlaced(orderId, at));
    case "discounted":
      return isWithin(stored.discounted ?? 0, 0, told.placed.length);
    case "revenue":
    case "byYear":
      return false;
  }
};

/** Each order counts once at least; of several events of one order any may have been taken for a repeat. */
const revenueExplained = (stored: number, recomputed: unknown, told: Told): boolean => {
  const slack = roundingSlack(told);
  if (hasOneOrder(told))
    return typeof recomputed === "number" && isWithin(stored, recomputed - slack, recomputed + slack);
  const orders = [...told.byId.values()].map((order) => order.map(({ amount }) => amount));
  const refunds = sum(told.cancelled.map(({ amount }) => amount));
  const low = sum(orders.map((amounts) => least(amounts))) - refunds;
  const high = sum(orders.map((amounts) => -least(amounts.map((amount) => -amount)))) - refunds;
  return isWithin(stored, low - slack, high + slack);
};

/** The least sum of one or more of these. */
export const least = (amounts: readonly number[]): number => {
  const negative = amounts.filter((amount) => amount < 0);
  return negative.length > 0 ? sum(negative) : Math.min(...amounts);
};

/** Every step of a sum is rounded to cents, and fractions of a cent round otherwise in another order. */
const roundingSlack = ({ placed, cancelled }: Told): number => {
  const amounts = [...placed, ...cancelled].map(({ amount }) => amount * 100);
  const isExact = amounts.every((cents) => Math.abs(cents - Math.round(cents)) < 1e-4);
  return isExact ? 0.005 : 0.01 * amounts.length;
};

/** With more products than are remembered, which of them are, and since when, is a matter of who came when. */
export const productsExplained = (stored: readonly ProductFigures[], events: readonly CustomerEvent[]): boolean =>
  goodsExplained(
    stored.map(({ productId, lastAt, count }) => ({ id: productId, lastAt, count })),
    events,
    { kept: productsKept, idsOf: (lines) => new Set(lines.map(({ productId }) => productId)) },
  ) && stored.every((product) => latestExplained(product, events));

/** What is said of the latest order with it was said by one order of that instant, and the first is one that had it. */
const latestExplained = (
  { productId, lastAt, firstAt, pieces = 1, category }: ProductFigures,
  events: readonly CustomerEvent[],
): boolean => {
  const orders = toldBy(events).placed.flatMap(({ lines, occurredAt }) => boughtIn(lines, occurredAt));
  const own = orders.filter((order) => order.productId === productId);
  return (
    (firstAt === undefined || own.some((order) => order.lastAt === firstAt)) &&
    own.some((order) => order.lastAt === lastAt && (order.pieces ?? 1) === pieces && order.category === category)
  );
};

/** A profile from before these were remembered lacks them: what it does not say is not held against it. */
export const asFarAsStored = (
  stored: readonly ProductFigures[],
  recomputed: readonly ProductFigures[],
): readonly ProductFigures[] =>
  recomputed.map(({ firstAt, pieces, category, ...product }, index) => {
    const known = stored[index];
    if (known?.productId !== product.productId) return { ...product, firstAt, pieces, category };
    return {
      ...product,
      ...(known.firstAt !== undefined && { firstAt }),
      ...(known.pieces !== undefined && { pieces }),
      ...(known.category !== undefined && { category }),
    };
  }) as readonly ProductFigures[];

export const categoriesExplained = (stored: readonly CategoryFigures[], events: readonly CustomerEvent[]): boolean =>
  goodsExplained(
    stored.map(({ category, ...rest }) => ({ id: category, ...rest })),
    events,
    { kept: categoriesKept, idsOf: categoriesIn },
  );

interface Goods {
  readonly id: string;
  readonly lastAt: number;
  readonly count: number;
}

interface GoodsMemory {
  readonly kept: number;
  idsOf(lines: readonly OrderLine[]): ReadonlySet<string>;
}

const goodsExplained = (stored: readonly Goods[], events: readonly CustomerEvent[], memory: GoodsMemory): boolean => {
  const told = toldBy(events);
  const bought = new Map<string, readonly number[]>();
  for (const { lines, occurredAt } of told.placed) {
    for (const id of memory.idsOf(lines)) bought.set(id, [...(bought.get(id) ?? []), occurredAt]);
  }
  if (hasOneOrder(told) && (bought.size <= memory.kept || stored.length < memory.kept)) return false;
  return stored.every(({ id, lastAt, count }) => {
    const instants = bought.get(id) ?? [];
    return instants.includes(lastAt) && isWithin(count, 1, instants.length);
  });
};
