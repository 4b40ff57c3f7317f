import * as z from "zod";

const days = z.number().int().min(1).max(3650);

const bands = {
  activeDays: days.default(90).describe("Until then a customer is core, potential or new."),
  atRiskDays: days.default(180).describe("Until then at risk."),
  dormantDays: days.default(365).describe("Until then dormant, afterwards lost."),
  coreOrders: z.number().int().min(2).max(1000).default(4).describe("Orders that make a core customer."),
  coreRevenue: z.number().min(0).default(0).describe("Revenue a core customer must have brought as well."),
};

const doGrow = ({ activeDays, atRiskDays, dormantDays }: Readonly<Record<string, unknown>>): boolean =>
  Number(activeDays) < Number(atRiskDays) && Number(atRiskDays) < Number(dormantDays);
const mustGrow = { error: "must be more days for each further stage: active, at risk, dormant", path: ["atRiskDays"] };

/** Days since the last order that end each stage, and what makes a core customer. */
export const tierBandsSchema = z.strictObject(bands).refine(doGrow, mustGrow);
export type TierBands = z.infer<typeof tierBandsSchema>;

/** The bands that a shop sets, and whether it wants its learned ones instead. */
export const tierSettingsSchema = z
  .strictObject({
    by: z
      .enum(["fixed", "learned"])
      .default("fixed")
      .describe("Learned: by bands from the shop's own customers, once enough came back; until then by these."),
    ...bands,
  })
  .refine(doGrow, mustGrow);
