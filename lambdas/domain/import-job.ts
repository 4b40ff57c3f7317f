import type { IntakeFigures, IntakeKind } from "./intake/intake.ts";
import type { DateOrder } from "./intake/row-date.ts";
import type { Problem } from "./problem.ts";

export const importStatuses = ["waiting", "running", "done", "failed", "cancelled"] as const;
export type ImportStatus = (typeof importStatuses)[number];

/** How a person wants the file to be understood; what is absent is told from the file. */
export interface ImportUnderstanding {
  /** Field → header. */
  readonly map?: Readonly<Record<string, string>> | undefined;
  readonly attributes?: readonly string[] | undefined;
  readonly leaveOut?: readonly string[] | undefined;
  readonly dateOrder?: DateOrder | undefined;
  readonly encoding?: "utf-8" | "gb18030" | "utf-16le" | undefined;
  readonly delimiter?: "," | "\t" | ";" | undefined;
}

/** What the file turned out to be. */
export interface ImportFormat {
  readonly encoding: NonNullable<ImportUnderstanding["encoding"]>;
  readonly delimiter: NonNullable<ImportUnderstanding["delimiter"]>;
  /** Field → the header of its column. */
  readonly columns: Readonly<Record<string, string>>;
  readonly ignoredColumns: readonly string[];
}

/** A file that a person brings in. Instants are epoch milliseconds. */
export interface ImportJob {
  readonly importId: string;
  /** Counts the writes. */
  readonly version: number;
  readonly holds: IntakeKind;
  readonly fileName: string;
  /** Bytes. */
  readonly size: number;
  readonly status: ImportStatus;
  readonly createdAt: number;
  readonly createdBy: string;
  readonly updatedAt: number;
  readonly understanding?: ImportUnderstanding;
  /** Set at the start: when all rows arrive, and where their wall clock hangs. */
  readonly startedAt?: number;
  readonly timeZone?: string;
  /** The mark of the file's content when it was started; another content is another file. */
  readonly etag?: string;
  /** Bytes behind which everything was stored, and the name of what the next run has to know. Absent: nothing was stored. */
  readonly checkpoint?: { readonly offset: number; readonly place: string };
  /** The name of the rejected rows so far; absent while there is none. */
  readonly rejectedName?: string;
  readonly figures?: IntakeFigures;
  readonly format?: ImportFormat;
  readonly endedAt?: number;
  /** Why it failed. */
  readonly problems?: readonly Problem[];
}

/** After so long without a word nobody is at work any more: every attempt failed, and a person may have it go on. */
const stalledAfterMs = 10 * 60_000;

export const isStalled = ({ status, updatedAt }: ImportJob, now: number): boolean =>
  status === "running" && now - updatedAt > stalledAfterMs;

/** Bytes of the file that are done with, 0 to `size`. */
export const bytesDone = ({ status, size, checkpoint }: ImportJob): number =>
  status === "done" ? size : (checkpoint?.offset ?? 0);

export type ImportChange =
  | { readonly ok: true; readonly next: ImportJob }
  | { readonly ok: false; readonly problem: Problem };

export interface ImportStart {
  readonly now: number;
  readonly timeZone: string;
  readonly etag: string;
  readonly understanding: ImportUnderstanding;
}

/** Begins with a waiting import; has a stalled one go on where it stands, whatever it is asked to understand now. */
export const started = (job: ImportJob, q: ImportStart): ImportChange => {
  const { now, timeZone, etag, understanding } = q;
  if (isStalled(job, now)) return { ok: true, next: { ...job, updatedAt: now } };
  if (job.status !== "waiting") return refused(job, "waiting, or a running one that stands still for ten minutes");
  return {
    ok: true,
    next: { ...job, status: "running", startedAt: now, updatedAt: now, timeZone, etag, understanding },
  };
};

/** What was stored stays; nothing more is read. */
export const cancelled = (job: ImportJob, now: number): ImportChange =>
  job.status === "waiting" || job.status === "running"
    ? { ok: true, next: { ...job, status: "cancelled", updatedAt: now, endedAt: now } }
    : refused(job, "waiting or running");

const refused = ({ status }: ImportJob, allowed: string): ImportChange => ({
  ok: false,
  problem: { where: "import", problem: "is not in a state for this", received: status, allowed },
});
