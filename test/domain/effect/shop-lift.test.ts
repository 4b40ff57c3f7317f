import { describe, expect, it } from "vitest";
import { liftOf } from "../../../lambdas/domain/effect/lift.ts";
import type { ArmSums } from "../../../lambdas/domain/goal-counts.ts";
import { isInHoldOut } from "../../../lambdas/domain/hold-out.ts";
import { bell, chanceOf } from "../../support/simulated-shops.ts";

type Sums = { -readonly [Name in keyof ArmSums]: number };

const noSums = (): Sums => ({
  ...{ customers: 0, converted: 0, orders: 0, revenue: 0, spent: 0 },
  ...{ spentSquares: 0, revenueSquares: 0, products: 0 },
});

interface Person {
  readonly heldOut: boolean;
  /** The chance of an order in sixty days without any message: some buy nearly always, some hardly ever. */
  readonly inclined: number;
  readonly spentCents: number;
}

/** People who differ in what they are, and keep being so. */
const peopleOf = (chance: () => number, q: { count: number; percent: number; salt: string }): readonly Person[] =>
  Array.from({ length: q.count }, (_, index) => {
    const habit = bell(chance);
    return {
      heldOut: isInHoldOut(`customer-${index}`, q),
      inclined: 1 / (1 + Math.exp(1.5 - 1.5 * habit)),
      spentCents: Math.round(20_000 * Math.exp(0.5 * habit)),
    };
  });

/** Everybody has a chance to be sent something that brings an order they would not have placed. */
const lived = (sums: Sums, { heldOut, inclined, spentCents }: Person, brought: number, chance: () => number): void => {
  const converted = chance() < inclined || (!heldOut && chance() < brought);
  const revenue = converted ? Math.round(5_000 * Math.exp(0.5 * bell(chance))) : 0;
  sums.customers += 1;
  sums.converted += converted ? 1 : 0;
  sums.revenue += revenue;
  sums.spent += spentCents;
  sums.spentSquares += spentCents ** 2;
  sums.revenueSquares += revenue ** 2;
  sums.products += spentCents * revenue;
};

interface Truth {
  readonly shops: number;
  /** Share of those who would not have ordered and do because of the messages. */
  readonly brought: number;
  /** How often each customer is counted. */
  readonly windows: number;
}

/** In how many shops the truth was outside the interval at some look, and in how many the effect was seen at the end. */
const looksAt = ({ shops, brought, windows }: Truth) => {
  let [missed, seen] = [0, 0];
  for (let shop = 1; shop <= shops; shop += 1) {
    const chance = chanceOf(7_919 * shop);
    const people = peopleOf(chance, { count: 1_500, percent: 10 + 20 * chance(), salt: `shop-${shop}` });
    const truth = (brought * people.reduce((sum, one) => sum + 1 - one.inclined, 0)) / people.length;
    const sums = { treated: noSums(), heldOut: noSums() };
    let [isMissed, isSeen] = [false, false];
    for (let round = 0; round < windows; round += 1)
      for (const [index, person] of people.entries()) {
        lived(person.heldOut ? sums.heldOut : sums.treated, person, brought, chance);
        const answer = index % 50 === 49 ? liftOf(sums) : undefined;
        if (answer?.kind !== "lift") continue;
        const { low, high } = answer.lift.conversion;
        isMissed ||= truth < low || truth > high;
        isSeen = low > 0;
      }
    if (isMissed) missed += 1;
    if (isSeen) seen += 1;
  }
  return { missed: missed / shops, seen: seen / shops };
};

describe("made-up shops whose customers differ, and that look at the effect of everything again and again", () => {
  const shops = 200;

  it("see an effect that is not there in one of twenty at most, when every customer counts once", () => {
    const { missed, seen } = looksAt({ shops, brought: 0, windows: 1 });

    console.info(JSON.stringify({ missed, seen }));
    expect(missed).toBeLessThanOrEqual(0.05);
  });

  it("have the true effect in the interval in nineteen of twenty at least, and mostly see it", () => {
    const { missed, seen } = looksAt({ shops, brought: 0.25, windows: 1 });

    console.info(JSON.stringify({ missed, seen }));
    expect(missed).toBeLessThanOrEqual(0.05);
    expect(seen).toBeGreaterThan(0.5);
  });

  it("would see what is not there far too often, were the same customers counted anew every sixty days", () => {
    const { missed, seen } = looksAt({ shops: 60, brought: 0, windows: 12 });

    console.info(JSON.stringify({ missed, seen }));
    expect(missed).toBeGreaterThan(0.05);
  });
});
