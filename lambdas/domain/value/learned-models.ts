// The models of who is still a customer, fitted to a sample, and what they expect of the shop as a whole.
import { type DropoutFit, fitCustomerBase, fitDropout } from "./customer-base.ts";
import { aliveProbability, expectedOrders } from "./dropout-forecast.ts";
import { collapse, historyOf, type PurchaseHistory } from "./history.ts";
import { jackknife, type SampleEstimate } from "./jackknife.ts";
import type { Sample, SampledCustomer } from "./sampled-customer.ts";
import { logGapsOfSample } from "./sampled-history.ts";
import { modelsOf, type ShopModels } from "./shop-models.ts";

export type ForecastName = "alive" | "orders30" | "orders90";

export interface LearnedModels {
  readonly models: ShopModels;
  /** Per customer who ever ordered. */
  readonly forecast: Readonly<Record<ForecastName, SampleEstimate>>;
  /** Orders of the whole shop's known customers to be expected, week by week. */
  readonly weeks: readonly number[];
}

/** A quarter of a year. */
const weeksAhead = 13;

/** Each group that is left out costs a fit. */
const groupsOfFits = 10;

export const learnModels = (sample: Sample, now: number): LearnedModels => {
  const buyers = sample.customers.filter(({ profile }) => profile.orders.count > 0);
  const models = modelsOfSample(buyers, now);
  const share = sample.customers.length === 0 ? 0 : buyers.length / sample.customers.length;
  return {
    models,
    forecast: jackknife({
      sample: buyers,
      // As many of all customers as of the sample ever ordered.
      of: sample.whole ? buyers.length : sample.of * share,
      groups: groupsOfFits,
      estimate: (some) => forecastOf(refit(models.customers, some, now), historiesOf(some, now)),
      all: forecastOf(models.customers, historiesOf(buyers, now)),
    }),
    weeks: weeklyOrders(models.customers, historiesOf(buyers, now)).map((orders) => orders * sample.of * share),
  };
};

/** As `modelsOf`, and rhythms steadier than chance where the orders show them. */
export const modelsOfSample = (buyers: readonly SampledCustomer[], now: number): ShopModels => {
  const known = modelsOf(
    buyers.map(({ profile }) => profile.orders),
    now,
  );
  const logGaps = logGapsOfSample(buyers);
  if (logGaps === undefined) return known;
  return { ...known, customers: fitCustomerBase(collapse(historiesOf(buyers, now), logGaps)).chosen };
};

const historiesOf = (buyers: readonly SampledCustomer[], now: number): readonly PurchaseHistory[] =>
  buyers.flatMap(({ profile }) => historyOf(profile.orders, now) ?? []);

/** The chosen model alone, begun where the fit to the whole sample ended. */
const refit = (chosen: DropoutFit, buyers: readonly SampledCustomer[], now: number): DropoutFit =>
  fitDropout(collapse(historiesOf(buyers, now), logGapsOfSample(buyers)), chosen, chosen.parameters);

const forecastOf = (
  model: DropoutFit,
  histories: readonly PurchaseHistory[],
): Readonly<Record<ForecastName, number>> => ({
  alive: meanOf(histories, (history) => aliveProbability(model, history)),
  orders30: meanOf(histories, (history) => expectedOrders(model, history, 30 / 7)),
  orders90: meanOf(histories, (history) => expectedOrders(model, history, 90 / 7)),
});

/** Per customer. */
const weeklyOrders = (model: DropoutFit, histories: readonly PurchaseHistory[]): readonly number[] => {
  const within = Array.from({ length: weeksAhead + 1 }, (_, weeks) =>
    meanOf(histories, (history) => expectedOrders(model, history, weeks)),
  );
  return within.slice(1).map((orders, week) => orders - (within[week] ?? 0));
};

const meanOf = (histories: readonly PurchaseHistory[], of: (history: PurchaseHistory) => number): number =>
  histories.length === 0 ? 0 : histories.reduce((sum, history) => sum + of(history), 0) / histories.length;
