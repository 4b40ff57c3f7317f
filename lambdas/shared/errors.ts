/** What can break. A code never contains a variable: alarms and searches name it. Add a line for a new one. */
export type ErrorCode =
  | "announcement-failed"
  | "batch-unprocessed"
  | "campaigns-contended"
  | "counter-contended"
  | "import-contended"
  | "item-invalid"
  | "item-newer"
  | "message-contended"
  | "job-contended"
  | "link-keys-invalid"
  | "message-missing"
  | "pace-contended"
  | "picks-contended"
  | "pool-contended"
  | "pool-damaged"
  | "profile-contended"
  | "work-contended"
  | "record-invalid"
  | "s3-failed"
  | "secret-invalid"
  | "sender-missing"
  | "actor-missing"
  | "setting-empty"
  | "setting-missing"
  | "setting-not-a-number"
  | "snapshot-invalid"
  | "snapshot-missing"
  | "tick-part-unknown"
  | "webhook-failed";

export interface ErrorDetails {
  /** Ids and figures that help to find the cause; never an address or a name of a person. */
  readonly data?: Readonly<Record<string, unknown>>;
  readonly cause?: unknown;
}

/** Something that nobody expects. What can be expected is a returned value with a reason instead. */
export class RekindleError extends Error {
  readonly code: ErrorCode;
  readonly data: Readonly<Record<string, unknown>>;

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? {} : { cause: details.cause });
    this.name = "RekindleError";
    this.code = code;
    this.data = details.data ?? {};
  }
}
