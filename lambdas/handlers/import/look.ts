import type { ImportJob, ImportUnderstanding } from "../../domain/import-job.ts";
import { fieldsOf, neededFields, openIntake } from "../../domain/intake/open-intake.ts";
import type { SourceRow } from "../../domain/intake/source-row.ts";
import type { RejectedRow } from "../../domain/intake/tally.ts";
import type { Problem } from "../../domain/problem.ts";
import { type CsvReader, createCsvReader } from "../../shared/csv-reader.ts";
import { packedAs } from "./file-reader.ts";
import { lookRows } from "./limits.ts";

export interface LookQuestion {
  readonly job: ImportJob;
  readonly understanding: ImportUnderstanding;
  /** The start of the file. */
  readonly bytes: Uint8Array;
  readonly timeZone: string;
  readonly now: number;
}

const noHeader: Problem = {
  where: "file",
  problem: "has no header",
  allowed: "a CSV file whose first line names the columns",
};

/** The first rows of a file as they would be understood, so that a person can put right what was guessed. */
export const lookAt = (q: LookQuestion) => {
  const { bytes, job, understanding } = q;
  const kind = job.holds;
  const known = { fields: fieldsOf(kind), needed: neededFields[kind] };
  const nothing = { ...known, missing: [], header: [], rows: [] };
  const packed = packedAs(bytes);
  if (packed !== undefined) return { ...nothing, problems: [packed] };
  const { encoding, delimiter } = understanding;
  const csv = createCsvReader({ ...(encoding && { encoding }), ...(delimiter && { delimiter }) });
  const rows = firstRows(csv, bytes, bytes.length >= job.size);
  const shape = csv.shape();
  if (shape === undefined || shape === "none") return { ...nothing, problems: [noHeader] };

  const { header } = shape;
  const rejected = new Map<number, RejectedRow>();
  const onReject = (row: RejectedRow) => rejected.set(row.line, row);
  const opened = openIntake({ ...understanding, kind, header, timeZone: q.timeZone, now: q.now, onReject });
  const shown = rows.map((row) => ({ line: row.line, cells: "cells" in row ? row.cells : [] }));
  if (!opened.ok) {
    const missing = missingIn(opened.problems);
    const problems = opened.problems.filter(({ where }) => where !== "header");
    return { ...known, missing, header, rows: shown, problems };
  }
  // All of them first: a row may be to blame only because of one after it.
  opened.intake.take(rows);
  opened.intake.finish();
  const columns = definedOf(opened.columns.header);
  const format = {
    ...{ encoding: csv.encoding() ?? "utf-8", delimiter: shape.delimiter },
    ...{ columns, ignoredColumns: opened.columns.ignored },
  };
  const judged = shown.map((row) => ({ ...row, rejected: withoutLine(rejected.get(row.line)) }));
  return { ...known, missing: [], header, format, rows: judged, problems: [] };
};

const firstRows = (csv: CsvReader, bytes: Uint8Array, isWhole: boolean): readonly SourceRow[] => {
  const rows = csv.push(bytes);
  // Without its end the last letters of the file's start are not told apart; the rows before them are.
  const more = isWhole || rows.length < lookRows ? csv.end() : [];
  const all = [...rows, ...more];
  return all.slice(0, isWhole ? lookRows : Math.min(lookRows, Math.max(0, all.length - 1)));
};

/** `missingField` says one problem for each; its names are those of the fields. */
const missingIn = (problems: readonly Problem[]): readonly string[] =>
  problems.flatMap(({ where, problem }) => (where === "header" ? [/column for (\w+)/.exec(problem)?.[1] ?? ""] : []));

const withoutLine = (row: RejectedRow | undefined) => {
  if (row === undefined) return undefined;
  const { line: _, ...rest } = row;
  return rest;
};

const definedOf = (record: Readonly<Partial<Record<string, string>>>): Record<string, string> =>
  Object.fromEntries(Object.entries(record).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])));
