import { freshWindow, type ShopWindow } from "../domain/shop-window.ts";

/**
 * The window of the shop's hold-out inside a customer's item. Its length goes with the drawing, its goal with the orders. One
 * that is over is its drawing alone. Elements may be added at the end; their order is a contract.
 */
export type ShopWindowItem =
  | readonly [drawing: string]
  | readonly [
      drawing: string,
      at: number,
      spentCents: number,
      /** 1 for a held-out customer. */
      heldOut: 0 | 1,
      orders?: number,
      revenueCents?: number,
    ];

export const shopWindowItemOf = ({ drawing, window }: ShopWindow): ShopWindowItem => {
  if (window === undefined) return [drawing];
  const { at, spentCents, heldOut, orders, revenueCents } = window;
  const begun = [drawing, at, spentCents, heldOut ? 1 : 0] as const;
  return orders === 0 && revenueCents === 0 ? begun : [...begun, orders, revenueCents];
};

export const shopWindowOf = (item: ShopWindowItem): ShopWindow => {
  const [drawing, at, spentCents = 0, heldOut, orders = 0, revenueCents = 0] = item;
  if (at === undefined) return { drawing };
  const fresh = freshWindow({ at, spentCents, heldOut: heldOut === 1 });
  return { drawing, window: { ...fresh, orders, revenueCents, converted: orders > 0 } };
};
