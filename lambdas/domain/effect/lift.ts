import type { ArmSums, Groups } from "../goal-counts.ts";
import { halfWidth } from "./confidence-sequence.ts";

/** What is estimated, and where the truth lies unless this is one of the twentieth that the method misses. */
export interface Interval {
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
}

export interface Lift {
  /** Share of customers who reached the goal, treated less held out: 0.02 is two points. */
  readonly conversion: Interval;
  /** Money per customer within the window, treated less held out, in the shop's currency. */
  readonly revenue: Interval;
  /** The share of the spread of revenue that what customers had spent before explains, and that was taken out; 0 to 1. */
  readonly explained: number;
}

/** Fewer customers in an arm, or fewer of both arms who reached the goal, say nothing of how far the numbers spread. */
const customersMin = 50;
const convertedMin = 20;

export type LiftAnswer =
  | { readonly kind: "lift"; readonly lift: Lift }
  | { readonly kind: "no-hold-out" }
  | { readonly kind: "not-enough"; readonly customersMin: number; readonly convertedMin: number };

type Arms = Pick<Groups, "treated" | "heldOut">;

/** Mean and variance of a share, pulled a little towards a half so that no hit at all is not taken for certainty. */
const shareOf = ({ customers, converted }: ArmSums) => {
  const pulled = (converted + 0.5) / (customers + 1);
  return { mean: converted / customers, variance: pulled * (1 - pulled) };
};

const interval = (estimate: number, half: number): Interval => ({
  estimate,
  low: estimate - half,
  high: estimate + half,
});

interface Part {
  readonly mean: number;
  readonly variance: number;
  readonly customers: number;
}

/** Both arms weigh as their numbers do, so a small hold-out makes the estimate worth little more than itself. */
const difference = (treated: Part, heldOut: Part): Interval => {
  const squaredError = treated.variance / treated.customers + heldOut.variance / heldOut.customers;
  const customers = treated.customers + heldOut.customers;
  const variance = (treated.variance * treated.customers + heldOut.variance * heldOut.customers) / customers;
  return interval(treated.mean - heldOut.mean, halfWidth({ squaredError, variance }));
};

const conversionOf = ({ treated, heldOut }: Arms): Interval =>
  difference(
    { ...shareOf(treated), customers: treated.customers },
    { ...shareOf(heldOut), customers: heldOut.customers },
  );

/** Sums of squares and products about the arm's own means. */
const centred = ({ customers, spent, revenue, spentSquares, revenueSquares, products }: ArmSums) => ({
  spent: spentSquares - (spent * spent) / customers,
  revenue: revenueSquares - (revenue * revenue) / customers,
  both: products - (spent * revenue) / customers,
});

/**
 * How much more revenue goes with one unit more spent before, within the arms: what a customer's past says must not be taken
 * for what the campaign did (CUPED; Deng, Xu, Kohavi, Walker 2013). Chance may have given one arm the better customers; this
 * takes that out again, and leaves less spread to be unsure about.
 */
const slopeOf = ({ treated, heldOut }: Arms): number => {
  const [a, b] = [centred(treated), centred(heldOut)];
  const spent = a.spent + b.spent;
  return spent > 0 ? (a.both + b.both) / spent : 0;
};

const adjusted = (sums: ArmSums, slope: number, spentMean: number): Part => {
  const { customers, spent, revenue } = sums;
  const about = centred(sums);
  const squares = about.revenue - 2 * slope * about.both + slope * slope * about.spent;
  return {
    customers,
    mean: revenue / customers - slope * (spent / customers - spentMean),
    variance: Math.max(0, squares) / (customers - 1),
  };
};

const spreadOf = ({ treated, heldOut }: Arms, slope: number): number =>
  [treated, heldOut].reduce((sum, arm) => sum + adjusted(arm, slope, 0).variance * (arm.customers - 1), 0);

const revenueOf = (arms: Arms): { readonly revenue: Interval; readonly explained: number } => {
  const { treated, heldOut } = arms;
  const slope = slopeOf(arms);
  const spentMean = (treated.spent + heldOut.spent) / (treated.customers + heldOut.customers);
  const inCents = difference(adjusted(treated, slope, spentMean), adjusted(heldOut, slope, spentMean));
  const { estimate, low, high } = inCents;
  const plain = spreadOf(arms, 0);
  const explained = plain > 0 ? Math.max(0, 1 - spreadOf(arms, slope) / plain) : 0;
  return { revenue: { estimate: estimate / 100, low: low / 100, high: high / 100 }, explained };
};

/** What the campaign did, told from customers whose windows are over. */
export const liftOf = (arms: Arms): LiftAnswer => {
  const { treated, heldOut } = arms;
  if (treated.customers > 0 && heldOut.customers === 0) return { kind: "no-hold-out" };
  const isEnough =
    Math.min(treated.customers, heldOut.customers) >= customersMin &&
    treated.converted + heldOut.converted >= convertedMin;
  if (!isEnough) return { kind: "not-enough", customersMin, convertedMin };
  return { kind: "lift", lift: { conversion: conversionOf(arms), ...revenueOf(arms) } };
};

/** Whether zero is left out: then it is more than chance. */
export const isSure = ({ low, high }: Interval): boolean => low > 0 || high < 0;

const weeksMost = 520;

/**
 * About how many more weeks like those before, until a difference of `points` (0.02) in the share would show; undefined when
 * that takes ten years or more, or nothing can be told yet.
 */
export const weeksToGo = (arms: Arms, q: { readonly weeks: number; readonly points: number }): number | undefined => {
  const { treated, heldOut } = arms;
  if (q.weeks <= 0 || treated.customers === 0 || heldOut.customers === 0) return undefined;
  const share = shareOf({
    ...treated,
    customers: treated.customers + heldOut.customers,
    converted: treated.converted + heldOut.converted,
  });
  for (let more = 0; more < weeksMost; more += 1) {
    const grown = (q.weeks + more) / q.weeks;
    const squaredError = share.variance / (treated.customers * grown) + share.variance / (heldOut.customers * grown);
    if (halfWidth({ squaredError, variance: share.variance }) <= q.points) return more;
  }
  return undefined;
};
