import * as fc from "fast-check";
import type { GoalWindow, Touch } from "../../lambdas/domain/goal-window.ts";
import { freshWindow, type ShopWindow } from "../../lambdas/domain/shop-window.ts";
import { anyInstant, count, record, text } from "./arbitrary-parts.ts";

const touch: fc.Arbitrary<Touch> = fc
  .record({
    at: anyInstant,
    late: fc.integer({ min: 0, max: 90_000_000 }),
    figures: fc.tuple(count, count, count, count),
  })
  .map(({ at, late, figures: [orders, revenueCents, lastOrders, lastRevenueCents] }) => ({
    ...{ at, ...(late > 0 && { reservedAt: at - late }) },
    ...{ orders, revenueCents, lastOrders, lastRevenueCents },
  }));

export const goalWindow: fc.Arbitrary<GoalWindow> = record(
  {
    at: anyInstant,
    days: fc.integer({ min: 1, max: 400 }),
    heldOut: fc.boolean(),
    variant: text,
    spentCents: fc.integer({ min: -1_000_000, max: 1_000_000_000 }),
    touches: fc.array(touch, { maxLength: 3 }),
    orders: count,
    revenueCents: count,
    converted: fc.boolean(),
  },
  ["at", "days", "heldOut", "spentCents", "touches", "orders", "revenueCents", "converted"],
);

export const shopWindow: fc.Arbitrary<ShopWindow> = fc
  .tuple(text, fc.option(goalWindow, { nil: undefined }), count)
  .map(([drawing, window, orders]) => {
    if (window === undefined) return { drawing };
    const { revenueCents } = window;
    return { drawing, window: { ...freshWindow(window), orders, revenueCents, converted: orders > 0 } };
  });
