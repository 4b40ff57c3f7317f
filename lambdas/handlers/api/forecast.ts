import { dayMs } from "../../domain/limits.ts";
import { type CustomerForecast, forecastCustomer } from "../../domain/value/customer-forecast.ts";
import { modelsOf, type ShopModels } from "../../domain/value/shop-models.ts";
import type { Runtime } from "../../shared/runtime.ts";
import { cached } from "../../store/cached-rules.ts";
import { createSampleSource } from "../../store/customer-sample.ts";
import { createCustomerStore } from "../../store/customer-store.ts";
import { createLearnedModelsSource } from "../../store/learned-models-source.ts";
import { refuse } from "./answer.ts";
import { forecastContract } from "./contract/forecast.ts";
import { ContractApp } from "./contract-app.ts";

const horizonDays = 90;
/** A shop's customers do not change their ways in an hour, and a fit takes a moment. */
const modelAgeMsMax = 3_600_000;

const isoDates = (dates: CustomerForecast["nextOrder"]) =>
  Object.fromEntries(Object.entries(dates).map(([name, at]) => [name, new Date(at).toISOString()]));

interface Fitted {
  readonly models: ShopModels;
  /** Epoch milliseconds. */
  readonly at: number;
}

const shown = ({ ordersWithin, nextOrder, ...forecast }: CustomerForecast, { models, at }: Fitted) => ({
  ...forecast,
  within: { days: horizonDays, chance: ordersWithin.chance, orders: ordersWithin.expected },
  nextOrder: isoDates(nextOrder),
  sampled: models.sampled,
  learnedAt: new Date(at).toISOString(),
});

/** The models that were learned last; in a shop that has not learned of anybody yet, fitted to a small sample on the spot. */
const createModels = (runtime: Runtime): (() => Promise<Fitted>) => {
  const { clock } = runtime;
  const sampleNow = createSampleSource(runtime);
  const fitNow = cached(clock, modelAgeMsMax, async (): Promise<Fitted> => {
    const { profiles } = await sampleNow();
    const at = clock.now();
    return {
      at,
      models: modelsOf(
        profiles.map(({ orders }) => orders),
        at,
      ),
    };
  });
  const known = createLearnedModelsSource(runtime);
  return async () => {
    const report = await known();
    return report === undefined || report.models.sampled === 0
      ? fitNow()
      : { models: report.models, at: report.from.at };
  };
};

/** What is to be expected of one customer, by models fitted to a bounded sample of all. */
export const createForecastRoutes = (runtime: Runtime): ContractApp => {
  const customers = createCustomerStore(runtime);
  const models = createModels(runtime);

  return new ContractApp().openapi(forecastContract.get, async (context) => {
    const { customerId } = context.req.valid("param");
    const [profile, fitted] = await Promise.all([customers.loadOne(customerId), models()]);
    if (profile === undefined)
      return refuse(context, 404, [{ where: "customerId", problem: "there is no such customer" }]);
    const at = runtime.clock.now();
    const forecast = forecastCustomer(fitted.models, profile.orders, { at, horizonMs: horizonDays * dayMs });
    return context.json(forecast === undefined ? {} : { forecast: shown(forecast, fitted) }, 200);
  });
};
