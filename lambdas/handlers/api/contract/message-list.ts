import * as z from "zod";
import { categories, channels } from "../../../domain/channel.ts";
import { isId } from "../../../domain/intake/values.ts";
import { messageStatuses, personDecisions } from "../../../domain/message.ts";
import {
  answers,
  cursorBy,
  customerIdInPath,
  defineRoute,
  instant,
  keyInPath,
  limitUpTo,
  listOf,
  nextCursor,
} from "./parts.ts";
import { filling } from "./rendering.ts";

/** Where a list of a day, or of a customer, goes on. */
const cursorSchema = z.strictObject({ from: z.string().max(500).optional(), skip: z.number().int().min(0) });
export type ListCursor = z.output<typeof cursorSchema>;

export const listCursorText = (cursor: ListCursor): string => Buffer.from(JSON.stringify(cursor)).toString("base64url");

const readCursor = (text: string): ListCursor | undefined => {
  try {
    return cursorSchema.parse(JSON.parse(Buffer.from(text, "base64url").toString("utf8")));
  } catch {
    return undefined;
  }
};

export const localDay = z.iso.date();

const shared = {
  customerId: z.string(),
  messageKey: z.string(),
  status: z.enum(messageStatuses),
  reason: z.string().optional(),
  campaignId: z.string(),
  campaignVersion: z.number().int(),
  stepId: z.string(),
  variant: z.string().optional(),
  channel: z.enum(channels),
  category: z.enum(categories),
  day: localDay.describe("The shop's local day that the message belongs to."),
  reservedAt: instant,
  submittedAt: instant.optional(),
  since: instant.describe("When it came to stand where it stands."),
};

const listedMessage = z.strictObject(shared).meta({ id: "ListedMessage" });

const moment = z.strictObject({
  at: instant,
  what: z.enum(["reserved", "submitted", "delivered", "opened", "clicked", "decided", "said-late", "stands"]),
  status: z.enum(messageStatuses).optional(),
  reason: z.string().optional(),
  by: z.string().optional(),
  decision: z.enum(personDecisions).optional(),
});

export const messageListContract = {
  list: defineRoute({
    method: "get",
    path: "/message-list",
    tags: ["messages"],
    summary: "Messages of one day, or of one customer, the latest first",
    right: "look",
    request: {
      query: z.strictObject({
        day: localDay.optional().describe("The shop's local day. Absent: today."),
        customerId: z.string().refine(isId).optional().describe("Of this customer, on whatever day."),
        campaignId: z.string().min(1).max(64).optional(),
        channel: z.enum(channels).optional(),
        status: z.enum(messageStatuses).optional(),
        limit: limitUpTo(100),
        cursor: cursorBy(readCursor),
      }),
    },
    responses: answers(
      z.strictObject({
        day: localDay.optional().describe("The day they are of; absent for those of a customer."),
        messages: listOf(listedMessage).describe("May be fewer than there are: ask on as long as there is a cursor."),
        cursor: nextCursor,
      }),
    ),
  }),
  get: defineRoute({
    method: "get",
    path: "/messages/{customerId}/{messageKey}",
    tags: ["messages"],
    summary: "One message, its life, and what its words are filled with",
    right: "look",
    request: { params: z.strictObject({ customerId: customerIdInPath, messageKey: keyInPath }) },
    responses: answers(
      z.strictObject({
        message: z
          .strictObject({
            ...shared,
            occurrence: z.string(),
            attempt: z.number().int(),
            sendBy: instant,
            timeZone: z.string(),
            evidenceUntil: instant.optional().describe("Until then the provider's event is waited for."),
            open: listOf(z.enum(personDecisions)).describe("What may be decided about it now."),
          })
          .meta({ id: "OneMessage" }),
        moments: listOf(moment).describe("What is known of its life, the earliest first."),
        filling: filling.optional().describe("As the customer is now; absent: there is no such customer any more."),
      }),
    ),
  }),
};
