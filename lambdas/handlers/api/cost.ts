import { channels } from "../../domain/channel.ts";
import { billByPart, volumesOf } from "../../domain/cost-estimate.ts";
import { monthlyBill } from "../../domain/cost-model.ts";
import { costParts } from "../../domain/cost-parts.ts";
import { priceRegion, prices } from "../../domain/cost-prices.ts";
import { costUnits } from "../../domain/cost-units.ts";
import { sumCounts } from "../../domain/funnel-counts.ts";
import { defaultSettings } from "../../domain/parse-settings.ts";
import { requiredInteger } from "../../shared/environment.ts";
import type { Runtime } from "../../shared/runtime.ts";
import { createCampaignStore } from "../../store/campaign-store.ts";
import { createSampleSource } from "../../store/customer-sample.ts";
import { countersByDay, knownCampaigns } from "../../store/known-campaigns.ts";
import { createLifeStore } from "../../store/life-store.ts";
import { createReportStore } from "../../store/report-store.ts";
import { refuse } from "./answer.ts";
import { costContract } from "./contract/cost.ts";
import { ContractApp } from "./contract-app.ts";
import { askedSpan, todayIn } from "./shop-days.ts";

/** As the price list's month, and as the span where nothing is asked. */
const days = 30;

const measured = { units: costUnits, parts: costParts };
const cents = (usd: number): number => Math.round(usd * 100) / 100;
const [pricesAsOf = ""] = Object.values(prices)
  .map(({ asOf }) => asOf)
  .sort();

/** What the shop pays in a month. Never are all customers read: how many there are and what they order is told from a sample. */
export const createCostRoutes = (runtime: Runtime): ContractApp => {
  const campaigns = createCampaignStore(runtime);
  const lives = createLifeStore(runtime);
  const reports = createReportStore(runtime);
  const sampleNow = createSampleSource(runtime);
  const retentionDays = requiredInteger(runtime.environment, "EVENT_RETENTION_DAYS");

  return new ContractApp().openapi(costContract.get, async (context) => {
    const now = runtime.clock.now();
    const snapshot = await campaigns.snapshot();
    const { shop, senders } = snapshot?.settings ?? defaultSettings;
    const asked = askedSpan({}, todayIn(shop.timeZone, now));
    if (!asked.ok) return refuse(context, 400, [asked.problem]);
    const counted = async () => countersByDay(reports, await knownCampaigns(lives, snapshot), asked.span);
    const [{ profiles, of }, byDay] = await Promise.all([sampleNow(), counted()]);
    const counts = sumCounts([...byDay.values()].flat());
    const volumes = volumesOf({ counts, days, profiles, of, now, retentionDays });
    const bill = monthlyBill(volumes, measured, senders.emailPriceUsdPerThousand);
    const { customers, orders, otherEvents, looks, emails, texts, pushes } = volumes;
    const messages = { email: emails, sms: texts, push: pushes };
    return context.json(
      {
        span: asked.span,
        ...{ engineUsd: cents(bill.engineUsd), feesUsd: cents(bill.feesUsd) },
        totalUsd: cents(bill.engineUsd + bill.feesUsd),
        fees: channels.map((channel) => ({ channel, messages: messages[channel], usd: cents(bill.fees[channel]) })),
        unpriced: counts["sms:unpriced"] ?? 0,
        engine: billByPart(bill),
        volumes: { customers, orders, otherEvents, looks },
        ...{ region: priceRegion, pricesAsOf },
      },
      200,
    );
  });
};
