// Everything that a shop learns from a random sample of its customers, in one place: what decisions go by, and what people read.
import { type Learned, nothingLearned } from "../learned.ts";
import type { Settings } from "../settings.ts";
import { zoneCalendar } from "../zone-calendar.ts";
import { learnProductGaps } from "./learn-product-gaps.ts";
import { learnModels } from "./learned-models.ts";
import { lookBacks } from "./look-back.ts";
import { productReport } from "./product-report.ts";
import { sampleFigures } from "./sample-figures.ts";
import type { Sample } from "./sampled-customer.ts";
import { gapsOfSample } from "./sampled-gaps.ts";
import type { ShopReport } from "./shop-report.ts";
import { tierMovement, tierShares } from "./tier-report.ts";

export interface LearnContext {
  /** Epoch milliseconds. */
  readonly now: number;
  readonly settings: Settings;
}

export interface Lesson {
  /** For decisions. */
  readonly learned: Learned;
  /** For people; without how long it took, which only a clock can tell. */
  readonly report: Omit<ShopReport, "tookMs">;
}

export const learn = (sample: Sample, { now, settings }: LearnContext): Lesson => {
  const { customers, of, whole } = sample;
  const buyers = customers.filter(({ profile }) => profile.orders.count > 0);
  const { models, forecast, weeks } = learnModels(sample, now);
  const { dayOf } = zoneCalendar(settings.shop.timeZone);
  const gaps = learnProductGaps(gapsOfSample(buyers, dayOf));
  return {
    learned: {
      ...nothingLearned,
      at: now,
      ...(models.customers.basis !== "prior" && { customers: models.customers }),
      ...(gaps.shop.count > 0 && { gaps }),
    },
    report: {
      at: now,
      sampled: {
        customers: customers.length,
        buyers: buyers.length,
        orders: buyers.reduce((sum, { orders }) => sum + orders.length, 0),
        ...{ of, whole },
      },
      models,
      figures: { ...sampleFigures(sample), ...forecast },
      weeks,
      lookBack: lookBacks(buyers, now),
      tiers: tierShares(sample, { now, bands: settings.tiers }),
      movement: tierMovement(customers, { now, bands: settings.tiers }),
      products: productReport(buyers, gaps),
    },
  };
};
