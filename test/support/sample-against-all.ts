import { concentrationOf } from "../../lambdas/domain/value/concentration.ts";
import { type DropoutFit, fitDropout } from "../../lambdas/domain/value/customer-base.ts";
import { aliveProbability, expectedOrders } from "../../lambdas/domain/value/dropout-forecast.ts";
import { collapse, historyOf } from "../../lambdas/domain/value/history.ts";
import { learnTierBands } from "../../lambdas/domain/value/learn-tier-bands.ts";
import { forecastEstimates, modelsOfSample } from "../../lambdas/domain/value/learned-models.ts";
import { logGapsOfSample } from "../../lambdas/domain/value/log-gaps.ts";
import { sampleFigures } from "../../lambdas/domain/value/sample-figures.ts";
import type { SampledCustomer } from "../../lambdas/domain/value/sampled-customer.ts";
import type { Estimate } from "../../lambdas/domain/value/sampling.ts";
import { seededDraws } from "./generated-shop.ts";
import { sampledShop } from "./made-up-shop.ts";

export interface AgainstAll {
  readonly figure: string;
  /** What all customers show. */
  readonly all: number;
  /** How far the samples were off, and how far they said they might be: means over the samples. */
  readonly off: number;
  readonly stated: number;
  /** Samples whose interval holds what all customers show. */
  readonly held: number;
}

export interface Comparison {
  readonly customers: number;
  readonly size: number;
  readonly samples: number;
  readonly seed: number;
  readonly now: number;
}

type Estimates = Readonly<Record<string, Estimate>>;

const buyersOf = (customers: readonly SampledCustomer[]): readonly SampledCustomer[] =>
  customers.filter(({ profile }) => profile.orders.count > 0);

const plainEstimates = (customers: readonly SampledCustomer[], now: number): Estimates => {
  const { gini, top } = concentrationOf(customers);
  const bands = learnTierBands(customers, { now }).estimates ?? {};
  const tops = top.map(({ of, share }) => [`best ${of * 100} %`, share] as const);
  return { ...sampleFigures(buyersOf(customers)), ...bands, gini, ...Object.fromEntries(tops) };
};

/** Of the sample, as the shop learns it. */
const learned = (customers: readonly SampledCustomer[], now: number) => {
  const buyers = buyersOf(customers);
  const { customers: model } = modelsOfSample(buyers, now);
  return { model, estimates: { ...plainEstimates(customers, now), ...forecastEstimates(model, buyers, now) } };
};

/** Of all, the model of that kind fitted to everybody. */
const truthOf = (all: readonly SampledCustomer[], kind: DropoutFit, now: number): Readonly<Record<string, number>> => {
  const buyers = buyersOf(all);
  const histories = buyers.flatMap(({ profile }) => historyOf(profile.orders, now) ?? []);
  const model = fitDropout(collapse(histories, logGapsOfSample(buyers)), kind, kind.parameters);
  const mean = (of: (history: (typeof histories)[number]) => number): number =>
    histories.reduce((sum, history) => sum + of(history), 0) / histories.length;
  const plain = Object.entries(plainEstimates(all, now)).map(([name, { value }]) => [name, value]);
  return {
    ...Object.fromEntries(plain),
    alive: mean((history) => aliveProbability(model, history)),
    orders30: mean((history) => expectedOrders(model, history, 30 / 7)),
    orders90: mean((history) => expectedOrders(model, history, 90 / 7)),
  };
};

/** Draws without regard to who they are, and nobody twice. */
const drawn = (all: readonly SampledCustomer[], size: number, seed: number): readonly SampledCustomer[] => {
  const { uniform } = seededDraws(seed);
  const places = [...all.keys()];
  for (let place = 0; place < size; place += 1) {
    const other = place + Math.floor(uniform() * (places.length - place));
    [places[place], places[other]] = [places[other] ?? 0, places[place] ?? 0];
  }
  return places.slice(0, size).flatMap((place) => all[place] ?? []);
};

/** Holds what samples say against what everybody shows. */
export const sampleAgainstAll = ({ customers, size, samples, seed, now }: Comparison): readonly AgainstAll[] => {
  const all = sampledShop({ seed, customers, now });
  const lessons = Array.from({ length: samples }, (_, number) => learned(drawn(all, size, seed + 1 + number), now));
  const [first] = lessons;
  if (first === undefined) return [];
  const truth = Object.entries(truthOf(all, first.model, now));
  return truth.map(([figure, value]) => {
    const own = lessons.flatMap(({ estimates }) => (estimates as Estimates)[figure] ?? []);
    const mean = (of: (estimate: Estimate) => number) => own.reduce((sum, one) => sum + of(one), 0) / own.length;
    return {
      figure,
      all: value,
      off: mean((one) => Math.abs(one.value - value)),
      stated: mean((one) => (one.high - one.low) / 2),
      held: own.filter(({ low, high }) => low <= value && value <= high).length,
    };
  });
};
