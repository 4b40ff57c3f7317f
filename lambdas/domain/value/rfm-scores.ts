// Where recency, frequency and money put a customer among the shop's own: a score from 1 to 5 for each, a fifth of the customers per
// step as far as equal figures allow. The mean value of an order has a score of its own: thirty orders of 9.9 and two of 99 come to
// about the same money, and are two different customers.
import { dayMs } from "../limits.ts";
import type { OrderFigures } from "../profile.ts";
import type { SampledCustomer } from "./sampled-customer.ts";
import { type Estimate, quantileEstimate, type Sampled, sampledOf } from "./sampling.ts";

export const rfmMeasures = ["recency", "frequency", "money", "perOrder"] as const;
export type RfmMeasure = (typeof rfmMeasures)[number];

/** What divides the fifths, ascending: days since the last order, orders, revenue, mean value of an order. */
export type RfmEdges = Readonly<Record<RfmMeasure, readonly number[]>>;

/** From 1 to 5; 5 is the best: the latest, the most often, the most. */
export type RfmScores = Readonly<Record<RfmMeasure, number>>;

/** What frequency and the mean value of an order say together. */
export type BuyingHabit = "often-much" | "often-little" | "seldom-much" | "seldom-little" | "between";

const fifths = [0.2, 0.4, 0.6, 0.8] as const;

type Measured = Readonly<Record<RfmMeasure, number>>;

/** Nothing before the first order. */
const measured = ({ count, revenue, lastAt }: OrderFigures, now: number): Measured | undefined =>
  lastAt === undefined || count < 1
    ? undefined
    : { recency: (now - lastAt) / dayMs, frequency: count, money: revenue, perOrder: revenue / count };

const stepsAbove = (value: number, edges: readonly number[]): number => edges.filter((edge) => value > edge).length;

export const rfmScores = (orders: OrderFigures, now: number, edges: RfmEdges): RfmScores | undefined => {
  const values = measured(orders, now);
  return (
    values && {
      recency: 5 - stepsAbove(values.recency, edges.recency),
      frequency: 1 + stepsAbove(values.frequency, edges.frequency),
      money: 1 + stepsAbove(values.money, edges.money),
      perOrder: 1 + stepsAbove(values.perOrder, edges.perOrder),
    }
  );
};

export const habitOf = ({ frequency, perOrder }: RfmScores): BuyingHabit => {
  if (frequency >= 4) return perOrder >= 4 ? "often-much" : perOrder <= 2 ? "often-little" : "between";
  if (frequency <= 2) return perOrder >= 4 ? "seldom-much" : perOrder <= 2 ? "seldom-little" : "between";
  return "between";
};

/** With fewer customers who ordered, the fifths are a guess: an edge may lie anywhere between its neighbours. */
export const rfmCustomersMin = 100;

export interface RfmReport {
  readonly sampled: Sampled;
  /** Customers who ordered; the others have no scores. */
  readonly buyers: number;
  /** The sample is too small for the scores to mean much. */
  readonly thin: boolean;
  /** Each edge with its interval; none while nobody ordered. */
  readonly edges: Readonly<Record<RfmMeasure, readonly Estimate[]>>;
  /** How many customers have each recency, frequency and money, written `5-4-3`. */
  readonly customers: Readonly<Record<string, number>>;
  readonly habits: Readonly<Record<BuyingHabit, number>>;
}

export const rfmReport = (customers: readonly SampledCustomer[], now: number): RfmReport => {
  const buyers = customers.flatMap(({ profile }) => measured(profile.orders, now) ?? []);
  const edges = byMeasure((measure) => edgesOf(buyers.map((values) => values[measure])));
  const plain = plainEdges({ edges });
  const scores = customers.flatMap(({ profile }) => rfmScores(profile.orders, now, plain) ?? []);
  const habits = { "often-much": 0, "often-little": 0, "seldom-much": 0, "seldom-little": 0, between: 0 };
  for (const score of scores) habits[habitOf(score)] += 1;
  return {
    sampled: sampledOf(customers),
    buyers: buyers.length,
    thin: buyers.length < rfmCustomersMin,
    edges,
    customers: counted(scores.map(({ recency, frequency, money }) => `${recency}-${frequency}-${money}`)),
    habits,
  };
};

/** The edges alone, for scores of single customers. */
export const plainEdges = ({ edges }: Pick<RfmReport, "edges">): RfmEdges =>
  byMeasure((measure) => edges[measure].map(({ value }) => value));

const edgesOf = (values: readonly number[]): readonly Estimate[] => {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted.length === 0 ? [] : fifths.map((share) => quantileEstimate(sorted, share));
};

const byMeasure = <Value>(of: (measure: RfmMeasure) => Value): Readonly<Record<RfmMeasure, Value>> => ({
  recency: of("recency"),
  frequency: of("frequency"),
  money: of("money"),
  perOrder: of("perOrder"),
});

const counted = (keys: readonly string[]): Readonly<Record<string, number>> => {
  const counts: Record<string, number> = {};
  for (const key of keys.toSorted()) counts[key] = (counts[key] ?? 0) + 1;
  return counts;
};
