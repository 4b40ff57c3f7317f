import type { SourceRow } from "../domain/intake/source-row.ts";
import { parseRecord } from "./csv-record.ts";
import {
  createRecordReader,
  type LineBatch,
  maxRecordLength,
  type PendingLine,
  type RecordReader,
} from "./csv-records.ts";
import { type CsvEncoding, createCsvDecoder } from "./csv-text.ts";

export const csvDelimiters = [",", "\t", ";"] as const;
export type CsvDelimiter = (typeof csvDelimiters)[number];

export interface CsvOptions {
  /** Absent: UTF-8 or GB18030, whichever the bytes are. */
  readonly encoding?: CsvEncoding;
  /** Absent: the one that occurs most often in the header. */
  readonly delimiter?: CsvDelimiter;
}

export interface CsvShape {
  readonly header: readonly string[];
  readonly delimiter: CsvDelimiter;
}

/** All that a reader has to know to go on at the byte where another one stopped. Plain values. */
export interface CsvPlace extends CsvShape {
  /** Absent while every letter was ASCII. */
  readonly encoding?: CsvEncoding;
  readonly lines: LinePlace;
  readonly pending: readonly PendingLine[];
}

interface LinePlace {
  /** The start of a line whose end has not been read. */
  readonly held: string;
  /** Of that line; the first one of a file is 1. */
  readonly lineNumber: number;
  readonly lineEnd?: "\n" | "\r";
}

/** Reads a table file whose bytes are pushed; it can stop at any line's end and be gone on with by another one. */
export interface CsvReader {
  /** The rows that are complete now. None before the header was read. */
  push(bytes: Uint8Array): readonly SourceRow[];
  /** What was still open at the end of the file. */
  end(): readonly SourceRow[];
  /** Undefined before the header was read; `none` when there is no line that could be one. */
  shape(): CsvShape | "none" | undefined;
  encoding(): CsvEncoding | undefined;
  /**
   * Where the next byte is read; undefined while that cannot be said. Ask only when the last byte that was pushed ended a
   * line: then no letter is half read.
   */
  place(): CsvPlace | undefined;
}

export const createCsvReader = (options: CsvOptions, from?: CsvPlace): CsvReader => {
  const decoder = createCsvDecoder(from?.encoding ?? options.encoding, from !== undefined);
  const lines = createLineSplitter(from?.lines);
  let shape: CsvShape | "none" | undefined = from && { header: from.header, delimiter: from.delimiter };
  let records: RecordReader | undefined = from && createRecordReader(from.delimiter, from.header.length, from.pending);

  const readHeader = ({ firstLine, lines: all }: LineBatch): readonly SourceRow[] => {
    const at = all.findIndex((line) => line.trim() !== "");
    if (at === -1) return [];
    // A header in quotes would else have text after its closing quote.
    const line = (all[at] ?? "").replace(/\r$/, "");
    const delimiter = options.delimiter ?? detectDelimiter(line);
    const parsed = parseRecord(line, delimiter);
    if (parsed.kind !== "cells") {
      shape = "none";
      return [];
    }
    const header = parsed.cells.map((cell) => cell.trim());
    shape = { header, delimiter };
    records = createRecordReader(delimiter, header.length);
    return records.read({ firstLine: firstLine + at + 1, lines: all.slice(at + 1) });
  };
  const read = (batch: LineBatch | undefined): readonly SourceRow[] => {
    if (batch === undefined || shape === "none") return [];
    return records === undefined ? readHeader(batch) : records.read(batch);
  };

  return {
    push: (bytes) => read(lines.push(decoder.push(bytes))),
    end: () => {
      const rows = [...read(lines.push(decoder.end())), ...read(lines.end())];
      return records === undefined ? rows : [...rows, ...records.finish()];
    },
    shape: () => shape,
    encoding: decoder.encoding,
    place: () => {
      if (shape === undefined || shape === "none" || !decoder.isSettled()) return undefined;
      const encoding = decoder.encoding();
      const pending = records?.pending() ?? [];
      return { ...shape, ...(encoding !== undefined && { encoding }), lines: lines.place(), pending: [...pending] };
    },
  };
};

const detectDelimiter = (header: string): CsvDelimiter => {
  const unquoted = header.replaceAll(/"[^"]*"/g, "");
  const counted = csvDelimiters.map((delimiter) => ({ delimiter, count: unquoted.split(delimiter).length - 1 }));
  return counted.reduce((best, next) => (next.count > best.count ? next : best)).delimiter;
};

/** Whole lines without their `\n`; a `\r` before it stays until the record is known to end there. */
const createLineSplitter = (from: LinePlace = { held: "", lineNumber: 1 }) => {
  let { held, lineNumber, lineEnd } = from;
  return {
    push: (piece: string): LineBatch | undefined => {
      held += piece;
      lineEnd ??= /\n/.test(held) ? "\n" : /\r[^\n]/.test(held) ? "\r" : undefined;
      const lines = held.split(lineEnd ?? "\n");
      const open = lines.pop() ?? "";
      // Of a line beyond all bounds only the start is kept: enough to be told too long, whatever follows.
      held = open.length > maxRecordLength ? open.slice(0, maxRecordLength + 1) : open;
      const firstLine = lineNumber;
      lineNumber += lines.length;
      return lines.length > 0 ? { firstLine, lines } : undefined;
    },
    end: (): LineBatch | undefined => (held === "" ? undefined : { firstLine: lineNumber, lines: [held] }),
    place: (): LinePlace => ({ held, lineNumber, ...(lineEnd !== undefined && { lineEnd }) }),
  };
};
