import type { RejectedRow } from "../../domain/intake/tally.ts";
import { csvCell } from "../../shared/csv-cell.ts";
import { parseRecord } from "../../shared/csv-record.ts";
import { rejectedKeptMax } from "./limits.ts";

/** The columns of the file of rejected rows. */
const header = ["line", "reason", "column", "problem", "received", "allowed"] as const;

const lineOf = (cells: readonly (string | number | undefined)[]): string => `${cells.map(csvCell).join(",")}\r\n`;

/** A cell of the file is one line, whatever the row's was. */
const flat = (text: string | undefined): string | undefined => text?.replaceAll(/[\r\n]+/g, " ");

/** A byte order mark first, so that spreadsheets read Chinese. */
const firstLine = `\ufeff${lineOf(header)}`;

const rowOf = ({ line, reason, column, problem, received, allowed }: RejectedRow): string =>
  lineOf([line, reason, flat(column), flat(problem), flat(received), flat(allowed)]);

/** Collects the rejected rows of a run after those of the runs before. */
export interface RejectedRows {
  add(row: RejectedRow): void;
  /** True when there is something that was not written yet. */
  hasNews(): boolean;
  /** The whole file so far. */
  written(): Uint8Array;
}

export const createRejectedRows = (before: Uint8Array | undefined, countBefore: number): RejectedRows => {
  let parts: readonly Uint8Array[] = before === undefined ? [] : [before];
  let fresh: string[] = [];
  let count = countBefore;
  return {
    add: (row) => {
      if (count >= rejectedKeptMax) return;
      count += 1;
      fresh.push(rowOf(row));
    },
    hasNews: () => fresh.length > 0,
    written: () => {
      const begin = parts.length === 0 ? firstLine : "";
      parts = [Buffer.concat([...parts, Buffer.from(begin + fresh.join(""))])];
      fresh = [];
      return parts[0] ?? new Uint8Array();
    },
  };
};

/** As they were before `csvCell` made them harmless for spreadsheets. */
const asReceived = (cell: string): string => (/^'[\s=+\-@＝＋－＠|%\t]/.test(cell) ? cell.slice(1) : cell);

export interface RejectedPage {
  readonly rows: readonly RejectedRow[];
  /** Bytes up to which the file was read. */
  readonly next: number;
}

/** The complete rows in a part of the file that starts at `from`, at most `limit`. */
export const rejectedIn = (part: Uint8Array, from: number, limit: number): RejectedPage => {
  const text = Buffer.from(part).toString("utf8");
  const rows: RejectedRow[] = [];
  let at = from;
  for (const line of text.slice(0, text.lastIndexOf("\n") + 1).split("\n")) {
    if (line === "" || rows.length >= limit) break;
    at += Buffer.byteLength(line) + 1;
    const record = parseRecord(line.replace(/\r$/, "").replace(/^\ufeff/, ""), ",");
    if (record.kind !== "cells" || record.cells[0] === header[0]) continue;
    const [number = "", reason = "", column = "", problem = "", received = "", allowed = ""] = record.cells;
    rows.push({
      line: Number(number),
      reason: reason as RejectedRow["reason"],
      ...(column !== "" && { column: asReceived(column) }),
      problem: asReceived(problem),
      ...(received !== "" && { received: asReceived(received) }),
      ...(allowed !== "" && { allowed: asReceived(allowed) }),
    });
  }
  return { rows, next: at };
};
