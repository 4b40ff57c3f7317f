import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CustomerEvent, EventBody } from "../../lambdas/domain/event.ts";
import { figureDifferences } from "../../lambdas/domain/figure-differences.ts";
import { foldEvent } from "../../lambdas/domain/fold.ts";
import { emptyProfile, type Profile } from "../../lambdas/domain/profile.ts";
import { bestYearSpend } from "../../lambdas/domain/yearly-spend.ts";
import { customerItemOf, profileOfItem } from "../../lambdas/store/customer-item.ts";
import { happened } from "../support/happenings.ts";

const zones = fc.constantFrom("Asia/Shanghai", "Europe/London", "Pacific/Auckland", "America/Los_Angeles");
/** Hours of four years, and as many again within a day of a New Year. */
const instant = fc.oneof(
  fc.integer({ min: 0, max: 4 * 8_766 }).map((hour) => Date.parse("2023-01-01T00:00:00Z") + hour * 3_600_000),
  fc
    .tuple(fc.integer({ min: 2023, max: 2027 }), fc.integer({ min: -24, max: 24 }))
    .map(([year, hours]) => Date.UTC(year, 0, 1) + hours * 3_600_000),
);
const amount = fc.integer({ min: 0, max: 500_000 }).map((cents) => cents / 100);

const told = (at: number, body: EventBody): CustomerEvent => happened(new Date(at).toISOString(), body);

/** Orders told once each, some given back in whole or in part, and credit notes of orders that nobody told. */
const history = fc
  .array(fc.record({ at: instant, amount, back: fc.option(fc.record({ at: instant, amount })) }), { maxLength: 12 })
  .map((all) =>
    all.flatMap(({ at, amount, back }, index): readonly CustomerEvent[] => {
      const orderId = `order-${index}`;
      const placed = told(at, { kind: "order-placed", orderId, amount, lines: [] });
      const named = index % 3 === 0 ? `note-${index}` : orderId;
      return back === null
        ? [placed]
        : [placed, told(back.at, { kind: "order-cancelled", orderId: named, amount: back.amount })];
    }),
  );

const arrived = history.chain((events) =>
  fc.record({
    events: fc.constant(events),
    order: fc.shuffledSubarray(events, { minLength: events.length, maxLength: events.length }),
  }),
);

const folded = (events: readonly CustomerEvent[], zone: string): Profile =>
  events.reduce((profile, event) => foldEvent(profile, event, zone), emptyProfile("c-1"));

/** By the calendar of the platform, which knows nothing of ours. */
const yearIn = (at: number, zone: string): number =>
  Number(new Intl.DateTimeFormat("en", { timeZone: zone, year: "numeric" }).format(at));

const centsIn = (events: readonly CustomerEvent[], zone: string): ReadonlyMap<number, number> => {
  const years = new Map<number, number>();
  for (const event of events) {
    if (event.kind !== "order-placed" && event.kind !== "order-cancelled") continue;
    const cents = Math.round(event.amount * 100) * (event.kind === "order-placed" ? 1 : -1);
    const year = yearIn(event.occurredAt, zone);
    if (cents !== 0) years.set(year, (years.get(year) ?? 0) + cents);
  }
  return years;
};

describe("what was spent in a year", () => {
  it("is the sum of what came and went in it by the shop's clock, in whatever order it arrived", () => {
    void fc.assert(
      fc.property(arrived, zones, ({ events, order }, zone) => {
        const years = centsIn(events, zone);
        const latest = Math.max(...years.keys());
        const cents = (year: number): number => years.get(year) ?? 0;

        const { byYear } = folded(order, zone).orders;

        expect(byYear).toEqual(
          years.size === 0
            ? undefined
            : { year: latest, revenue: cents(latest) / 100, before: cents(latest - 1) / 100 },
        );
      }),
      { numRuns: 1_000 },
    );
  });

  it("is stored and read again, and verified in whatever order it arrived", () => {
    void fc.assert(
      fc.property(arrived, zones, ({ events, order }, zone) => {
        const profile = folded(order, zone);

        expect(profileOfItem(customerItemOf(profile) as never)).toEqual(profile);
        expect(figureDifferences(profile, events, zone)).toEqual([]);
      }),
    );
  });

  it("is no difference where the shop moved to another time zone, and is one where a year's money is wrong", () => {
    const late = told(Date.parse("2025-12-31T20:00:00Z"), {
      kind: "order-placed",
      orderId: "o",
      amount: 50,
      lines: [],
    });
    const plain = told(Date.parse("2025-06-01T20:00:00Z"), {
      kind: "order-placed",
      orderId: "p",
      amount: 9,
      lines: [],
    });
    const stored = folded([late, plain], "Asia/Shanghai");
    const wrong = { ...stored, orders: { ...stored.orders, byYear: { year: 2026, revenue: 50, before: 8 } } };

    expect(stored.orders.byYear).toEqual({ year: 2026, revenue: 50, before: 9 });
    expect(figureDifferences(stored, [late, plain], "Europe/London")).toEqual([]);
    expect(figureDifferences(wrong, [late, plain], "Asia/Shanghai").map(({ field }) => field)).toEqual([
      "orders.byYear",
    ]);
  });

  it("is missing in a profile from before it was kept, which a verification says", () => {
    const order = told(Date.parse("2025-06-01T20:00:00Z"), {
      kind: "order-placed",
      orderId: "p",
      amount: 9,
      lines: [],
    });
    const { byYear: _, ...orders } = folded([order], "UTC").orders;
    const old = { ...folded([order], "UTC"), orders };

    expect(bestYearSpend(old.orders, Date.parse("2025-07-01T00:00:00Z"), "UTC")).toBe(0);
    expect(figureDifferences(old, [order], "UTC").map(({ field }) => field)).toEqual(["orders.byYear"]);
  });
});
