import * as z from "zod";

/** Why marketing stopped: SES sends nothing for the account, or its reputation is about to be lost. */
export const breakerCauses = ["account", "bounces", "complaints"] as const;

/** The last time the breaker opened. It is open until somebody closed it; what closed it stays on the record. */
export const breakerSchema = z.strictObject({
  cause: z.enum(breakerCauses),
  /** A provider's code, or the figures: never an address. */
  detail: z.string().min(1).max(200),
  /** Epoch milliseconds. */
  openedAt: z.number().int(),
  openedBy: z.string().min(1).max(100),
  closedAt: z.number().int().optional(),
  /** Who closed it: an email address, and longer names from before. */
  closedBy: z.string().min(1).max(1000).optional(),
});
export type Breaker = z.infer<typeof breakerSchema>;
