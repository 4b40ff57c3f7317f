import { auditSentence } from "../../domain/audit-sentence.ts";
import type { Runtime } from "../../shared/runtime.ts";
import { type AuditEntry, type AuditStore, createAuditStore } from "../../store/audit-store.ts";
import { auditContract, auditCursorText } from "./contract/audit.ts";
import { ContractApp } from "./contract-app.ts";

const shownEntry = ({ at, ...entry }: AuditEntry) => ({
  at: new Date(at).toISOString(),
  ...entry,
  sentence: auditSentence(entry),
});

/** Pages of the day that one request reads at most to find what one person did; the cursor leads on. */
const pagesMost = 10;

interface DayQuery {
  readonly day: string;
  readonly limit: number;
  readonly by?: string | undefined;
  readonly cursor?: string | undefined;
}

/** Of one person there may be few among many: pages are read until there are enough, or until it has read enough for once. */
const entriesOf = async (audits: AuditStore, { day, limit, by, cursor }: DayQuery) => {
  const at = Date.parse(`${day}T00:00:00Z`);
  let found: readonly AuditEntry[] = [];
  let next = cursor;
  for (let pages = 0; pages < pagesMost; pages += 1) {
    const page = await audits.page({ at, limit: limit - found.length, cursor: next });
    found = [...found, ...page.entries.filter((entry) => by === undefined || entry.by === by)];
    next = page.cursor;
    if (next === undefined || found.length >= limit) break;
  }
  return { found, next };
};

/** Who did what: the entries of a UTC day, the latest first. */
export const createAuditRoutes = (runtime: Runtime): ContractApp => {
  const audits = createAuditStore(runtime);
  return new ContractApp().openapi(auditContract.day, async (context) => {
    const { day = new Date(runtime.clock.now()).toISOString().slice(0, 10), ...query } = context.req.valid("query");
    const { found, next } = await entriesOf(audits, { day, ...query });
    const cursor = next === undefined ? {} : { cursor: auditCursorText(next) };
    return context.json({ day, entries: found.map(shownEntry), ...cursor }, 200);
  });
};
