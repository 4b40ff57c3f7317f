// Two groups whose sizes change over time, as those of a split that adapts do. December's customers buy more: a way that most of
// them went looks better than it is. So groups are compared within each week alone, in which the shares stand still and chance alone
// decides who goes where, and the weeks' differences are then put together. A week weighs as many customers as its comparison is
// worth: h = ab/(a + b) for groups of a and b (Mantel and Haenszel 1959). The weights rest on numbers of customers alone, never on
// what they did, and the shares of a week on earlier weeks alone; so the sum of weighted differences less the truth is a martingale,
// and the interval of confidence-sequence.ts holds around it with the sum of the weights as its clock.
import type { ArmSums } from "../goal-counts.ts";
import { halfWidth } from "./confidence-sequence.ts";
import type { Interval } from "./lift.ts";

/** Two groups in one week. */
export interface Pair {
  readonly one: ArmSums;
  readonly other: ArmSums;
}

export interface Difference {
  /** Share who reached the goal, one less other: 0.02 is two points. */
  readonly conversion: Interval;
  /** Money per customer within the window, one less other, in the shop's currency. */
  readonly revenue: Interval;
}

type Side = keyof Pair;

/** Customers that a comparison is worth; 0 where a group has none. */
export const worthOf = ({ one, other }: Pair): number =>
  one.customers > 0 && other.customers > 0 ? (one.customers * other.customers) / (one.customers + other.customers) : 0;

export const totalWorth = (pairs: readonly Pair[]): number => pairs.reduce((sum, pair) => sum + worthOf(pair), 0);

const sumOver = (pairs: readonly Pair[], side: Side, value: (sums: ArmSums) => number): number =>
  pairs.reduce((sum, pair) => sum + value(pair[side]), 0);

/** Of a share, pulled a little towards a half so that no hit at all is not taken for certainty. */
export const shareVariance = (converted: number, customers: number): number => {
  const pulled = (converted + 0.5) / (customers + 1);
  return pulled * (1 - pulled);
};

interface Measure {
  mean(sums: ArmSums): number;
  /** Of one customer of that side. */
  variance(side: Side): number;
}

const interval = (pairs: readonly Pair[], { mean, variance }: Measure, misses: number): Interval => {
  const total = totalWorth(pairs);
  const [one, other] = [variance("one"), variance("other")];
  let [estimate, squares] = [0, 0];
  for (const pair of pairs) {
    const weight = worthOf(pair) / total;
    estimate += weight * (mean(pair.one) - mean(pair.other));
    squares += weight * weight * (one / pair.one.customers + other / pair.other.customers);
  }
  // The variance of one customer such that the estimate is worth exactly the sum of the weights.
  const half = halfWidth({ squaredError: squares, variance: squares * total }, misses);
  return { estimate, low: estimate - half, high: estimate + half };
};

const ofConversion = (pairs: readonly Pair[]): Measure => ({
  mean: ({ converted, customers }) => converted / customers,
  variance: (side) =>
    shareVariance(
      sumOver(pairs, side, ({ converted }) => converted),
      sumOver(pairs, side, ({ customers }) => customers),
    ),
});

/** Sums of squares and products about the group's own means of that week. */
const centred = ({ customers, spent, revenue, spentSquares, revenueSquares, products }: ArmSums) => ({
  spent: spentSquares - (spent * spent) / customers,
  revenue: revenueSquares - (revenue * revenue) / customers,
  both: products - (spent * revenue) / customers,
});

/** How much more revenue goes with one unit more spent before, within groups and weeks: see lift.ts. */
const slopeOf = (pairs: readonly Pair[]): number => {
  const cells = pairs.flatMap(({ one, other }) => [centred(one), centred(other)]);
  const spent = cells.reduce((sum, cell) => sum + cell.spent, 0);
  return spent > 0 ? cells.reduce((sum, cell) => sum + cell.both, 0) / spent : 0;
};

const ofRevenue = (pairs: readonly Pair[]): Measure => {
  const slope = slopeOf(pairs);
  const left = (sums: ArmSums): number => {
    const { spent, revenue, both } = centred(sums);
    return Math.max(0, revenue - 2 * slope * both + slope * slope * spent);
  };
  return {
    mean: ({ revenue, spent, customers }) => (revenue - slope * spent) / customers / 100,
    variance: (side) => sumOver(pairs, side, left) / sumOver(pairs, side, ({ customers }) => customers - 1) / 1e4,
  };
};

/** Over weeks in which both groups have customers; there must be some. `misses`: how often an interval may leave out the truth. */
export const differenceOf = (weeks: readonly Pair[], misses: number): Difference => {
  const pairs = weeks.filter((pair) => worthOf(pair) > 0);
  return {
    conversion: interval(pairs, ofConversion(pairs), misses),
    revenue: interval(pairs, ofRevenue(pairs), misses),
  };
};
