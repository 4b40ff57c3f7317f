import { Temporal } from "temporal-polyfill";
import * as z from "zod";
import { shortText } from "./intake/values.ts";
import { idText, isAddress } from "./provider-text.ts";

const instant = z.string().transform((text, context) => {
  try {
    return Temporal.Instant.from(text).epochMilliseconds;
  } catch {
    context.addIssue({ code: "custom", message: "must be an ISO 8601 instant" });
    return z.NEVER;
  }
});

/** What goes into a key or an item of a table, whatever its sender made of it: a bounce counts although its type reads oddly. */
const word = z.string().transform((text) => shortText(text, 60));

/** Nobody is stored under what is no address, so nothing has to be told of it. */
const recipients = z
  .array(z.object({ emailAddress: z.string() }))
  .transform((list) => list.filter(({ emailAddress }) => isAddress(emailAddress)));
const timed = z.object({ timestamp: instant });
const topicChoice = z.object({ topicName: z.string(), subscriptionStatus: z.string() });

/** The parts that are used; SES adds fields at will, so everything else is let through unread. */
const mail = z.object({
  timestamp: instant,
  messageId: z.string().min(1).pipe(idText),
  tags: z.record(z.string(), z.array(z.string())).optional(),
});

const about = { mail };
const bodies = z.discriminatedUnion("type", [
  z.object({ ...about, type: z.literal("Send") }),
  z.object({ ...about, type: z.literal("Delivery"), delivery: timed }),
  z.object({
    ...about,
    type: z.literal("Bounce"),
    bounce: z.object({
      timestamp: instant,
      bounceType: word,
      bounceSubType: word.default(""),
      feedbackId: idText.optional(),
      bouncedRecipients: recipients,
    }),
  }),
  z.object({
    ...about,
    type: z.literal("Complaint"),
    complaint: z.object({
      timestamp: instant,
      feedbackId: idText.optional(),
      complaintFeedbackType: z.string().optional(),
      complainedRecipients: recipients,
    }),
  }),
  z.object({ ...about, type: z.literal("Click"), click: timed.extend({ isBotEvent: z.string().optional() }) }),
  z.object({ ...about, type: z.literal("Open"), open: timed.extend({ isBotEvent: z.string().optional() }) }),
  z.object({ ...about, type: z.literal("Reject") }),
  z.object({ ...about, type: z.literal("Rendering Failure") }),
  z.object({ ...about, type: z.literal("DeliveryDelay"), deliveryDelay: timed }),
  z.object({
    ...about,
    type: z.literal("Subscription"),
    subscription: timed.extend({
      newTopicPreferences: z
        .object({
          unsubscribeAll: z.boolean().default(false),
          topicSubscriptionStatus: z.array(topicChoice).default([]),
        })
        .optional(),
    }),
  }),
]);
/** An SES event, its type moved to one field. Instants are epoch milliseconds. */
export type SesBody = z.infer<typeof bodies>;

/** Event publishing names the type `eventType`; the older feedback of an identity names it `notificationType`. */
const envelope = z.looseObject({ eventType: z.string().optional(), notificationType: z.string().optional() });

/** Undefined when it is no SES event that is known here. */
export const parseSesEvent = (input: unknown): SesBody | undefined => {
  const outer = envelope.safeParse(input);
  if (!outer.success) return undefined;
  const parsed = bodies.safeParse({ ...outer.data, type: outer.data.eventType ?? outer.data.notificationType });
  return parsed.success ? parsed.data : undefined;
};
