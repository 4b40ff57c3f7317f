import * as z from "zod";
import { answers, cursorBy, defineRoute, instant, label, limitUpTo, listOf, nextCursor } from "./parts.ts";

const isDay = (text: string): boolean => {
  const at = Date.parse(`${text}T00:00:00Z`);
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
};

const readCursor = (text: string): string | undefined => {
  const cursor = Buffer.from(text, "base64url").toString("utf8");
  return /^audit#\d{13}#.{1,1000}$/s.test(cursor) ? cursor : undefined;
};

export const auditCursorText = (cursor: string): string => Buffer.from(cursor).toString("base64url");

const entry = z
  .strictObject({
    at: instant,
    by: z.string(),
    action: z.string().describe("A fixed word, such as `decide-message`."),
    subject: z.string(),
    details: z.record(z.string(), z.union([z.string(), z.number()])),
    sentence: label,
  })
  .meta({ id: "AuditEntry" });

export const auditContract = {
  day: defineRoute({
    method: "get",
    path: "/audit",
    tags: ["audit"],
    summary: "Who did what on a UTC day, the latest first",
    right: "look",
    request: {
      query: z.strictObject({
        day: z.string().refine(isDay, "must be a day such as 2026-03-02").optional().describe("UTC; absent: today."),
        by: z.string().min(1).max(1_000).optional().describe("Only what this person did."),
        limit: limitUpTo(100),
        cursor: cursorBy(readCursor),
      }),
    },
    responses: answers(z.strictObject({ day: z.string(), entries: listOf(entry), cursor: nextCursor })),
  }),
};
