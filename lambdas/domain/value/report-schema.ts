import * as z from "zod";
import { tiers } from "../tier.ts";
import { tierBandsSchema } from "../tier-bands.ts";
import { distributionIds } from "./distributions.ts";
import { bandNames } from "./learn-tier-bands.ts";
import { forecastNames } from "./learned-models.ts";
import { productClasses } from "./product-matrix.ts";
import { rfmMeasures } from "./rfm-scores.ts";
import { figureNames } from "./sample-figures.ts";
import type { AffinityReport, LearnedFrom, ProductsReport, ShopReport } from "./shop-report.ts";

const count = z.number().int().min(0);
const share = z.number().describe("0 to 1.");
const list = <Schema extends z.ZodType>(schema: Schema) => z.array(schema).readonly();

const estimate = z
  .strictObject({ value: z.number(), low: z.number(), high: z.number() })
  .meta({ id: "SampleEstimate" })
  .describe("From a random sample: nineteen times in twenty the truth of all customers lies between low and high.");

const sampled = z.strictObject({ customers: count, orders: count });

export const learnedFromSchema: z.ZodType<LearnedFrom> = z
  .strictObject({
    at: z.number().describe("When it was learned, epoch milliseconds."),
    customers: count.describe("Of the sample."),
    buyers: count.describe("Those of them who ever ordered."),
    orders: count.describe("Their orders, as far as they were read."),
    of: count.describe("How many customers there are: about, unless all were looked at."),
    whole: z.boolean().describe("All customers were looked at."),
  })
  .meta({ id: "LearnedFrom" });

const notes = {
  basis: z.enum(["fitted", "mixed", "prior"]).describe("The shop's own customers, both, or other shops."),
  reason: z.string().describe("Why it rests on that."),
  logLikelihood: z.number(),
  standardErrors: z.record(z.string(), z.number()).optional().describe("By parameter, where the data tell them."),
  converged: z.boolean(),
};

const models = z
  .strictObject({
    customers: z.strictObject({
      ...notes,
      name: z.string().describe("Such as BG/NBD or MBG/CNBD-2."),
      dropsAtFirst: z.boolean(),
      regularity: count,
      parameters: z.strictObject({ r: z.number(), alpha: z.number(), a: z.number(), b: z.number() }),
      bic: z.number(),
    }),
    spend: z
      .strictObject({
        ...notes,
        name: z.literal("gamma-gamma"),
        parameters: z.strictObject({ p: z.number(), q: z.number(), v: z.number() }),
        customers: count,
      })
      .optional(),
    sampled: count,
  })
  .meta({ id: "ShopModels" });

const lookBack = z
  .strictObject({
    days: count.describe("So long ago the model is fitted to what was known then."),
    customers: count.describe("Of the sample, who had ordered by then."),
    forecast: z.number().describe("Orders that the model expected of them until now."),
    sameRate: z.number().describe("Orders if everybody had gone on as before."),
    actual: count.describe("Orders that came."),
  })
  .meta({ id: "LookBack" });

const tier = z.enum(tiers);
const tierMovement = z
  .strictObject({
    sampled,
    days: count,
    tiers: list(z.strictObject({ tier, customers: count, share: estimate })),
    moves: list(z.strictObject({ from: tier, to: tier, customers: count })).describe("Then and now, of the sample."),
  })
  .meta({ id: "TierMovement" });

const learnedBands = z
  .strictObject({
    sampled,
    buyers: count,
    returners: count.describe("Who ordered on another day again."),
    bands: tierBandsSchema.optional().describe("Absent while the data are thin."),
    estimates: z.record(z.enum(bandNames), estimate).optional(),
    note: z.enum(["learned", "kept", "too-few-returned", "seen-too-briefly"]),
  })
  .meta({ id: "LearnedTierBands" });

const rfm = z
  .strictObject({
    sampled,
    buyers: count,
    thin: z.boolean(),
    edges: z.record(z.enum(rfmMeasures), list(estimate)).describe("What divides the fifths."),
    customers: z.record(z.string(), count).describe("By recency, frequency and money: 5-4-3."),
    habits: z.record(z.enum(["often-much", "often-little", "seldom-much", "seldom-little", "between"]), count),
  })
  .meta({ id: "RfmReport" });

