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

/** A row that was not taken, as it is told to whoever wrote it. */
export interface RejectedRow extends Omit<Problem, "where"> {
  readonly line: number;
  readonly reason: RejectionReason;
  /** The header of the column that is to blame, where it is one. */
  readonly column?: string;
}

export interface TallyOptions {
  /** What was counted before, by whom this one goes on for. */
  readonly from?: TallyFigures;
  /** Told of every row, where the figures name ten. */
  readonly onReject?: (row: RejectedRow) => void;
}

const linesShown = 10;

export const createTally = ({ from, onReject }: TallyOptions = {}): Tally => {
  const rejected = new Map<RejectionReason, { count: number; readonly lines: number[]; readonly example: Problem }>();
  for (const [reason, { count, lines, example }] of Object.entries(from?.rejected ?? {}))
    rejected.set(reason as RejectionReason, { count, lines: [...lines], example });
  let rowsRead = from?.rowsRead ?? 0;
  let accepted = from?.accepted ?? 0;

  return {
    read: () => {
      rowsRead += 1;
    },
    accept: (rows) => {
      accepted += rows;
    },
    reject: (reason, line, { column, ...details }) => {
      onReject?.({ line, reason, ...(column !== undefined && { column }), ...details });
      const known = rejected.get(reason);
      if (known === undefined) {
        const where = column === undefined ? `line ${line}` : `line ${line}, column ${column}`;
        rejected.set(reason, { count: 1, lines: [line], example: { where, ...details } });
        return;
      }
      known.count += 1;
      if (known.lines.length < linesShown) known.lines.push(line);
    },
    figures: () => ({
      rowsRead,
      accepted,
      rejected: Object.fromEntries([...rejected].map(([reason, one]) => [reason, { ...one, lines: [...one.lines] }])),
    }),
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
