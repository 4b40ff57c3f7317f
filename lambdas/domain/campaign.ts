import * as z from "zod";
import { categories, channels } from "./channel.ts";

const identifier = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,62}$/, "must be lower-case letters, digits and hyphens, starting with a letter");

/** What makes a customer due. A day is 24 hours: thresholds are exact to the millisecond. */
export const triggerSchema = z.discriminatedUnion("kind", [
  /** So many days since the last order. One occurrence per last order. */
  z.strictObject({ kind: z.literal("since-last-order"), days: z.number().int().min(1).max(3650) }),
  /** Ahead of the predicted next order. One occurrence per last order. */
  z.strictObject({
    kind: z.literal("before-next-order"),
    leadDays: z.number().int().min(0).max(90),
    /** Fewer orders than this say too little about a rhythm. */
    minOrders: z.number().int().min(1).max(100),
    /** The gap assumed while the shop's own customers have not shown one. */
    priorGapDays: z.number().min(1).max(3650),
    /** How many observed gaps the shop's typical gap is worth when a personal one is shrunk toward it. */
    priorWeight: z.number().min(0).max(1000),
  }),
  /** So many days after an order was delivered. One occurrence per order. */
  z.strictObject({
    kind: z.literal("after-delivery"),
    days: z.number().min(0).max(3650),
    /** A shop that reports no deliveries: an order counts as delivered this many days after it was placed. */
    assumedDeliveryDays: z.number().min(0).max(90),
    /** An event older than this when it arrives is history and starts nothing. */
    freshnessDays: z.number().min(1).max(3650),
  }),
]);
export type Trigger = z.infer<typeof triggerSchema>;

export const sendStepSchema = z.strictObject({
  kind: z.literal("send"),
  id: identifier,
  /** In order of preference: the first one that is allowed carries the message. */
  channels: z.array(z.enum(channels)).min(1),
  category: z.enum(categories),
  obeysCaps: z.boolean(),
  countsTowardCaps: z.boolean(),
  whenCapped: z.enum(["defer", "skip", "reroute"]),
  whenClosed: z.enum(["defer", "drop"]),
  /** The send-by deadline, counted from the instant the step became due. */
  sendWithinHours: z
    .number()
    .positive()
    .max(24 * 90),
});
export type SendStep = z.infer<typeof sendStepSchema>;

export const waitStepSchema = z.strictObject({
  kind: z.literal("wait"),
  id: identifier,
  days: z.number().positive().max(3650),
});

export const stepSchema = z.discriminatedUnion("kind", [sendStepSchema, waitStepSchema]);
export type Step = z.infer<typeof stepSchema>;

export const policySchema = z.strictObject({
  /** 1 goes first, 9 last. */
  priority: z.number().int().min(1).max(9),
  /** Breaks a tie of priority: the higher goes first. In the shop's currency. */
  expectedValue: z.number().min(0),
  /** Share of customers kept out so that the effect can be measured, on top of the shop's own hold-out. */
  holdOutPercent: z.number().min(0).max(50),
  /** Leave, and send nothing more, once the customer orders after entering. */
  leaveOnOrder: z.boolean(),
});

export const campaignSchema = z.strictObject({
  id: identifier,
  version: z.number().int().min(1),
  trigger: triggerSchema,
  steps: z
    .array(stepSchema)
    .min(1)
    .max(20)
    .refine((steps) => new Set(steps.map((step) => step.id)).size === steps.length, "step ids must be unique"),
  policy: policySchema,
});
/** A live campaign as the rules see it: no words, no life cycle. */
export type Campaign = z.infer<typeof campaignSchema>;
