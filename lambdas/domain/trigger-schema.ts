import * as z from "zod";
import { type EventMatch, eventMatchSchema, fieldName, fieldPath, identifier } from "./event-match-schema.ts";
import { isCounted } from "./event-name.ts";
import { festivals } from "./festival.ts";
import { tiers } from "./tier.ts";

const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "must be a local time such as 09:00");
const localInstant = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d$/, "must be a local time such as 2027-03-01T10:00")
  .refine((text) => z.iso.date().safeParse(text.slice(0, 10)).success, "must be a date that exists");
/** A customer may be late for it by so much and still enters. */
const lateHours = z
  .number()
  .min(0)
  .max(24 * 90);

const goods = z.array(z.string().min(1).max(120)).min(1).max(200);

/** A day is 24 hours: thresholds are exact to the millisecond, unless a local time is named. */
const anyTrigger = z.discriminatedUnion("kind", [
  z
    .strictObject({ kind: z.literal("since-last-order"), days: z.number().int().min(1).max(3650) })
    .describe("So many days since the last order. One occurrence per last order."),
  z
    .strictObject({ kind: z.literal("since-last-visit"), days: z.number().int().min(1).max(3650) })
    .describe("So many days since the last visit. One occurrence per last visit."),
  z
    .strictObject({
      kind: z.literal("before-next-order"),
      leadDays: z.number().int().min(0).max(90),
      minOrders: z.number().int().min(1).max(100).describe("Fewer orders than this say too little about a rhythm."),
      priorGapDays: z
        .number()
        .min(1)
        .max(3650)
        .describe("The gap assumed while the shop's own customers have not shown one."),
      priorWeight: z
        .number()
        .min(0)
        .max(1000)
        .describe("How many observed gaps the shop's typical gap is worth when a personal one is shrunk toward it."),
    })
    .describe("Ahead of the predicted next order. One occurrence per last order."),
  z
    .strictObject({
      kind: z.literal("before-next-purchase"),
      leadDays: z.number().int().min(0).max(90),
      minPurchases: z.number().int().min(1).max(100).describe("Orders with the product, so many at least."),
      products: goods.optional().describe("Only these products."),
      categories: goods.optional().describe("Only products of these categories."),
    })
    .describe(
      "Ahead of the day on which the customer is expected to buy a product again. When the day passes it is expected anew, later. One occurrence per product and last purchase of it.",
    ),
  z
    .strictObject({
      kind: z.literal("silent-for-own-gaps"),
      gaps: z.number().min(0.5).max(50).describe("Times the customer's own gap between orders."),
      minOrders: z.number().int().min(2).max(100).describe("Fewer orders than this say too little about a rhythm."),
      minDays: z.number().int().min(0).max(3650).describe("Never sooner after the last order."),
      assumedDays: z
        .number()
        .int()
        .min(1)
        .max(3650)
        .optional()
        .describe("Days without an order that stand in for whoever ordered less often; absent: they are not taken in."),
    })
    .describe("No order for so many times as long as is usual for this customer. One occurrence per last order."),
  z
    .strictObject({
      kind: z.literal("alive-below"),
      probability: z.number().min(0.01).max(0.99).describe("Of still being a customer, from 0 to 1."),
      minDays: z.number().int().min(0).max(3650).describe("Never sooner after the last order."),
      assumedDays: z
        .number()
        .int()
        .min(1)
        .max(3650)
        .describe(
          "Days without an order that stand in while nothing was learned, and for whom the shop's model never takes for gone.",
        ),
    })
    .describe(
      "The probability that the customer still is one falls below a number, as the silence lasts. One occurrence per last order.",
    ),
  z
    .strictObject({
      kind: z.literal("after-delivery"),
      days: z.number().min(0).max(3650),
      assumedDeliveryDays: z
        .number()
        .min(0)
        .max(90)
        .describe(
          "A shop that reports no deliveries: an order counts as delivered this many days after it was placed.",
        ),
      freshnessDays: z
        .number()
        .min(1)
        .max(3650)
        .describe("An event older than this when it arrives is history and starts nothing."),
      products: goods
        .optional()
        .describe(
          "Only orders with a line of one of these; then the order, not the delivery alone, must have been told.",
        ),
      categories: goods.optional(),
    })
    .describe("So many days after an order was delivered. One occurrence per order."),
  z
    .strictObject({
      kind: z.literal("date"),
      attribute: z.string().min(1).max(60),
      every: z.enum(["once", "year", "months"]),
      ages: z
        .array(z.number().int().min(1).max(1200))
        .min(1)
        .max(60)
        .optional()
        .describe("With months: the ages at which, in months."),
      offsetDays: z.number().int().min(-366).max(366).describe("Before (negative) or after the date."),
      at: clockTime,
      leapDay: z.enum(["feb-28", "mar-1"]).describe("What stands for 29 February in other years."),
      lateHours,
    })
    .describe(
      "A date that is stored with the customer: an attribute such as birthday or a list such as childBirthdays. One occurrence per date and year, or per date and month of age.",
    ),
  z
    .strictObject({
      kind: z.literal("calendar"),
      day: z.union([
        z.strictObject({ festival: z.enum(festivals) }),
        z.strictObject({ month: z.number().int().min(1).max(12), dayOfMonth: z.number().int().min(1).max(31) }),
      ]),
      offsetDays: z.number().int().min(-60).max(60),
      at: clockTime,
      lateHours,
    })
    .describe("A day of the calendar that comes every year, for everybody in the audience; a festival may move."),
  z
    .strictObject({ kind: z.literal("broadcast"), at: localInstant, clock: z.enum(["local", "shop"]), lateHours })
    .describe("Once, for everybody in the audience: at that time of the customer's clock or of the shop's."),
  z
    .strictObject({
      kind: z.literal("event"),
      on: z
        .union([eventMatchSchema, z.array(eventMatchSchema).min(1).max(6)])
        .describe("One event, or any of several."),
      keep: z
        .array(fieldName)
        .max(4)
        .optional()
        .describe("Fields of the event that branches and words read, as event.<field>; event.name comes with them."),
      count: z
        .strictObject({
          atLeast: z.number().int().min(2).max(12),
          withinHours: z
            .number()
            .positive()
            .max(24 * 90),
          by: z.enum(["key"]).optional(),
        })
        .optional()
        .describe("As many within the window, this one included; of one value of a field when by names one."),
      delayMinutes: z
        .number()
        .min(0)
        .max(60 * 24 * 365)
        .describe("After the event, or from an instant that a field of it names (epoch milliseconds or ISO 8601)."),
      fromField: fieldPath.optional(),
      occurrenceField: fieldPath
        .optional()
        .describe("A field whose value names the occurrence, for example orderId; absent: every event is one."),
      restarts: z
        .boolean()
        .optional()
        .describe(
          "The same occurrence again moves the first step instead of being ignored, as with a cart that still changes.",
        ),
      freshnessHours: z
        .number()
        .positive()
        .max(24 * 365)
        .describe("An event older than this when it arrives is history and starts nothing."),
    })
    .describe("Something happened. One occurrence per event, or per value of one of its fields."),
  z
    .strictObject({
      kind: z.literal("tier"),
      change: z.enum(["up", "down", "entered", "left"]),
      tiers: z.array(z.enum(tiers)).min(1).optional().describe("With entered and left."),
    })
    .describe("The customer's tier changed, as time passed or with an event. One occurrence per change."),
  z
    .strictObject({
      kind: z.literal("coupon-expiring"),
      daysBefore: z.number().min(0).max(365),
      coupon: identifier.optional().describe("Only this coupon; absent: any."),
    })
    .describe("So many days before a coupon that the customer holds runs out. One occurrence per code."),
  z
    .strictObject({ kind: z.literal("segment"), segment: identifier, change: z.enum(["entered", "left"]) })
    .describe("The customer came to belong to a segment, or no longer does. One occurrence per change."),
]);

