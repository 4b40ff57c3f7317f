import type { Item } from "./attributes.ts";
import { auditKey } from "./keys.ts";

/**
 * Who did what, when, and to what. Written once and never changed, so it must outlive everybody it is about: a customer stands
 * in it by a keyed hash, never by id or address.
 */
export interface AuditEntry {
  readonly at: number;
  /** The email address of the person; `local` on the local runtime; for a command what `--by` says, or `command line`. */
  readonly by: string;
  /** A fixed word, such as `decide-message`. */
  readonly action: string;
  /** What it was done to; unique, with the action, for its instant. */
  readonly subject: string;
  /** Codes, figures and the person's own words. */
  readonly details: Readonly<Record<string, string | number>>;
}

export const auditItemOf = (entry: AuditEntry): Item => ({ ...entry, ...auditKey(entry) });

export const auditEntryOf = ({ at, by, action, subject, details }: Item): AuditEntry =>
  ({ at, by, action, subject, details }) as AuditEntry;