const concentration = z
  .strictObject({
    sampled,
    buyers: count,
    revenue: z.number(),
    thin: z.boolean(),
    top: list(z.strictObject({ of: share, share: estimate })).describe("Of revenue, by share of the customers."),
    gini: estimate,
    curve: list(z.strictObject({ customers: share, revenue: share })),
  })
  .meta({ id: "Concentration" });

const deciles = z
  .strictObject({
    sampled,
    buyers: count,
    basis: notes.basis,
    reason: notes.reason,
    deciles: list(
      z.strictObject({
        decile: count.describe("1 is the best tenth."),
        customers: count,
        expected: z.number().describe("Spend in twelve months, per customer."),
        standardError: z.number(),
        share,
      }),
    ),
  })
  .meta({ id: "ValueDeciles" });

const distributions = z
  .strictObject({
    sampled,
    of: z.record(
      z.enum(distributionIds),
      list(z.strictObject({ group: z.string(), customers: count, share: estimate })),
    ),
  })
  .meta({ id: "Distributions" });

export const shopReportSchema = z.strictObject({
  from: learnedFromSchema,
  models,
  figures: z.record(z.enum([...figureNames, ...forecastNames]), estimate),
  weeks: list(z.number()).describe("Orders that the shop's customers are expected to place, by week ahead."),
  lookBack: list(lookBack),
  tiers: tierMovement,
  bands: learnedBands,
  rfm,
  concentration,
  deciles,
  distributions,
}) as unknown as z.ZodType<ShopReport>;

const reason = z.strictObject({
  fact: z.enum(["new-buyers", "one-time-buyers", "bought-again", "loyal-buyers", "rising", "slow", "few-buyers"]),
  value: z.number().describe("Of the product."),
  usual: z.number().describe("Of the shop's products together."),
});

const matrix = z
  .strictObject({
    sampled,
    products: count,
    classes: z.record(z.enum(productClasses), count),
    best: list(
      z.strictObject({
        productId: z.string(),
        name: z.string().optional(),
        class: z.enum(productClasses),
        reasons: list(reason),
        buyers: count,
        revenue: z.number(),
        newShare: estimate,
        againShare: estimate,
        loyalShare: estimate,
        discountedShare: share,
      }),
    ).describe("Those that brought most money, the most first."),
  })
  .meta({ id: "ProductMatrix" });

const productGap = z
  .strictObject({
    productId: z.string(),
    name: z.string().optional(),
    category: z.string().optional(),
    buyers: count.describe("Of the sample."),
    gaps: count.describe("Times that somebody of the sample bought it again."),
    gapDays: z.number().describe("Half of them buy one piece of it again sooner."),
    earlyDays: z.number().describe("One in ten sooner than this."),
    lateDays: z.number().describe("One in ten later than this."),
    from: z.enum(["product", "category", "shop"]).describe("What that mostly rests on."),
  })
  .meta({ id: "ProductGapReport" });

export const productsReportSchema = z.strictObject({
  from: learnedFromSchema,
  matrix,
  gaps: list(productGap),
}) as unknown as z.ZodType<ProductsReport>;

const affinity = z
  .strictObject({
    sampled,
    productsCompared: count,
    pairsCompared: count,
    pairs: list(
      z.strictObject({
        products: z.tuple([z.string(), z.string()]),
        orders: count.describe("With both."),
        customers: count,
        support: share.describe("Of all orders."),
        confidence: z.tuple([share, share]).describe("Of the orders with one, those with the other."),
        lift: estimate,
      }),
    ),
    companions: z
      .record(z.string(), list(z.strictObject({ productId: z.string(), customers: count, likeness: share })))
      .describe("By product: what else its buyers bought."),
  })
  .meta({ id: "Affinity" });

export const affinityReportSchema = z.strictObject({
  from: learnedFromSchema,
  affinity,
}) as unknown as z.ZodType<AffinityReport>;
