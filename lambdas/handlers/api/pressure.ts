import { capsOf, channelFigures } from "../../domain/campaign-figures.ts";
import { sumCounts } from "../../domain/funnel-counts.ts";
import { defaultSettings } from "../../domain/parse-settings.ts";
import { pressureOf } from "../../domain/pressure.ts";
import type { Cap } from "../../domain/settings.ts";
import type { Runtime } from "../../shared/runtime.ts";
import { createCampaignStore } from "../../store/campaign-store.ts";
import { createSampleSource } from "../../store/customer-sample.ts";
import { countersByDay, knownCampaigns } from "../../store/known-campaigns.ts";
import { createLifeStore } from "../../store/life-store.ts";
import { createReportStore } from "../../store/report-store.ts";
import { refuse } from "./answer.ts";
import { pressureContract } from "./contract/pressure.ts";
import { ContractApp } from "./contract-app.ts";
import { askedSpan, todayIn } from "./shop-days.ts";

const scopeText = (scope: Cap["scope"]): string => {
  if (scope === "all") return scope;
  return [scope.channel, scope.category].filter((part) => part !== undefined).join("/") || "all";
};

const windowText = (window: Cap["window"]): string => {
  if ("rollingHours" in window) return `${window.rollingHours} hours`;
  return "rollingDays" in window ? `${window.rollingDays} days` : `calendar ${window.calendar}`;
};

/** The shop's caps as they stand, and others that decided something in these days. */
const shownCaps = (caps: readonly Cap[], decided: Readonly<Record<string, number>>) => [
  ...caps.map(({ id, scope, window, max }) => ({
    ...{ id, scope: scopeText(scope), window: windowText(window), max },
    decided: decided[id] ?? 0,
  })),
  ...Object.entries(decided)
    .filter(([id]) => caps.every((cap) => cap.id !== id))
    .map(([id, count]) => ({ id, scope: "all", window: id === "chosen-by-customer" ? "7 days" : "", decided: count })),
];

/** How often people are written to. Nobody is named, and never are all customers read. */
export const createPressureRoutes = (runtime: Runtime): ContractApp => {
  const campaigns = createCampaignStore(runtime);
  const lives = createLifeStore(runtime);
  const reports = createReportStore(runtime);
  const sampleNow = createSampleSource(runtime);

  return new ContractApp().openapi(pressureContract.get, async (context) => {
    const now = runtime.clock.now();
    const snapshot = await campaigns.snapshot();
    const { shop, senders, caps } = snapshot?.settings ?? defaultSettings;
    const asked = askedSpan(context.req.valid("query"), todayIn(shop.timeZone, now));
    if (!asked.ok) return refuse(context, 400, [asked.problem]);
    const counted = async () => countersByDay(reports, await knownCampaigns(lives, snapshot), asked.span);
    const [{ profiles, of, whole }, byDay] = await Promise.all([sampleNow(), counted()]);
    const counts = sumCounts([...byDay.values()].flat());
    const { customers, ...pressure } = pressureOf(profiles, now);
    return context.json(
      {
        span: asked.span,
        sample: { customers, of, whole },
        ...pressure,
        caps: shownCaps(caps, capsOf(counts)),
        channels: channelFigures(counts, senders),
      },
      200,
    );
  });
};
