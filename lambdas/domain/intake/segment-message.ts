import * as z from "zod";
import { idRule, isId } from "./values.ts";

export const messageTypes = ["identify", "track", "page", "screen", "group", "alias"] as const;
export type MessageType = (typeof messageTypes)[number];

/** Some clients send an id as a number. */
const idText = z
  .union([z.string(), z.number()])
  .transform((id) => String(id).trim())
  .refine((id) => id === "" || isId(id), `must be ${idRule}`)
  .nullish();

const record = z.record(z.string(), z.unknown()).nullish();

/** What is read of a message of the Segment spec. Fields that are not listed pass unread; null means absent. */
export const messageSchema = z.object({
  type: z.enum(messageTypes),
  userId: idText,
  anonymousId: idText,
  previousId: idText,
  groupId: idText,
  /** Makes a repeat harmless. One that is no usable id is replaced by a hash of it. */
  messageId: z.string().nullish(),
  event: z.string().nullish(),
  name: z.string().nullish(),
  timestamp: z.unknown().optional(),
  originalTimestamp: z.unknown().optional(),
  sentAt: z.unknown().optional(),
  properties: record,
  traits: record,
  context: record,
});
export type SegmentMessage = z.infer<typeof messageSchema>;

export type Fields = Readonly<Record<string, unknown>>;

/** The value as an object, an empty one when it is none. */
export const fieldsOf = (value: unknown): Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : {};

/** The first of the named fields that says something. */
export const firstOf = (fields: Fields, ...names: readonly string[]): unknown =>
  names
    .filter((name) => Object.hasOwn(fields, name))
    .map((name) => fields[name])
    .find((value) => value !== undefined && value !== null && value !== "");
