import * as z from "zod";
import { tiers } from "../tier.ts";

const whole = z.number().int().min(0);
const estimate = z
  .strictObject({
    value: z.number(),
    error: z.number().describe("Standard error against what all customers would show; 0 when all were looked at."),
  })
  .meta({ id: "SampleEstimate" });

const notes = {
  name: z.string(),
  basis: z.enum(["fitted", "mixed", "prior"]).describe("The shop's own customers, both, or other shops."),
  reason: z.string().describe("Why it rests on that."),
  logLikelihood: z.number(),
  standardErrors: z.record(z.string(), z.number()).optional().describe("By parameter, where the data tell them."),
  converged: z.boolean(),
};

export const shopModelsSchema = z.strictObject({
  customers: z.strictObject({
    ...notes,
    dropsAtFirst: z.boolean(),
    regularity: z.number().int().min(1),
    parameters: z.strictObject({ r: z.number(), alpha: z.number(), a: z.number(), b: z.number() }),
    bic: z.number(),
  }),
  spend: z
    .strictObject({
      ...notes,
      name: z.literal("gamma-gamma"),
      parameters: z.strictObject({ p: z.number(), q: z.number(), v: z.number() }),
      customers: whole,
    })
    .optional(),
  sampled: whole,
});

const lookBack = z
  .strictObject({
    days: whole.describe("So long ago the model is fitted to what was known then."),
    customers: whole.describe("Of the sample, who had ordered by then."),
    forecast: z.number().describe("Orders that the model expected of them until now."),
    sameRate: z.number().describe("Orders if everybody had gone on as before."),
    actual: whole.describe("Orders that came."),
  })
  .meta({ id: "LookBack" });

const product = z
  .strictObject({
    productId: z.string(),
    name: z.string().optional(),
    category: z.string().optional(),
    buyers: whole.describe("Of the sample."),
    gaps: whole.describe("Times that somebody of the sample bought it again."),
    gapDays: z.number().describe("Half of them buy it again sooner."),
    from: z.enum(["product", "category", "shop"]).describe("What that mostly rests on."),
  })
  .meta({ id: "ProductGapReport" });

/** What a sample of the customers shows of the shop: for people. Every estimate says how far off it may be. */
export const shopReportSchema = z.strictObject({
  at: z.number().describe("Epoch milliseconds."),
  tookMs: whole,
  sampled: z.strictObject({
    customers: whole,
    buyers: whole.describe("Who ever ordered."),
    orders: whole.describe("Orders that were read."),
    of: whole.describe("How many customers there are: about, unless all were looked at."),
    whole: z.boolean().describe("All customers were looked at."),
  }),
  models: shopModelsSchema,
  figures: z.strictObject({
    ordersPerBuyer: estimate,
    repeatShare: estimate.describe("Of those who ever ordered, who ordered again."),
    orderValue: estimate,
    revenuePerBuyer: estimate,
    gapDays: estimate.describe("Between two orders of a customer; 0 while nobody ordered twice."),
    alive: estimate.describe("The mean probability of those who ever ordered that they will order again some day."),
    orders30: estimate.describe("Orders per buyer to expect in the next 30 days."),
    orders90: estimate.describe("The same of 90 days."),
  }),
  weeks: z
    .array(z.number())
    .readonly()
    .describe("Orders that the whole shop's customers are expected to place, by week ahead."),
  lookBack: z.array(lookBack).readonly(),
  tiers: z.array(z.strictObject({ tier: z.enum(tiers), share: estimate })).readonly(),
  movement: z.strictObject({
    days: whole,
    moves: z
      .array(z.strictObject({ from: z.enum(tiers), to: z.enum(tiers), customers: whole }))
      .readonly()
      .describe("Customers of the sample by their tier so many days ago and now; those who stayed too."),
  }),
  products: z.array(product).readonly().describe("Those with most buyers in the sample."),
});
export type ShopReport = z.infer<typeof shopReportSchema>;
