import * as z from "zod";
import { eventMatchSchema, identifier } from "./event-match-schema.ts";
import { predicateSchema } from "./predicate.ts";
import { checkSteps, stepSchema } from "./step-schema.ts";
import { triggerSchema } from "./trigger-schema.ts";

export type { EventMatch, FieldTest } from "./event-match-schema.ts";
export type { SendStep, Step, StepOf } from "./step-schema.ts";
export { exitsOf } from "./step-schema.ts";
export type { Trigger } from "./trigger-schema.ts";

export const policySchema = z.strictObject({
  /** 1 goes first, 9 last. */
  priority: z.number().int().min(1).max(9),
  /** Breaks a tie of priority: the higher goes first. In the shop's currency. */
  expectedValue: z.number().min(0),
  /** Share of customers kept out so that the effect can be measured, on top of the shop's own hold-out. */
  holdOutPercent: z.number().min(0).max(50),
  /** Leave, and send nothing more, once the customer orders after entering. */
  leaveOnOrder: z.boolean(),
  /** Leave once one of these happens after entering. */
  leaveOn: z.array(eventMatchSchema).max(5).optional(),
  /** Who entered before may enter for another occurrence only so often and so much later. */
  reentry: z
    .strictObject({
      max: z.number().int().min(1).max(1000).optional(),
      afterDays: z.number().min(0).max(3650).optional(),
    })
    .optional(),
});

/** What the campaign is for: the share of customers who do this within the window is its effect. */
export const goalSchema = z.strictObject({ on: eventMatchSchema, windowDays: z.number().positive().max(365) });

export const campaignSchema = z.strictObject({
  id: identifier,
  version: z.number().int().min(1),
  trigger: triggerSchema,
  /** Who may enter; absent: everybody. */
  audience: predicateSchema.optional(),
  /** Who may not, even if the audience holds them. */
  exclusion: predicateSchema.optional(),
  steps: z.array(stepSchema).min(1).max(30).superRefine(checkSteps),
  policy: policySchema,
  goal: goalSchema.optional(),
});
/** A live campaign as the rules see it: no words, no life cycle. */
export type Campaign = z.infer<typeof campaignSchema>;
