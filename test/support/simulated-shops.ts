import { type LiftAnswer, liftOf } from "../../lambdas/domain/effect/lift.ts";
import { sumCounts } from "../../lambdas/domain/funnel-counts.ts";
import { changedCounts, type Groups, groupsOf, openedCounts } from "../../lambdas/domain/goal-counts.ts";
import type { GoalWindow } from "../../lambdas/domain/goal-window.ts";

/** A shop whose truth is known, because it was made up. */
export interface MadeUp {
  readonly seed: number;
  readonly days: number;
  readonly customersPerDay: number;
  /** Share who are held out, 0 to 1. */
  readonly heldOut: number;
  /** Share who reach the goal without the campaign, and how much more with it. */
  readonly base: number;
  readonly lift: number;
}

/** mulberry32: small, and the same on every machine. */
export const chanceOf = (seed: number): (() => number) => {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
};

export const bell = (chance: () => number): number =>
  Math.sqrt(-2 * Math.log(1 - chance())) * Math.cos(2 * Math.PI * chance());

/** Mean money of an order, in cents, of a customer who has spent as much as the median before. */
export const orderCents = 5_000;
export const meanOfOrder = orderCents * Math.exp(0.5 * 0.5);

/** A customer's past and what they do, in whole cents: who spent more before orders for more. */
const customer = (q: MadeUp, chance: () => number) => {
  const habit = bell(chance);
  const heldOut = chance() < q.heldOut;
  const converted = chance() < q.base + (heldOut ? 0 : q.lift);
  const revenueCents = converted ? Math.round(orderCents * Math.exp(0.5 * habit + 0.5 * bell(chance))) : 0;
  return { heldOut, converted, revenueCents, spentCents: Math.round(20_000 * Math.exp(0.5 * habit)) };
};

export const windowOf = (one: Pick<GoalWindow, "heldOut" | "spentCents">): GoalWindow => ({
  ...{ at: 0, days: 14, touches: [], orders: 0, revenueCents: 0, converted: false },
  ...one,
});

/** True lift in revenue per customer, in the shop's currency. */
export const trueRevenueLift = ({ lift }: MadeUp): number => (lift * meanOfOrder) / 100;

/** What a shop sees that looks every day: the arms as they stand and what they are taken to say. */
export const everyDay = (q: MadeUp): readonly { readonly arms: Groups; readonly answer: LiftAnswer }[] => {
  const chance = chanceOf(q.seed);
  let counts = {};
  return Array.from({ length: q.days }, () => {
    const today = Array.from({ length: q.customersPerDay }, () => {
      const { heldOut, spentCents, converted, revenueCents } = customer(q, chance);
      const begun = windowOf({ heldOut, spentCents });
      const over = { ...begun, converted, revenueCents, orders: converted ? 1 : 0 };
      return sumCounts([openedCounts(begun), changedCounts(begun, over)]);
    });
    counts = sumCounts([counts, ...today]);
    const arms = groupsOf(counts);
    return { arms, answer: liftOf(arms) };
  });
};

export interface Coverage {
  readonly shops: number;
  /** Shops in which the truth was outside the interval at some look. */
  readonly missedConversion: number;
  readonly missedRevenue: number;
}

/** Shops of many kinds, each looked at daily: in how many the interval ever left the truth out. */
export const coverageOf = (q: { readonly shops: number; readonly lift: number; readonly days: number }): Coverage => {
  let [missedConversion, missedRevenue] = [0, 0];
  for (let shop = 0; shop < q.shops; shop += 1) {
    const chance = chanceOf(1_000_003 * (shop + 1));
    const madeUp: MadeUp = {
      ...{ seed: shop + 1, days: q.days, lift: q.lift },
      customersPerDay: 5 + Math.floor(chance() * 45),
      heldOut: 0.1 + 0.4 * chance(),
      base: 0.03 + 0.17 * chance(),
    };
    const lifts = everyDay(madeUp).flatMap(({ answer }) => (answer.kind === "lift" ? [answer.lift] : []));
    const money = trueRevenueLift(madeUp);
    if (lifts.some(({ conversion: { low, high } }) => q.lift < low || q.lift > high)) missedConversion += 1;
    if (lifts.some(({ revenue: { low, high } }) => money < low || money > high)) missedRevenue += 1;
  }
  return { shops: q.shops, missedConversion, missedRevenue };
};

const onlyShares = { orders: 0, revenue: 0, spent: 0, spentSquares: 0, revenueSquares: 0, products: 0 };

/** How many weeks until a shop that looks once a week sees its true lift; Infinity when it does not within `weeks`. */
export const weeksUntilSeen = (
  q: Omit<MadeUp, "days" | "customersPerDay"> & { perWeek: number; weeks: number },
): number => {
  const chance = chanceOf(q.seed);
  const treated = { ...onlyShares, customers: 0, converted: 0 };
  const heldOut = { ...treated };
  for (let week = 1; week <= q.weeks; week += 1) {
    for (let customer = 0; customer < q.perWeek; customer += 1) {
      const isHeldOut = chance() < q.heldOut;
      const arm = isHeldOut ? heldOut : treated;
      arm.customers += 1;
      if (chance() < q.base + (isHeldOut ? 0 : q.lift)) arm.converted += 1;
    }
    const answer = liftOf({ treated, heldOut });
    if (answer.kind === "lift" && answer.lift.conversion.low > 0) return week;
  }
  return Number.POSITIVE_INFINITY;
};