const uncountedOf = (on: readonly EventMatch[]): string | undefined => on.find(({ event }) => !isCounted(event))?.event;

/** What could never come about is refused, instead of being waited for in vain. */
const checkTrigger = (trigger: z.infer<typeof anyTrigger>, context: z.RefinementCtx): void => {
  const problem = (path: string, message: string): void => context.addIssue({ code: "custom", path: [path], message });
  const uncounted =
    trigger.kind === "event" && trigger.count !== undefined ? uncountedOf([trigger.on].flat()) : undefined;
  if (uncounted !== undefined)
    problem("count", `${uncounted} is not counted: a profile does not remember one after the other`);
  if (trigger.kind === "event" && trigger.restarts && trigger.occurrenceField === undefined)
    problem("restarts", "needs an occurrenceField: every event is an occurrence of its own otherwise");
  if (trigger.kind === "date" && trigger.ages !== undefined && trigger.every !== "months")
    problem("ages", "are in months, so they need every: months");
  const needsTiers = trigger.kind === "tier" && (trigger.change === "entered" || trigger.change === "left");
  if (trigger.kind === "tier" && needsTiers !== (trigger.tiers !== undefined))
    problem("tiers", "go with entered and left, and with nothing else");
};

/** What makes a customer due. */
export const triggerSchema = anyTrigger.superRefine(checkTrigger);
export type Trigger = z.infer<typeof triggerSchema>;
