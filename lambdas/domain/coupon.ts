import * as z from "zod";

const common = {
  id: z.string().regex(/^[a-z][a-z0-9-]{0,62}$/, "must be lower-case letters, digits and hyphens"),
  name: z.strictObject({ en: z.string().min(1).max(100), zh: z.string().min(1).max(100) }),
  /** In the shop's currency, or in percent. */
  value: z.strictObject({ amount: z.number().positive().max(1_000_000), unit: z.enum(["money", "percent"]) }),
  minimumSpend: z.number().min(0).max(10_000_000),
  /** Days a code is good for after it was given; absent: until the shop ends it. */
  validDays: z.number().int().min(1).max(3650).optional(),
};

export const couponSchema = z.discriminatedUnion("kind", [
  /** One code for everybody. */
  z.strictObject({ kind: z.literal("shared"), code: z.string().min(1).max(40), ...common }),
  /** A code each, from a list that the shop uploaded. */
  z.strictObject({
    kind: z.literal("pool"),
    /** An alarm tells when fewer codes are left. */
    lowAt: z.number().int().min(0).max(1_000_000),
    /** Kept by who takes and who uploads codes: while true, messages that need one wait. */
    empty: z.boolean(),
    ...common,
  }),
  /** A code each, made from the message's identity: the same one each time it is asked for. */
  z.strictObject({
    kind: z.literal("generated"),
    prefix: z.string().regex(/^[A-Z0-9]{0,10}$/, "must be at most 10 capital letters and digits"),
    salt: z.string().min(8).max(60),
    ...common,
  }),
]);
export type Coupon = z.infer<typeof couponSchema>;
