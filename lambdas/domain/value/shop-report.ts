import type { Affinity } from "./affinity.ts";
import type { Concentration } from "./concentration.ts";
import type { Distributions } from "./distributions.ts";
import type { LearnedTierBands } from "./learn-tier-bands.ts";
import type { ForecastName } from "./learned-models.ts";
import type { LookBack } from "./look-back.ts";
import type { ProductMatrix } from "./product-matrix.ts";
import type { ProductGapReport } from "./product-report.ts";
import type { RfmReport } from "./rfm-scores.ts";
import type { FigureName } from "./sample-figures.ts";
import type { Estimate } from "./sampling.ts";
import type { ShopModels } from "./shop-models.ts";
import type { TierMovement } from "./tier-movement.ts";
import type { ValueDeciles } from "./value-deciles.ts";

/** On what everything rests that was learned at once. */
export interface LearnedFrom {
  /** Epoch milliseconds. */
  readonly at: number;
  /** Customers of the sample, those of them who ever ordered, and their orders as far as they were read. */
  readonly customers: number;
  readonly buyers: number;
  readonly orders: number;
  /** How many customers the shop has: exactly when `whole`, else about. */
  readonly of: number;
  readonly whole: boolean;
}

/** What a sample of the customers shows of the shop, for people. Every estimate says how far off it may be. */
export interface ShopReport {
  readonly from: LearnedFrom;
  readonly models: ShopModels;
  readonly figures: Readonly<Record<FigureName | ForecastName, Estimate>>;
  /** Orders that the whole shop's known customers are expected to place, week by week. */
  readonly weeks: readonly number[];
  readonly lookBack: readonly LookBack[];
  readonly tiers: TierMovement;
  readonly bands: LearnedTierBands;
  readonly rfm: RfmReport;
  readonly concentration: Concentration;
  readonly deciles: ValueDeciles;
  readonly distributions: Distributions;
}

/** Of the goods. */
export interface ProductsReport {
  readonly from: LearnedFrom;
  readonly matrix: ProductMatrix;
  /** Those with most buyers in the sample. */
  readonly gaps: readonly ProductGapReport[];
}

/** Of what goes with what. */
export interface AffinityReport {
  readonly from: LearnedFrom;
  readonly affinity: Affinity;
}

export interface Reports {
  readonly shop: ShopReport;
  readonly products: ProductsReport;
  readonly affinity: AffinityReport;
}
