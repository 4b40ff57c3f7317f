// Everything that a shop learns from a random sample of its customers, in one place: what decisions go by, and what people read.
import { bandsOf } from "../bands.ts";
import { type Learned, nothingLearned } from "../learned.ts";
import type { Settings } from "../settings.ts";
import type { TierBands } from "../tier-bands.ts";
import { zoneCalendar } from "../zone-calendar.ts";
import { affinityOf } from "./affinity.ts";
import { concentrationOf } from "./concentration.ts";
import { distributionsOf } from "./distributions.ts";
import { learnProductGaps } from "./learn-product-gaps.ts";
import { type LearnedTierBands, learnTierBands } from "./learn-tier-bands.ts";
import { forecastEstimates, modelsOfSample, weeklyOrders } from "./learned-models.ts";
import { lookBacks } from "./look-back.ts";
import type { ProductGapModel } from "./product-gap.ts";
import { productMatrix } from "./product-matrix.ts";
import { productReport } from "./product-report.ts";
import { plainEdges, rfmReport } from "./rfm-scores.ts";
import { sampleFigures } from "./sample-figures.ts";
import type { Sample, SampledCustomer } from "./sampled-customer.ts";
import { gapsOfSample } from "./sampled-gaps.ts";
import type { LearnedFrom, Reports, ShopReport } from "./shop-report.ts";
import { tierMovement } from "./tier-movement.ts";
import { valueDeciles } from "./value-deciles.ts";

export interface LearnContext {
  /** Epoch milliseconds. */
  readonly now: number;
  readonly settings: Settings;
  /** What was learned the last time. */
  readonly before: Learned;
}

export interface Lesson {
  /** For decisions. */
  readonly learned: Learned;
  /** For people. */
  readonly reports: Reports;
}

/** How long ago customers' tiers are compared with now. */
const movementDays = 30;

export const learn = (sample: Sample, context: LearnContext): Lesson => {
  const { now, settings } = context;
  const buyers = sample.customers.filter(({ profile }) => profile.orders.count > 0);
  const from = fromOf(sample, buyers, now);
  const gaps = learnProductGaps(gapsOfSample(buyers, zoneCalendar(settings.shop.timeZone).dayOf));
  const shop = shopReport(sample, buyers, from, context);
  return {
    learned: learnedFrom(shop, gaps),
    reports: {
      shop,
      products: { from, matrix: productMatrix(buyers, now), gaps: productReport(buyers, gaps) },
      affinity: { from, affinity: affinityOf(buyers) },
    },
  };
};

/** Only what rests on the shop's own customers decides anything. */
const learnedFrom = ({ from, models, bands }: ShopReport, gaps: ProductGapModel): Learned => ({
  ...nothingLearned,
  at: from.at,
  ...(models.customers.basis !== "prior" && { customers: models.customers }),
  ...(gaps.shop.count > 0 && { gaps }),
  ...(bands.bands && { bands: bands.bands }),
});

const fromOf = ({ customers, of, whole }: Sample, buyers: readonly SampledCustomer[], at: number): LearnedFrom => ({
  at,
  customers: customers.length,
  buyers: buyers.length,
  orders: buyers.reduce((sum, { orders }) => sum + orders.length, 0),
  of,
  whole,
});

/** The bands that tiers go by from now on. */
const bandsInForce = (settings: Settings, { bands }: LearnedTierBands): TierBands =>
  bandsOf({ settings, learned: { ...nothingLearned, ...(bands && { bands }) } });

const shopReport = (
  { customers, of }: Sample,
  buyers: readonly SampledCustomer[],
  from: LearnedFrom,
  { now, settings, before }: LearnContext,
): ShopReport => {
  const models = modelsOfSample(buyers, now);
  const bands = learnTierBands(customers, { now, previous: before.bands });
  const inForce = bandsInForce(settings, bands);
  const rfm = rfmReport(customers, now);
  const { dayOf, dateOf } = zoneCalendar(settings.shop.timeZone);
  const buyersInShop = customers.length === 0 ? 0 : (of * buyers.length) / customers.length;
  return {
    from,
    models,
    figures: { ...sampleFigures(buyers), ...forecastEstimates(models.customers, buyers, now) },
    weeks: weeklyOrders(models.customers, buyers, now).map((orders) => orders * buyersInShop),
    lookBack: lookBacks(buyers, now),
    tiers: tierMovement(customers, { now, days: movementDays, bands: inForce }),
    bands,
    rfm,
    concentration: concentrationOf(customers),
    deciles: valueDeciles(buyers, models, now),
    distributions: distributionsOf(customers, {
      ...{ day: dateOf(dayOf(now)), now, bands: inForce },
      edges: plainEdges(rfm),
    }),
  };
};
