import * as z from "zod";
import { tierBandsSchema } from "../domain/tier-bands.ts";
import type { WrittenLearned } from "./learned-form.ts";

const figures = z.tuple([z.number().min(0), z.number(), z.number().min(0)]);
const spread = z.strictObject({ within: z.number().min(0), between: z.number().min(0) });
const sharesFrom = z.strictObject({
  from: z.iso.date(),
  shares: z.record(z.string(), z.number().positive().max(1)),
});
const positive = z.number().positive();

/** What decisions read must hold before it is written, and when it is read: a number that is none would decide for everybody. */
const writtenLearnedSchema = z.strictObject({
  bands: tierBandsSchema.optional(),
  customers: z
    .strictObject({
      dropsAtFirst: z.boolean(),
      regularity: z.number().int().min(1),
      parameters: z.strictObject({ r: positive, alpha: positive, a: positive, b: positive }),
    })
    .optional(),
  gaps: z
    .strictObject({
      shop: figures,
      cadences: figures,
      categories: z.array(z.tuple([z.string(), figures])),
      kinds: z.array(z.string()),
      products: z.array(z.tuple([z.string(), z.number().int().min(-1), figures, figures])),
      spreads: z.strictObject({ categories: spread, products: spread, customers: spread }),
      perQuantity: z.number(),
      perCadence: z.number(),
    })
    .optional(),
  ways: z.array(z.tuple([z.string(), z.array(sharesFrom)])).optional(),
});

/** Throws on what does not hold. */
export const checkedLearned = (value: unknown): WrittenLearned => writtenLearnedSchema.parse(value) as WrittenLearned;
