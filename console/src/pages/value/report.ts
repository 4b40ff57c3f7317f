// What the shop learned, as the API tells it.
export type { LookBack } from "../../../../lambdas/domain/value/look-back.ts";
export type { ProductGapReport } from "../../../../lambdas/domain/value/product-report.ts";
export type { Estimate } from "../../../../lambdas/domain/value/sampling.ts";
export type {
  AffinityReport,
  LearnedFrom,
  ProductsReport,
  ShopReport,
} from "../../../../lambdas/domain/value/shop-report.ts";
