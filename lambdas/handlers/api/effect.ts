import type { Campaign } from "../../domain/campaign.ts";
import {
  armFigures,
  armOf,
  capsOf,
  channelFigures,
  daysUpTo,
  funnelOf,
  ordersAfter,
  settledThrough,
  statusesOf,
} from "../../domain/campaign-figures.ts";
import { liftOverTime } from "../../domain/effect/lift-over-time.ts";
import { splitEffects } from "../../domain/effect/ways-compared.ts";
import { weeksOf } from "../../domain/effect/weeks.ts";
import { type Counts, sumCounts } from "../../domain/funnel-counts.ts";
import { goalDaysDefault, goalDaysOf, windowDaysOf } from "../../domain/goal-window.ts";
import { adaptingSplits, sharesOf } from "../../domain/learn-ways.ts";
import { defaultSettings } from "../../domain/parse-settings.ts";
import type { Snapshot } from "../../domain/rules.ts";
import type { Runtime } from "../../shared/runtime.ts";
import { createCampaignStore } from "../../store/campaign-store.ts";
import { countersOfCampaigns, knownCampaigns } from "../../store/known-campaigns.ts";
import { createLifeStore } from "../../store/life-store.ts";
import { createReportStore, type DayCounts } from "../../store/report-store.ts";
import { refuse } from "./answer.ts";
import { effectContract } from "./contract/effect.ts";
import { spanDaysMax } from "./contract/figures.ts";
import { ContractApp } from "./contract-app.ts";
import { askedSpan, type Span, todayIn } from "./shop-days.ts";
import { liftShown, shopEffect } from "./shop-effect.ts";

type Senders = Snapshot["settings"]["senders"];

const costOf = (counts: Counts, senders: Senders) => {
  const channels = channelFigures(counts, senders);
  const costUsd = channels.reduce((sum, channel) => sum + channel.costUsd, 0);
  return {
    usd: Math.round(costUsd * 1e4) / 1e4,
    unpriced: channels.reduce((sum, channel) => sum + channel.unpriced, 0),
  };
};

const summaryOf = (campaignId: string, counts: Counts, { live, senders }: { live: boolean; senders: Senders }) => {
  const { treated, heldOut } = armFigures(counts);
  const { skipped: _, ...funnel } = funnelOf(counts);
  const { usd, unpriced } = costOf(counts, senders);
  return {
    ...{ campaignId, live, ...funnel },
    sent: channelFigures(counts, senders).reduce((sum, { sent }) => sum + sent, 0),
    arms: { treated, heldOut },
    lastTouch: ordersAfter(counts).lastTouch,
    ...{ costUsd: usd, unpriced },
  };
};

/** The live version, or the last one that was; nothing of a campaign that never was. */
const campaignIn = (snapshot: Snapshot | undefined, id: string): Campaign | undefined =>
  snapshot?.campaigns.find((one) => one.id === id) ??
  snapshot?.earlier?.map(({ campaign }) => campaign).findLast((one) => one.id === id);

const goalOf = (campaign: Campaign | undefined) => ({
  event: campaign?.goal?.on.event ?? "order-placed",
  days: goalDaysOf(campaign),
  windowDays: campaign === undefined ? goalDaysDefault : windowDaysOf(campaign),
  named: campaign?.goal !== undefined,
});

/** Of the steps as they are now; ways that are gone are seen in `arms` alone. */
const splitsOf = (campaign: Campaign | undefined, settled: readonly DayCounts[]) => {
  if (campaign === undefined) return [];
  const weeks = weeksOf(settled);
  const adapting = adaptingSplits(campaign);
  return splitEffects(campaign, weeks).map(({ ways, ...effect }) => {
    const split = adapting.find(({ id }) => id === effect.stepId);
    const nextShares = split && sharesOf(split, weeks);
    return {
      ...effect,
      ...(nextShares !== undefined && { nextShares }),
      ways: ways.map(({ way, treated, heldOut, againstHeldOut }) => ({
        ...{ way, treated: armOf(treated), heldOut: armOf(heldOut), againstHeldOut },
      })),
    };
  });
};

