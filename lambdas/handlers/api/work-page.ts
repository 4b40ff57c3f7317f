import * as z from "zod";
import { isId } from "../../domain/intake/values.ts";
import type { WorkCursor } from "../../store/task-store.ts";

const pageMost = 100;

/** Keys of tasks and of cases, as they stand in a path. */
export const workKeyPattern = "[a-z2-7]{26}";

const cursorSchema = z.strictObject({
  customerId: z.string().refine(isId),
  taskId: z.string().regex(new RegExp(`^(case#)?${workKeyPattern}$`)),
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
  limit: z.coerce.number().int().min(1).max(pageMost).default(50),
  cursor: z
    .string()
    .transform((text, context) => {
      const cursor = cursorOf(text);
      if (cursor === undefined)
        context.addIssue({ code: "custom", message: "must be the cursor of an earlier answer" });
      return cursor ?? z.NEVER;
    })
    .optional(),
};

export const note = z.string().trim().min(1).max(500);

export const isoOrNothing = (at: number | undefined): string | undefined =>
  at === undefined ? undefined : new Date(at).toISOString();
