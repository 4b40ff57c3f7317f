import * as z from "zod";

const days = z.number().int().min(1).max(3650);

/** Days since the last order that end each stage, and what makes a core customer. */
export const tierBandsSchema = z
  .strictObject({
    activeDays: days.default(90).describe("Until then a customer is core, potential or new."),
    atRiskDays: days.default(180).describe("Until then at risk."),
    dormantDays: days.default(365).describe("Until then dormant, afterwards lost."),
    coreOrders: z.number().int().min(2).max(1000).default(4).describe("Orders that make a core customer."),
    coreRevenue: z.number().min(0).default(0).describe("Revenue a core customer must have brought as well."),
  })
  .refine(({ activeDays, atRiskDays, dormantDays }) => activeDays < atRiskDays && atRiskDays < dormantDays, {
    error: "must be more days for each further stage: active, at risk, dormant",
    path: ["atRiskDays"],
  });
export type TierBands = z.infer<typeof tierBandsSchema>;
