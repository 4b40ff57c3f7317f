import type { OrderLine } from "./event.ts";
import { categoriesIn } from "./fold-behaviour.ts";
import type { ProductFigures } from "./profile.ts";

/** What one order says of its products, each once: pieces of several lines add up. */
export const boughtIn = (lines: readonly OrderLine[], at: number): readonly ProductFigures[] => {
  const bought = new Map<string, OrderLine[]>();
  for (const line of lines) bought.set(line.productId, [...(bought.get(line.productId) ?? []), line]);
  return [...bought].map(([productId, own]) => ({ productId, lastAt: at, count: 1, ...latestOf(own) }));
};

type Latest = Pick<ProductFigures, "pieces" | "category">;

const latestOf = (lines: readonly OrderLine[]): Latest => {
  const pieces = lines.reduce((sum, { quantity }) => sum + Math.max(0, quantity), 0);
  const category = [...categoriesIn(lines)].sort().at(-1);
  // Less than a piece was taken back or given along, and says nothing of how long one lasts.
  return { ...(pieces > 1 && { pieces }), ...(category !== undefined && { category }) };
};

/** Together with the figures of an order; the same in any order of arrival. */
export const boughtAgain = (known: ProductFigures | undefined, order: ProductFigures): ProductFigures => {
  if (known === undefined) return order;
  const { productId } = order;
  const { pieces, category, lastAt } = later(known, order);
  const firstAt = firstOf(known, order);
  return {
    productId,
    lastAt,
    count: known.count + order.count,
    ...(firstAt !== undefined && { firstAt }),
    ...(pieces !== undefined && { pieces }),
    ...(category !== undefined && { category }),
  };
};

/** Of a profile from before firsts were remembered nobody knows the first of several, and will not. */
const firstOf = (known: ProductFigures, order: ProductFigures): number | undefined => {
  const before = known.count === 1 ? known.lastAt : known.firstAt;
  return before === undefined ? undefined : Math.min(before, order.lastAt);
};

/** Of two orders at one instant the one with more pieces counts, then the later category by name. */
const later = (a: ProductFigures, b: ProductFigures): ProductFigures => {
  const { pieces: mine = 1, category: own = "" } = a;
  const { pieces: theirs = 1, category: other = "" } = b;
  const isLater = a.lastAt - b.lastAt || mine - theirs || (own < other ? -1 : 1);
  return isLater < 0 ? b : a;
};
