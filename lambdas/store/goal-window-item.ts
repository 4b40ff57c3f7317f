import type { GoalWindow, Touch } from "../domain/goal-window.ts";

/**
 * A goal window inside a customer's item. Nearly all have seen one message and no order, so that is the short form: what is
 * zero at the end is left out. Elements may be added at the end of a list; their order is a contract.
 */
export type GoalWindowItem = readonly [
  at: number,
  days: number,
  spentCents: number,
  /** 1 for a held-out customer. */
  heldOut: 0 | 1,
  /** One that nothing has followed stands for itself, without a list. */
  touches: number | readonly TouchItem[],
  orders?: number,
  revenueCents?: number,
  converted?: 0 | 1,
  variant?: string,
];

/** Milliseconds after the window began, mostly 0; a list when there is more to say. */
type TouchItem = number | readonly [after: number, ...figures: number[]];

export const goalWindowItemOf = (window: GoalWindow): GoalWindowItem => {
  const { at, days, spentCents, touches, orders, revenueCents, converted, variant } = window;
  const items = touches.map((one) => touchItemOf(one, at));
  const [only, ...others] = items;
  const touched = typeof only === "number" && others.length === 0 ? only : items;
  const begun = [at, days, spentCents, window.heldOut ? 1 : 0, touched] as const;
  const came = [orders, revenueCents, converted ? 1 : 0] as const;
  if (variant !== undefined) return [...begun, ...came, variant];
  return came.every((figure) => figure === 0) ? begun : [...begun, ...came];
};

export const goalWindowOf = (item: GoalWindowItem): GoalWindow => {
  const [at, days, spentCents, heldOut, touched, orders = 0, revenueCents = 0, converted = 0, variant] = item;
  const touches = typeof touched === "number" ? [touched] : touched;
  return {
    ...{ at, days, spentCents, heldOut: heldOut === 1, ...(variant !== undefined && { variant }) },
    ...{ touches: touches.map((one) => touchOf(one, at)), orders, revenueCents, converted: converted === 1 },
  };
};

const touchItemOf = ({ at, reservedAt = at, ...sums }: Touch, since: number): TouchItem => {
  const { orders, revenueCents, lastOrders, lastRevenueCents } = sums;
  const figures = [at - reservedAt, orders, revenueCents, lastOrders, lastRevenueCents];
  return figures.every((figure) => figure === 0) ? at - since : [at - since, ...figures];
};

const touchOf = (item: TouchItem, since: number): Touch => {
  const [after, late = 0, orders = 0, revenueCents = 0, lastOrders = 0, lastRevenueCents = 0] =
    typeof item === "number" ? [item] : item;
  const at = since + after;
  return { at, ...(late !== 0 && { reservedAt: at - late }), orders, revenueCents, lastOrders, lastRevenueCents };
};
