import { auditSentence } from "../../domain/audit-sentence.ts";
import type { Runtime } from "../../shared/runtime.ts";
import { type AuditEntry, createAuditStore } from "../../store/audit-store.ts";
import { auditContract, auditCursorText } from "./contract/audit.ts";
import { ContractApp } from "./contract-app.ts";

const shownEntry = ({ at, ...entry }: AuditEntry) => ({
  at: new Date(at).toISOString(),
  ...entry,
  sentence: auditSentence(entry),
});

/** Who did what: the entries of a UTC day, the latest first. */
export const createAuditRoutes = (runtime: Runtime): ContractApp => {
  const audits = createAuditStore(runtime);
  return new ContractApp().openapi(auditContract.day, async (context) => {
    const {
      day = new Date(runtime.clock.now()).toISOString().slice(0, 10),
      limit,
      cursor,
    } = context.req.valid("query");
    const page = await audits.page({ at: Date.parse(`${day}T00:00:00Z`), limit, cursor });
    const next = page.cursor === undefined ? {} : { cursor: auditCursorText(page.cursor) };
    return context.json({ day, entries: page.entries.map(shownEntry), ...next }, 200);
  });
};
