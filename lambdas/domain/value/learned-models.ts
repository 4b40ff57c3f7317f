// The models of who is still a customer, fitted to a sample, and what they expect of the shop as a whole.
import { type DropoutFit, fitCustomerBase, fitDropout } from "./customer-base.ts";
import { aliveProbability, expectedOrders } from "./dropout-forecast.ts";
import { collapse, historyOf, type PurchaseHistory } from "./history.ts";
import { logGapsOfSample } from "./log-gaps.ts";
import { named, withIds } from "./sample-figures.ts";
import type { SampledCustomer } from "./sampled-customer.ts";
import { type Estimate, jackknife } from "./sampling.ts";
import { modelsOf, type ShopModels } from "./shop-models.ts";

export const forecastNames = ["alive", "orders30", "orders90"] as const;
export type ForecastName = (typeof forecastNames)[number];

/** A quarter of a year. */
const weeksAhead = 13;

/** Each group that is left out costs a fit. */
const groupsOfFits = 10;

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

/**
 * The mean probability of being alive, and the orders to expect in the next 30 and 90 days, per customer who ever ordered. Their
 * intervals hold what chance did to the model's parameters as well: it is fitted anew without each part of the sample.
 */
export const forecastEstimates = (
  chosen: DropoutFit,
  buyers: readonly SampledCustomer[],
  now: number,
): Readonly<Record<ForecastName, Estimate>> => {
  const figuresOf = (some: readonly SampledCustomer[]): readonly number[] => {
    const histories = historiesOf(some, now);
    const model = some.length === buyers.length ? chosen : refit(chosen, some, now);
    return [
      meanOf(histories, (history) => aliveProbability(model, history)),
      meanOf(histories, (history) => expectedOrders(model, history, 30 / 7)),
      meanOf(histories, (history) => expectedOrders(model, history, 90 / 7)),
    ];
  };
  return named(forecastNames, jackknife(withIds(buyers), figuresOf, groupsOfFits));
};

/** The chosen model alone, begun where the fit to the whole sample ended. */
const refit = (chosen: DropoutFit, buyers: readonly SampledCustomer[], now: number): DropoutFit =>
  fitDropout(collapse(historiesOf(buyers, now), logGapsOfSample(buyers)), chosen, chosen.parameters);

/** Orders to expect of each buyer on average, week by week from now on. */
export const weeklyOrders = (model: DropoutFit, buyers: readonly SampledCustomer[], now: number): readonly number[] => {
  const histories = historiesOf(buyers, now);
  const within = Array.from({ length: weeksAhead + 1 }, (_, weeks) =>
    meanOf(histories, (history) => expectedOrders(model, history, weeks)),
  );
  return within.slice(1).map((orders, week) => orders - (within[week] ?? 0));
};

const meanOf = (histories: readonly PurchaseHistory[], of: (history: PurchaseHistory) => number): number =>
  histories.length === 0 ? 0 : histories.reduce((sum, history) => sum + of(history), 0) / histories.length;
