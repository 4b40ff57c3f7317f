import type { Settings } from "../../domain/settings.ts";
import type { Runtime } from "../../shared/runtime.ts";
import { createCampaignStore } from "../../store/campaign-store.ts";
import { changeSettings, settingsInForce, settingsMark } from "../../store/change-settings.ts";
import { refuse } from "./answer.ts";
import { settingsContract } from "./contract/settings.ts";
import { ContractApp } from "./contract-app.ts";
import { actingPerson } from "./person.ts";

/** What was left out carries undefined, which is nothing in what is stored. */
const withoutUndefined = (settings: Settings): Settings => JSON.parse(JSON.stringify(settings)) as Settings;

/** What the shop has set: a change is published, so that everybody is decided anew by it. */
export const createSettingsRoutes = (runtime: Runtime): ContractApp => {
  const campaigns = createCampaignStore(runtime);
  return new ContractApp()
    .openapi(settingsContract.get, async (context) => {
      const settings = settingsInForce(await campaigns.snapshot({ consistent: true }));
      return context.json({ settings, mark: settingsMark(settings) }, 200);
    })
    .openapi(settingsContract.save, async (context) => {
      const { settings: given, basedOn } = context.req.valid("json");
      const [by, now] = [actingPerson(context), runtime.clock.now()];
      const result = await changeSettings(runtime, { settings: withoutUndefined(given), basedOn, by, now });
      const stands = { settings: result.settings, mark: settingsMark(result.settings) };
      if (!result.ok) return refuse(context, 409, result.problems, { reason: result.reason, ...stands });
      const { changed, revision } = result;
      if (changed.length > 0) runtime.logger.info("The settings were changed", { changed, revision });
      return context.json({ ...stands, changed, published: { revision } }, 200);
    });
};