interface Asked {
  /** All settled days, for the lift. */
  readonly settled: readonly DayCounts[];
  readonly campaignId: string;
  readonly span: Span;
  readonly days: readonly DayCounts[];
  readonly snapshot: Snapshot | undefined;
  readonly today: string;
}

const effectOf = ({ campaignId, span, days, settled, snapshot, today }: Asked) => {
  const { senders } = snapshot?.settings ?? defaultSettings;
  const counts = sumCounts(days.map((one) => one.counts));
  const campaign = campaignIn(snapshot, campaignId);
  const goal = goalOf(campaign);
  return {
    ...{ campaignId, live: isLive(snapshot, campaignId), span, goal },
    funnel: funnelOf(counts),
    days: days.map((one) => ({ day: one.day, ...funnelOf(one.counts) })),
    statuses: statusesOf(counts) as Record<string, number>,
    channels: channelFigures(counts, senders),
    caps: capsOf(counts),
    arms: { ...armFigures(counts), settledThrough: settledThrough(today, goal.windowDays) },
    // Of every day whose windows are over, as far back as is looked.
    lift: liftShown(liftOverTime(settled)),
    splits: splitsOf(campaign, settled),
    ...ordersAfter(counts),
    cost: costOf(counts, senders),
  };
};

const isLive = (snapshot: Snapshot | undefined, id: string): boolean =>
  snapshot?.campaigns.some((one) => one.id === id) ?? false;

/** What campaigns did: the funnel that adds up, and treated customers against held-out ones. */
export const createEffectRoutes = (runtime: Runtime): ContractApp => {
  const campaigns = createCampaignStore(runtime);
  const lives = createLifeStore(runtime);
  const reports = createReportStore(runtime);

  const surroundings = async () => {
    const snapshot = await campaigns.snapshot();
    const { shop, senders, holdOut } = snapshot?.settings ?? defaultSettings;
    return { snapshot, senders, holdOut, today: todayIn(shop.timeZone, runtime.clock.now()) };
  };

  return new ContractApp()
    .openapi(effectContract.list, async (context) => {
      const { snapshot, senders, today } = await surroundings();
      const asked = askedSpan(context.req.valid("query"), today);
      if (!asked.ok) return refuse(context, 400, [asked.problem]);
      const counted = await countersOfCampaigns(reports, await knownCampaigns(lives, snapshot), asked.span);
      const shown = [...counted].map(([id, days]) => {
        const counts = sumCounts(days.map((one) => one.counts));
        return summaryOf(id, counts, { live: isLive(snapshot, id), senders });
      });
      const busiestFirst = shown.sort((a, b) => b.lookedAt - a.lookedAt || (a.campaignId < b.campaignId ? -1 : 1));
      return context.json({ span: asked.span, campaigns: busiestFirst }, 200);
    })
    .openapi(effectContract.shop, async (context) => {
      const { holdOut, today } = await surroundings();
      return context.json(await shopEffect(reports, { holdOut, today }), 200);
    })
    .openapi(effectContract.get, async (context) => {
      const { campaignId } = context.req.valid("param");
      const { snapshot, today } = await surroundings();
      const asked = askedSpan(context.req.valid("query"), today);
      if (!asked.ok) return refuse(context, 400, [asked.problem]);
      const through = settledThrough(today, goalOf(campaignIn(snapshot, campaignId)).windowDays);
      const [days, settled] = await Promise.all([
        reports.days(campaignId, asked.span),
        reports.days(campaignId, { from: daysUpTo(through, spanDaysMax)[0] ?? through, to: through }),
      ]);
      const isKnown = days.length > 0 || (await knownCampaigns(lives, snapshot)).includes(campaignId);
      if (!isKnown)
        return refuse(context, 404, [
          { where: "path", problem: "names a campaign that is not known", received: campaignId },
        ]);
      return context.json(effectOf({ campaignId, span: asked.span, days, settled, snapshot, today }), 200);
    });
};
