import type { Problem } from "../problem.ts";
import type { RowFault } from "./source-row.ts";

/** Why a row was not taken. Fixed codes: they are counted and shown. */
export type RejectionReason =
  | RowFault
  | "no-customer"
  | "no-order-id"
  | "bad-id"
  | "bad-date"
  | "ambiguous-date"
  | "future-date"
  | "bad-number"
  | "no-amount"
  | "duplicate"
  | "late-line"
  | "repeated-header"
  | "nothing-known"
  | "no-code"
  | "bad-code"
  | "known-code";

export interface Rejection {
  readonly count: number;
  /** The first ten. */
  readonly lines: readonly number[];
  /** The first one in full. */
  readonly example: Problem;
}

export interface TallyFigures {
  readonly rowsRead: number;
  readonly accepted: number;
  readonly rejected: Readonly<Partial<Record<RejectionReason, Rejection>>>;
}

/** Where a row ended: every row that was read is accepted or rejected exactly once. */
export interface Tally {
  read(): void;
  accept(rows: number): void;
  /** `where` defaults to the line. */
  reject(reason: RejectionReason, line: number, details: Omit<Problem, "where"> & { readonly column?: string }): void;
  figures(): TallyFigures;
}

const linesShown = 10;

export const createTally = (): Tally => {
  const rejected = new Map<RejectionReason, { count: number; readonly lines: number[]; readonly example: Problem }>();
  let rowsRead = 0;
  let accepted = 0;

  return {
    read: () => {
      rowsRead += 1;
    },
    accept: (rows) => {
      accepted += rows;
    },
    reject: (reason, line, { column, ...details }) => {
      const known = rejected.get(reason);
      if (known === undefined) {
        const where = column === undefined ? `line ${line}` : `line ${line}, column ${column}`;
        rejected.set(reason, { count: 1, lines: [line], example: { where, ...details } });
        return;
      }
      known.count += 1;
      if (known.lines.length < linesShown) known.lines.push(line);
    },
    figures: () => ({ rowsRead, accepted, rejected: Object.fromEntries(rejected) }),
  };
};

const faultDetails: Readonly<Record<RowFault, { readonly problem: string; readonly allowed: string }>> = {
  "broken-quote": {
    problem: "has a quote that is not closed, or text after a closing quote",
    allowed: 'a quoted cell ends with " before the next delimiter; a " within it is doubled',
  },
  "wrong-cell-count": { problem: "has not as many cells as the header", allowed: "one cell per column" },
  "line-too-long": { problem: "is longer than 65,536 characters", allowed: "one row per line" },
};

export const rejectFault = (tally: Tally, line: number, fault: RowFault): void =>
  tally.reject(fault, line, faultDetails[fault]);
