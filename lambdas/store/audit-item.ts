import type { Item } from "./attributes.ts";
import { auditKey } from "./keys.ts";

/** Who did what, when, and to what. Written once and never changed. */
export interface AuditEntry {
  readonly at: number;
  /** The IAM identity of the person, or `local`. */
  readonly by: string;
  /** A fixed word, such as `decide-message`. */
  readonly action: string;
  /** What it was done to, unique for its instant. */
  readonly subject: string;
  /** Ids, figures and the person's own words. */
  readonly details: Readonly<Record<string, string | number>>;
}

export const auditItemOf = (entry: AuditEntry): Item => ({ ...entry, ...auditKey(entry) });

export const auditEntryOf = ({ at, by, action, subject, details }: Item): AuditEntry =>
  ({ at, by, action, subject, details }) as AuditEntry;
