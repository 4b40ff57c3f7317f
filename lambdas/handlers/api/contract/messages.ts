import * as z from "zod";
import { categories, channels } from "../../../domain/channel.ts";
import { isId } from "../../../domain/intake/values.ts";
import { doubtRules, messageStatuses, personDecisions } from "../../../domain/message.ts";
import type { DoubtCursor } from "../../../store/message-store.ts";
import {
  answers,
  cursorBy,
  customerIdInPath,
  defineRoute,
  instant,
  jsonBody,
  keyInPath,
  keyPattern,
  limitUpTo,
  listOf,
  nextCursor,
} from "./parts.ts";

const cursorSchema = z.strictObject({
  customerId: z.string().refine(isId),
  messageKey: z.string().regex(new RegExp(`^${keyPattern}$`)),
  leaseUntil: z.number().int(),
});

export const doubtCursorText = (cursor: DoubtCursor): string =>
  Buffer.from(JSON.stringify(cursor)).toString("base64url");

const readCursor = (text: string): DoubtCursor | undefined => {
  try {
    return cursorSchema.parse(JSON.parse(Buffer.from(text, "base64url").toString("utf8")));
  } catch {
    return undefined;
  }
};

/** No address. */
export const shownMessage = z
  .strictObject({
    customerId: z.string(),
    messageKey: z.string(),
    status: z.enum(messageStatuses),
    reason: z.string().optional(),
    rule: z.enum(doubtRules).optional(),
    since: instant.describe("When it came to stand where it stands."),
    campaignId: z.string(),
    campaignVersion: z.number().int(),
    stepId: z.string(),
    occurrence: z.string(),
    channel: z.enum(channels),
    category: z.enum(categories),
    attempt: z.number().int(),
    reservedAt: instant,
    submittedAt: instant.optional(),
    sendBy: instant,
    evidenceUntil: instant.optional().describe("Until then the provider's event is waited for."),
    decision: z
      .strictObject({ decision: z.enum(personDecisions), by: z.string(), at: instant, attempt: z.number().int() })
      .optional(),
    earlier: z
      .strictObject({ channel: z.enum(channels), status: z.enum(messageStatuses), at: instant })
      .optional()
      .describe("What a provider said, too late, of an earlier attempt on another channel."),
    open: listOf(z.enum(personDecisions)).describe("What may be decided about it now."),
  })
  .meta({ id: "DoubtedMessage" });

export const messageContract = {
  doubts: defineRoute({
    method: "get",
    path: "/messages",
    tags: ["messages"],
    summary: "Messages of which nobody knows what became of them",
    right: "look",
    request: {
      query: z.strictObject({
        status: z.enum(["in-doubt", "parked"]),
        limit: limitUpTo(100),
        cursor: cursorBy(readCursor),
      }),
    },
    responses: answers(z.strictObject({ messages: listOf(shownMessage), cursor: nextCursor })),
  }),
  decide: defineRoute({
    method: "post",
    path: "/messages/{customerId}/{messageKey}/decision",
    tags: ["messages"],
    summary: "Says what became of a message in doubt",
    right: "decide-messages",
    request: {
      params: z.strictObject({ customerId: customerIdInPath, messageKey: keyInPath }),
      body: jsonBody(
        z.strictObject({
          decision: z.enum(personDecisions),
          note: z.string().trim().min(1).max(500).optional(),
        }),
      ),
    },
    responses: answers(z.strictObject({ message: shownMessage })),
  }),
};
