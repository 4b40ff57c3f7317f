import * as z from "zod";

/** Names of campaigns, steps, segments and coupons. */
export const identifier = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,62}$/, "must be lower-case letters, digits and hyphens, starting with a letter")
  // Customers' items hold it as a key, and the table's client takes an object with this one for something else.
  .refine((id) => id !== "constructor", "must be another word than constructor");

export const fieldPath = z
  .string()
  .regex(/^[A-Za-z_][\w-]*(\.[A-Za-z_][\w-]*){0,3}$/, "must be a field such as lines.category");
/** A field that lies at the top. */
export const fieldName = z.string().regex(/^[A-Za-z_][\w-]{0,39}$/, "must be the name of a field such as orderId");
export const scalar = z.union([z.string().max(120), z.number(), z.boolean()]);

/** What a field of an event must be; a list holds when one of its values does. */
const fieldTest = z.strictObject({
  field: fieldPath,
  is: z.array(scalar).min(1).max(100).optional(),
  atLeast: z.number().optional(),
  atMost: z.number().optional(),
  exists: z.boolean().optional(),
});
export type FieldTest = z.infer<typeof fieldTest>;

export const eventMatchSchema = z.strictObject({
  event: z.string().min(1).max(100).describe("One of ours, such as order-placed, or the shop's own name."),
  where: z.array(fieldTest).max(5).optional(),
  occurrenceField: fieldPath
    .optional()
    .describe("Only an event that is about the occurrence: its field has that value, for example orderId."),
});
/** Which events are meant. */
export type EventMatch = z.infer<typeof eventMatchSchema>;
