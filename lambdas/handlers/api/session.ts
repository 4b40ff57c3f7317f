import { defaultSettings } from "../../domain/parse-settings.ts";
import { rightsOf } from "../../domain/role.ts";
import type { Runtime } from "../../shared/runtime.ts";
import { createCampaignStore } from "../../store/campaign-store.ts";
import { sessionContract } from "./contract/session.ts";
import { ContractApp } from "./contract-app.ts";
import { actorOf } from "./person.ts";

/** What a console asks first. A shop that published nothing yet is shown as its defaults have it. */
export const createSessionRoutes = (runtime: Runtime): ContractApp => {
  const campaigns = createCampaignStore(runtime);
  return new ContractApp().openapi(sessionContract.get, async (context) => {
    const { shop, approval } = (await campaigns.snapshot())?.settings ?? defaultSettings;
    const { person, roles, local } = actorOf(context);
    const { name, timeZone, currency, locale } = shop;
    const now = new Date(runtime.clock.now()).toISOString();
    const rights = rightsOf(roles);
    return context.json(
      { person, roles, rights, shop: { name, timeZone, currency, locale }, now, local, approval },
      200,
    );
  });
};
