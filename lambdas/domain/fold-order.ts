import type { CustomerEvent, OrderLine } from "./event.ts";
import { categoriesIn, withCategories } from "./fold-behaviour.ts";
import { boughtAgain, boughtIn } from "./fold-product.ts";
import { productsKept, recentOrdersKept } from "./limits.ts";
import { addMoney } from "./money.ts";
import type { OrderFigures, ProductFigures, Profile, RecentOrder } from "./profile.ts";
import { profileWith } from "./profile-with.ts";

type OrderEvent = Extract<CustomerEvent, { kind: "order-placed" }>;
type CancelledEvent = Extract<CustomerEvent, { kind: "order-cancelled" }>;

/** An order among the recent ones is a repeat and changes nothing. */
export const foldOrder = (profile: Profile, event: OrderEvent): Profile => {
  const { orders } = profile;
  if (orders.recent.some((order) => order.orderId === event.orderId)) return profile;
  return profileWith(profile, {
    orders: addOrder(orders, event),
    products: addProducts(profile.products, event.lines, event.occurredAt),
    ...categoriesWith(profile, event),
  });
};

const categoriesWith = (
  { categories = [] }: Profile,
  { lines, occurredAt }: OrderEvent,
): Pick<Profile, "categories"> => {
  const bought = categoriesIn(lines);
  return bought.size === 0 ? {} : { categories: withCategories(categories, bought, occurredAt) };
};

export const isDiscounted = ({ coupons = [], discount = 0 }: OrderEvent): boolean => coupons.length > 0 || discount > 0;

const addOrder = (orders: OrderFigures, event: OrderEvent): OrderFigures => {
  const { orderId, amount, occurredAt } = event;
  const recent = withNewest(orders.recent, { orderId, at: occurredAt });
  const discounted = isDiscounted(event) ? (orders.discounted ?? 0) + 1 : orders.discounted;
  const added: OrderFigures = {
    count: orders.count + 1,
    revenue: addMoney(orders.revenue, amount),
    firstAt: Math.min(orders.firstAt ?? occurredAt, occurredAt),
    lastAt: recent[0]?.at ?? occurredAt,
    lastOrderId: recent[0]?.orderId ?? orderId,
    recent,
  };
  return discounted === undefined ? added : { ...added, discounted };
};

/**
 * A cancellation that names a recent order takes the whole order out. One that does not (a credit note with its own
 * number, an order too old to be remembered) takes only the money back.
 */
export const foldCancelledOrder = (profile: Profile, { orderId, amount }: CancelledEvent): Profile => {
  const { orders } = profile;
  const revenue = addMoney(orders.revenue, -amount);
  const recent = orders.recent.filter((order) => order.orderId !== orderId);
  if (recent.length === orders.recent.length) return profileWith(profile, { orders: { ...orders, revenue } });
  const count = orders.count - 1;
  if (count === 0) return profileWith(profile, { orders: { count, revenue, recent } });
  return profileWith(profile, { orders: withLatest({ ...orders, count, revenue, recent }) });
};

const withLatest = (orders: OrderFigures): OrderFigures => {
  const latest = orders.recent[0];
  return latest === undefined ? orders : { ...orders, lastAt: latest.at, lastOrderId: latest.orderId };
};

/** Newest first. Ties are broken by id, so that the order of arrival does not matter. */
const withNewest = (recent: readonly RecentOrder[], order: RecentOrder): readonly RecentOrder[] => {
  let place = 0;
  for (const { at, orderId } of recent) if (at > order.at || (at === order.at && orderId > order.orderId)) place += 1;
  return [...recent.slice(0, place), order, ...recent.slice(place)].slice(0, recentOrdersKept);
};

const addProducts = (
  products: readonly ProductFigures[],
  lines: readonly OrderLine[],
  at: number,
): readonly ProductFigures[] => {
  const bought = boughtIn(lines, at);
  if (bought.length === 0) return products;
  const known = new Map(products.map((product) => [product.productId, product]));
  for (const product of bought) known.set(product.productId, boughtAgain(known.get(product.productId), product));
  return [...known.values()]
    .sort((a, b) => b.lastAt - a.lastAt || b.count - a.count || (a.productId < b.productId ? -1 : 1))
    .slice(0, productsKept);
};
