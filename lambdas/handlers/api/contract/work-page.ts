import * as z from "zod";
import { isId } from "../../../domain/intake/values.ts";
import type { WorkCursor } from "../../../store/task-store.ts";
import { cursorBy, keyPattern, limitUpTo } from "./parts.ts";

const cursorSchema = z.strictObject({
  customerId: z.string().refine(isId),
  taskId: z.string().regex(new RegExp(`^(case#)?${keyPattern}$`)),
  dueAt: z.number().int(),
});

export const workCursorText = (cursor: WorkCursor): string => Buffer.from(JSON.stringify(cursor)).toString("base64url");

const cursorOf = (text: string): WorkCursor | undefined => {
  try {
    return cursorSchema.parse(JSON.parse(Buffer.from(text, "base64url").toString("utf8")));
  } catch {
    return undefined;
  }
};

/** What both lists can be asked: `until` in ISO 8601; a page of up to 100; the cursor of the answer before. */
export const workQuery = {
  until: z.iso
    .datetime({ offset: true })
    .transform((text) => Date.parse(text))
    .optional(),
  limit: limitUpTo(100),
  cursor: cursorBy(cursorOf),
};

export const note = z.string().trim().min(1).max(500);

export const isoOrNothing = (at: number | undefined): string | undefined =>
  at === undefined ? undefined : new Date(at).toISOString();
