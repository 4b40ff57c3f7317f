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
  priority: z.number().int().min(1).max(9).describe("1 goes first, 9 last."),
  expectedValue: z.number().min(0).describe("Breaks a tie of priority: the higher goes first. In the shop's currency."),
  holdOutPercent: z
    .number()
    .min(0)
    .max(50)
    .describe("Share of customers kept out so that the effect can be measured, on top of the shop's own hold-out."),
  messagesPerHourMax: z
    .number()
    .int()
    .min(1)
    .max(1_000_000)
    .optional()
    .describe(
      "New messages of the campaign in one clock hour; the others wait their turn. Absent: what the settings say.",
    ),
  leaveOnOrder: z.boolean().describe("Leave, and send nothing more, once the customer orders after entering."),
  leaveOn: z.array(eventMatchSchema).max(5).optional().describe("Leave once one of these happens after entering."),
  reentry: z
    .strictObject({
      max: z.number().int().min(1).max(1000).optional(),
      afterDays: z.number().min(0).max(3650).optional(),
    })
    .optional()
    .describe("Who entered before may enter for another occurrence only so often and so much later."),
});

/** What the campaign is for: the share of customers who do this within the window is its effect. */
export const goalSchema = z.strictObject({ on: eventMatchSchema, windowDays: z.number().positive().max(365) });

export const campaignSchema = z.strictObject({
  // Counters of the shop itself stand under this name.
  id: identifier.refine((id) => id !== "shop", "must be another word than shop"),
  version: z.number().int().min(1),
  trigger: triggerSchema.describe("What makes a customer due."),
  audience: predicateSchema.optional().describe("Who may enter; absent: everybody."),
  exclusion: predicateSchema.optional().describe("Who may not, even if the audience holds them."),
  steps: z.array(stepSchema).min(1).max(30).superRefine(checkSteps),
  policy: policySchema.describe("How the campaign stands beside others, and when a customer leaves it."),
  goal: goalSchema.optional().describe("What the campaign is for."),
});
/** A live campaign as the rules see it: no words, no life cycle. */
export type Campaign = z.infer<typeof campaignSchema>;
