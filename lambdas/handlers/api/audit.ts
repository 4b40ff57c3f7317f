import { Hono } from "hono";
import * as z from "zod";
import { auditSentence } from "../../domain/audit-sentence.ts";
import type { Runtime } from "../../shared/runtime.ts";
import { type AuditEntry, createAuditStore } from "../../store/audit-store.ts";
import { readQuery } from "./answer.ts";

const pageMost = 100;

const isDay = (text: string): boolean => {
  const at = Date.parse(`${text}T00:00:00Z`);
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
};

const cursorOf = (text: string): string => Buffer.from(text, "base64url").toString("utf8");
const isCursor = (text: string): boolean => /^audit#\d{13}#.{1,1000}$/s.test(cursorOf(text));

const querySchema = z.strictObject({
  /** A UTC day; absent: today. */
  day: z.string().refine(isDay, "must be a day such as 2026-03-02").optional(),
  limit: z.coerce.number().int().min(1).max(pageMost).default(50),
  cursor: z.string().max(2_000).refine(isCursor, "must be the cursor of an earlier answer").optional(),
});

const shownEntry = ({ at, ...entry }: AuditEntry) => ({
  at: new Date(at).toISOString(),
  ...entry,
  sentence: auditSentence(entry),
});

/** Who did what: the entries of a UTC day, the latest first. */
export const createAuditRoutes = (runtime: Runtime): Hono => {
  const audits = createAuditStore(runtime);
  const app = new Hono();
  app.get("/audit", async (context) => {
    const query = readQuery(context, querySchema);
    if (!query.ok) return query.response;
    const { day = new Date(runtime.clock.now()).toISOString().slice(0, 10), limit, cursor } = query.value;
    const at = Date.parse(`${day}T00:00:00Z`);
    const page = await audits.page({ at, limit, cursor: cursor === undefined ? undefined : cursorOf(cursor) });
    const next = page.cursor === undefined ? {} : { cursor: Buffer.from(page.cursor).toString("base64url") };
    return context.json({ day, entries: page.entries.map(shownEntry), ...next });
  });
  return app;
};
