import { describe, expect, test } from "vitest";
import type { GoalWindow } from "../../lambdas/domain/goal-window.ts";
import { customerItemOf } from "../../lambdas/store/customer-item.ts";
import { outboxItemOf } from "../../lambdas/store/outbox-item.ts";
import { aMessage, aReservation } from "../support/factories.ts";
import { itemSize } from "../support/item-size.ts";
import { aRichProfile } from "../support/rich-profile.ts";

const kilobyte = 1024;

/** As it is for nearly all of a customer's life. While it is open, for sixty days and thirty more, it takes 23 bytes more. */
const counted = { drawing: "q9x3" };

describe("every started KB costs a write unit", () => {
  test("a profile remembered to every bound is stored in less than 2 KB", () => {
    const profile = aRichProfile();

    const bytes = itemSize({ ...customerItemOf(profile), dueShard: 11 });

    expect(bytes).toBeLessThan(2 * kilobyte);
  });

  test("so is one with a window open in each of its campaigns, one of them with an order, whose products were bought by the piece", () => {
    // Of five products bought again and again in dozens, sixty bytes more are remembered: that one would take a third unit.
    const rich = aRichProfile();
    const products = rich.products.map(({ productId, lastAt }) => ({ productId, lastAt, count: 1 }));
    const profile = { ...rich, products };
    const window = (at: number): GoalWindow => ({
      ...{ at, days: 28, heldOut: false, spentCents: 239_137, orders: 0, revenueCents: 0, converted: false },
      touches: [{ at, orders: 0, revenueCents: 0, lastOrders: 0, lastRevenueCents: 0 }],
    });
    const entries = Object.entries(profile.entries).map(([id, entry], index) => {
      const open = window(entry.at);
      return [id, { ...entry, window: index > 0 ? open : { ...open, orders: 1, revenueCents: 4_999 } }] as const;
    });

    const bytes = itemSize({
      ...customerItemOf({ ...profile, entries: Object.fromEntries(entries), shopWindow: counted }),
      dueShard: 11,
    });

    expect(bytes).toBeLessThan(2 * kilobyte);
  });

  test("the outbox of a usual decision adds less than half a KB", () => {
    const reservation = aReservation();
    const looks = ["dormant-wake-up", "repurchase-reminder"].map((campaignId) => ({
      campaignId,
      stepId: "gift",
      outcome: "outranked" as const,
      until: reservation.sendBy,
    }));

    const bytes = itemSize({
      outbox: outboxItemOf({
        at: reservation.reservedAt,
        day: "2026-03-02",
        reservations: [reservation],
        looks,
        actions: [],
      }),
    });

    expect(bytes).toBeLessThan(kilobyte / 2);
  });

  test("a message with a claim and every result stays under 1 KB", () => {
    const message = aMessage({
      customerId: "c".repeat(100),
      occurrence: "o".repeat(100),
      variant: "v".repeat(20),
      status: "in-doubt",
      reason: "r".repeat(100),
      providerId: "010701928374abcd-12345678-90ab-cdef-1234-567890abcdef-000000",
      submittedAt: 1_772_445_600_123,
      leaseUntil: 1_772_445_900_123,
    });

    const bytes = itemSize({ ...message, leaseShard: 0, claimToken: "8f14e45f-ceea-467f-a9d2-5a2b0a6c3b11" });

    expect(bytes).toBeLessThan(kilobyte);
  });
});
