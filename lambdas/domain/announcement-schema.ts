import * as z from "zod";
import { detailTypes } from "./announcement.ts";
import { categories, channels } from "./channel.ts";

const instant = z.iso.datetime().describe("ISO 8601, UTC.");
const campaignId = z.string().describe("The campaign, by its id.");
const variant = z.string().optional().describe("The way of a split that the customer was sent; absent without one.");

const event = <Type extends string, Data extends z.ZodType>(type: Type, data: Data, description: string) =>
  z
    .strictObject({
      type: z.literal(type),
      eventId: z.string().describe("The same for the same fact, however often it is delivered: drop what you know."),
      occurredAt: instant,
      customerId: z.string().describe("The shop's own id of the customer."),
      data,
    })
    .describe(description);

const accepted = z.strictObject({
  messageKey: z.string().describe("Names the message, as the console and the API do."),
  campaignId,
  campaignVersion: z.number().int(),
  stepId: z.string().describe("The step of the campaign that sent it."),
  channel: z.enum(channels),
  category: z.enum(categories),
  variant,
});

const converted = z.strictObject({
  campaignId,
  heldOut: z
    .boolean()
    .describe(
      "True: the customer was held out and got no message; their conversions are what the campaign is measured against.",
    ),
  variant,
});

const optedOut = z.strictObject({
  channel: z.enum(channels),
  campaignId: campaignId.optional().describe("The campaign of the latest message before; absent when there was none."),
});

const caseOverdue = z.strictObject({
  caseId: z.string().describe("The case, by the id it was opened with."),
  taskId: z.string().describe("The task that asks somebody else to see to it."),
  role: z.string().describe("Whom the task asks."),
  taskDueAt: instant,
});

/** What stands in the queue of the event bus; the schemas that are published are made of it. */
export const announcementSchema = z.discriminatedUnion("type", [
  event(detailTypes.accepted, accepted, "A provider took a message. It may still bounce."),
  event(detailTypes.converted, converted, "A customer reached the goal of a campaign within its window."),
  event(
    detailTypes.optedOut,
    optedOut,
    "A customer withdrew their consent on a channel, for everything or for a category of messages.",
  ),
  event(
    detailTypes.caseOverdue,
    caseOverdue,
    "The deadline of a case passed, and somebody else was asked to see to it.",
  ),
]);
