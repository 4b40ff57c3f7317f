import { dayMs } from "../../domain/limits.ts";
import { type CustomerForecast, forecastCustomer } from "../../domain/value/customer-forecast.ts";
import { modelsOf, type ShopModels } from "../../domain/value/shop-models.ts";
import type { Runtime } from "../../shared/runtime.ts";
import { cached } from "../../store/cached-rules.ts";
import { createSampleSource } from "../../store/customer-sample.ts";
import { createCustomerStore } from "../../store/customer-store.ts";
import { refuse } from "./answer.ts";
import { forecastContract } from "./contract/forecast.ts";
import { ContractApp } from "./contract-app.ts";

const horizonDays = 90;
/** A shop's customers do not change their ways in an hour, and a fit takes a moment. */
const modelAgeMsMax = 3_600_000;

const isoDates = (dates: CustomerForecast["nextOrder"]) =>
  Object.fromEntries(Object.entries(dates).map(([name, at]) => [name, new Date(at).toISOString()]));

const shown = ({ ordersWithin, nextOrder, ...forecast }: CustomerForecast, { sampled }: ShopModels) => ({
  ...forecast,
  within: { days: horizonDays, chance: ordersWithin.chance, orders: ordersWithin.expected },
  nextOrder: isoDates(nextOrder),
  sampled,
});

/** What is to be expected of one customer, by models fitted to a bounded sample of all. */
export const createForecastRoutes = (runtime: Runtime): ContractApp => {
  const customers = createCustomerStore(runtime);
  const sampleNow = createSampleSource(runtime);
  const models = cached(runtime.clock, modelAgeMsMax, async () => {
    const { profiles } = await sampleNow();
    return modelsOf(
      profiles.map(({ orders }) => orders),
      runtime.clock.now(),
    );
  });

  return new ContractApp().openapi(forecastContract.get, async (context) => {
    const { customerId } = context.req.valid("param");
    const [profile, shop] = await Promise.all([customers.loadOne(customerId), models()]);
    if (profile === undefined)
      return refuse(context, 404, [{ where: "customerId", problem: "there is no such customer" }]);
    const at = runtime.clock.now();
    const forecast = forecastCustomer(shop, profile.orders, { at, horizonMs: horizonDays * dayMs });
    return context.json(forecast === undefined ? {} : { forecast: shown(forecast, shop) }, 200);
  });
};
