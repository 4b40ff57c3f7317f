// A parser that follows an open quote to the end of the file turns one stray quote into the loss of every row after it.
// This one reads line by line: a record may go on over further lines, but only within limits and only if it then has as
// many cells as the header; otherwise its first line alone is given up and reading goes on with the very next line.
// (Existing parsers can skip a bad record, but they look for its end in quoted state.)
import type { RowFault, SourceRow } from "../domain/intake/source-row.ts";
import { type CsvRecord, parseRecord } from "./csv-record.ts";
import { type CsvEncoding, decodeCsv } from "./csv-text.ts";

export const csvDelimiters = [",", "\t", ";"] as const;
export type CsvDelimiter = (typeof csvDelimiters)[number];

export interface CsvOptions {
  /** Absent: UTF-8 or GB18030, whichever the bytes are. */
  readonly encoding?: CsvEncoding;
  /** Absent: the one that occurs most often in the header. */
  readonly delimiter?: CsvDelimiter;
}

export interface CsvFile {
  readonly header: readonly string[];
  readonly delimiter: CsvDelimiter;
  encoding(): CsvEncoding;
  /** Rows after the header, in groups so that half a million rows do not cost half a million promises. Blank lines are left out. */
  readonly rows: AsyncIterable<readonly SourceRow[]>;
}

/** A quoted cell may hold line breaks, but not more of them than an address or a note has. */
const maxRecordLines = 100;
/** Also stops a file without line ends (a picture, say) from being held whole. In UTF-16 units. */
const maxRecordLength = 65_536;

/** Undefined when there is no line that could be a header. */
export const readCsv = async (
  bytes: AsyncIterable<Uint8Array>,
  options: CsvOptions = {},
): Promise<CsvFile | undefined> => {
  const text = decodeCsv(bytes, options.encoding);
  const batches = lines(text.pieces);
  for (let first = await batches.next(); !first.done; first = await batches.next()) {
    const at = first.value.lines.findIndex((line) => line.trim() !== "");
    if (at === -1) continue;
    const headerLine = first.value.lines[at] ?? "";
    const delimiter = options.delimiter ?? detectDelimiter(headerLine);
    const parsed = parseRecord(headerLine, delimiter);
    if (parsed.kind !== "cells") return undefined;
    const rest = { firstLine: first.value.firstLine + at + 1, lines: first.value.lines.slice(at + 1) };
    const header = parsed.cells.map((cell) => cell.trim());
    const reader = createRecordReader(delimiter, header.length);
    return { header, delimiter, encoding: text.encoding, rows: rows(reader, rest, batches) };
  }
  return undefined;
};

const detectDelimiter = (header: string): CsvDelimiter => {
  const unquoted = header.replaceAll(/"[^"]*"/g, "");
  const counted = csvDelimiters.map((delimiter) => ({ delimiter, count: unquoted.split(delimiter).length - 1 }));
  return counted.reduce((best, next) => (next.count > best.count ? next : best)).delimiter;
};

interface LineBatch {
  readonly firstLine: number;
  readonly lines: readonly string[];
}

/** Whole lines without their `\n`; a `\r` before it stays until the record is known to end there. */
async function* lines(pieces: AsyncIterable<string>): AsyncGenerator<LineBatch> {
  let held = "";
  let lineNumber = 1;
  let lineEnd: string | undefined;
  for await (const piece of pieces) {
    held += piece;
    lineEnd ??= /\n/.test(held) ? "\n" : /\r[^\n]/.test(held) ? "\r" : undefined;
    const parts = held.split(lineEnd ?? "\n");
    const open = parts.pop() ?? "";
    // Of a line beyond all bounds only the start is kept: enough to be told too long, whatever follows.
    held = open.length > maxRecordLength ? open.slice(0, maxRecordLength + 1) : open;
    if (parts.length > 0) yield { firstLine: lineNumber, lines: parts };
    lineNumber += parts.length;
  }
  if (held !== "") yield { firstLine: lineNumber, lines: [held] };
}

interface RecordReader {
  read(batch: LineBatch): readonly SourceRow[];
  /** What was still open at the end of the file. */
  finish(): readonly SourceRow[];
}

const createRecordReader = (delimiter: CsvDelimiter, width: number): RecordReader => {
  let pending: { readonly line: number; readonly text: string }[] = [];

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
  };
};

interface Shape {
  readonly delimiter: CsvDelimiter;
  readonly width: number;
  readonly isLast: boolean;
}

type Read = "more" | { readonly lines: number; readonly row?: SourceRow };

/** One record from the lines at `at`; "more" when its end has not been read yet. */
const readOne = (pending: readonly { line: number; text: string }[], at: number, shape: Shape): Read => {
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

async function* rows(
  reader: RecordReader,
  first: LineBatch,
  batches: AsyncIterable<LineBatch>,
): AsyncGenerator<readonly SourceRow[]> {
  yield reader.read(first);
  for await (const batch of batches) yield reader.read(batch);
  yield reader.finish();
}
