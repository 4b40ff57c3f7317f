import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CustomerEvent, OrderLine } from "../../lambdas/domain/event.ts";
import { foldEvent } from "../../lambdas/domain/fold.ts";
import { boughtAgain, boughtIn } from "../../lambdas/domain/fold-product.ts";
import { emptyProfile, type ProductFigures } from "../../lambdas/domain/profile.ts";
import { happened } from "../support/happenings.ts";

const day = (number: number): string => `2026-03-${String(number).padStart(2, "0")}T10:00:00Z`;
const at = (number: number): number => Date.parse(day(number));
const line = (productId: string, quantity = 1, category?: string): OrderLine => ({
  ...{ productId, quantity, unitPrice: 10 },
  ...(category !== undefined && { category }),
});
const order = (on: number, ...lines: readonly OrderLine[]): CustomerEvent =>
  happened(day(on), { kind: "order-placed", orderId: `order-${on}`, amount: 30, lines });
const products = (...events: readonly CustomerEvent[]): readonly ProductFigures[] =>
  events.reduce((profile, event) => foldEvent(profile, event, "UTC"), emptyProfile("c-1")).products;

describe("what a profile remembers of a product", () => {
  it("of one piece bought once no more than when", () => {
    expect(products(order(3, line("tea")))).toEqual([{ productId: "tea", lastAt: at(3), count: 1 }]);
  });

  it("of several orders the first, and the pieces and the category of the latest", () => {
    expect(products(order(3, line("tea", 2)), order(9, line("tea", 3, "drinks")), order(6, line("tea", 8)))).toEqual([
      { productId: "tea", lastAt: at(9), count: 3, firstAt: at(3), pieces: 3, category: "drinks" },
    ]);
  });

  it("adds up the lines of one order, and takes nothing for less than a piece", () => {
    expect(products(order(3, line("tea", 2), line("cup", 0.5), line("tea", 2)))).toEqual([
      { productId: "cup", lastAt: at(3), count: 1 },
      { productId: "tea", lastAt: at(3), count: 1, pieces: 4 },
    ]);
  });

  it("knows no first order of a product that was bought several times before firsts were remembered", () => {
    const known: ProductFigures = { productId: "tea", lastAt: at(3), count: 2 };

    expect(boughtIn([line("tea", 2)], at(9)).map((bought) => boughtAgain(known, bought))).toEqual([
      { productId: "tea", lastAt: at(9), count: 3, pieces: 2 },
    ]);
  });
});

it("is the same in any order of arrival", async () => {
  const lines = fc.array(
    fc.tuple(fc.constantFrom("tea", "cup"), fc.constantFrom(1, 2, 3), fc.constantFrom("a", "b", undefined)),
    { minLength: 1, maxLength: 3 },
  );
  // Few days, so that several orders fall on one instant.
  const events = fc.array(fc.tuple(fc.integer({ min: 1, max: 5 }), lines), { minLength: 2, maxLength: 5 }).map((told) =>
    told.map(
      ([on, bought], index): CustomerEvent => ({
        ...order(on, ...bought.map((one) => line(...one))),
        ...({ orderId: `order-${index}`, eventId: `event-${index}` } as object),
      }),
    ),
  );
  await fc.assert(
    fc.property(
      events.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
      ([told, shuffled]) => {
        expect(products(...shuffled)).toEqual(products(...told));
      },
    ),
    { numRuns: 2_000 },
  );
});
