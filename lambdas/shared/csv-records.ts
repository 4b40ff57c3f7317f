// A parser that follows an open quote to the end of the file turns one stray quote into the loss of every row after it.
// This one reads line by line: a record may go on over further lines, but only within limits and only if it then has as
// many cells as the header; otherwise its first line alone is given up and reading goes on with the very next line.
// (Existing parsers can skip a bad record, but they look for its end in quoted state.)
import type { RowFault, SourceRow } from "../domain/intake/source-row.ts";
import { type CsvRecord, parseRecord } from "./csv-record.ts";

/** Lines without their ends, and the number of the first one. */
export interface LineBatch {
  readonly firstLine: number;
  readonly lines: readonly string[];
}

/** A line that may belong to a record whose end has not been read yet. */
export interface PendingLine {
  readonly line: number;
  readonly text: string;
}

export interface RecordReader {
  read(batch: LineBatch): readonly SourceRow[];
  /** What was still open at the end of the file. */
  finish(): readonly SourceRow[];
  /** At most a hundred. */
  pending(): readonly PendingLine[];
}

/** A quoted cell may hold line breaks, but not more of them than an address or a note has. */
const maxRecordLines = 100;
/** Also stops a file without line ends (a picture, say) from being held whole. In UTF-16 units. */
export const maxRecordLength = 65_536;

/** `before`: the lines that were pending where reading stopped. */
export const createRecordReader = (
  delimiter: string,
  width: number,
  before: readonly PendingLine[] = [],
): RecordReader => {
  let pending = [...before];

  const readPending = (isLast: boolean): readonly SourceRow[] => {
    const found: SourceRow[] = [];
    let at = 0;
    while (at < pending.length) {
      const result = readOne(pending, at, { delimiter, width, isLast });
      if (result === "more") break;
      if (result.row !== undefined) found.push(result.row);
      at += result.lines;
    }
    pending = pending.slice(at);
    return found;
  };

  return {
    read: ({ firstLine, lines }) => {
      const added = lines.map((text, index) => ({ line: firstLine + index, text }));
      pending = pending.length === 0 ? added : [...pending, ...added];
      return readPending(false);
    },
    finish: () => readPending(true),
    pending: () => pending,
  };
};

interface Shape {
  readonly delimiter: string;
  readonly width: number;
  readonly isLast: boolean;
}

type Read = "more" | { readonly lines: number; readonly row?: SourceRow };

/** One record from the lines at `at`; "more" when its end has not been read yet. */
const readOne = (pending: readonly PendingLine[], at: number, shape: Shape): Read => {
  const first = pending[at];
  if (first === undefined) return "more";
  const fault = (kind: RowFault): Read => ({ lines: 1, row: { line: first.line, fault: kind } });
  let text = first.text;
  for (let count = 1; count <= maxRecordLines; count += 1) {
    if (text.length > maxRecordLength) return fault(count === 1 ? "line-too-long" : "broken-quote");
    const ended = text.endsWith("\r") ? text.slice(0, -1) : text;
    const record = parseRecord(ended, shape.delimiter);
    if (record.kind === "cells") {
      if (count === 1 && ended.trim() === "" && !ended.includes(shape.delimiter)) return { lines: 1 };
      const row = fitted(record, shape.width);
      if (row !== undefined) return { lines: count, row: { line: first.line, cells: row } };
      return fault(count === 1 ? "wrong-cell-count" : "broken-quote");
    }
    if (record.kind === "broken") return fault("broken-quote");
    const next = pending[at + count];
    if (next === undefined) return shape.isLast ? fault("broken-quote") : "more";
    text += `\n${next.text}`;
  }
  return fault("broken-quote");
};

/** The cells of a row as wide as the header. Empty cells beyond it are what spreadsheets leave behind. */
const fitted = (record: Extract<CsvRecord, { kind: "cells" }>, width: number): readonly string[] | undefined => {
  const { cells } = record;
  if (cells.length === width) return cells;
  const isPadded = cells.length > width && cells.slice(width).every((cell) => cell.trim() === "");
  return isPadded ? cells.slice(0, width) : undefined;
};
