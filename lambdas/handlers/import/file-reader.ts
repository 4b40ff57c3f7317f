// The file as this run reads it: a segment at a time, each of which ends a line, and what to know to go on behind it.
import { deserialize, serialize } from "node:v8";
import type { ImportJob } from "../../domain/import-job.ts";
import type { Taken } from "../../domain/intake/intake.ts";
import { openIntake } from "../../domain/intake/open-intake.ts";
import type { SourceRow } from "../../domain/intake/source-row.ts";
import type { RejectedRow } from "../../domain/intake/tally.ts";
import type { Problem } from "../../domain/problem.ts";
import { type CsvPlace, createCsvReader } from "../../shared/csv-reader.ts";

/** What one run leaves to the next, as bytes: plain values and typed arrays. */
interface StoredPlace {
  readonly csv: CsvPlace;
  readonly intake: object;
}

export interface ImportReader {
  /** What the bytes complete; with `isLast`, everything that was still open. Problems end the import. */
  take(
    bytes: Uint8Array,
    isLast: boolean,
  ): { readonly taken: readonly Taken[] } | { readonly problems: readonly Problem[] };
  /** Undefined while reading cannot stop here. Ask after bytes that ended a line. */
  place(): Uint8Array | undefined;
  progress(): Pick<ImportJob, "figures" | "format">;
  /** Letters of two bytes: a line's end is looked for another way. */
  isWide(): boolean;
}

const noHeader: Problem = {
  where: "header",
  problem: "there is none",
  allowed: "a CSV file whose first line names the columns",
};

export const createImportReader = (
  job: ImportJob,
  stored: Uint8Array | undefined,
  onReject: (row: RejectedRow) => void,
): ImportReader => {
  const from = stored && (deserialize(stored) as StoredPlace);
  const { encoding, delimiter, ...understanding } = job.understanding ?? {};
  const csv = createCsvReader({ ...(encoding && { encoding }), ...(delimiter && { delimiter }) }, from?.csv);
  const begin = (header: readonly string[], place?: object) => {
    const { holds: kind, timeZone = "UTC", startedAt: now = job.createdAt } = job;
    return openIntake({ ...understanding, kind, header, timeZone, now, onReject }, place);
  };
  let opened = from && begin(from.csv.header, from.intake);
  let isWide = csv.encoding() === "utf-16le";
  let isBegun = from !== undefined;

  const rowsIn = (bytes: Uint8Array, isLast: boolean): readonly SourceRow[] => {
    const rows = csv.push(bytes);
    return isLast ? [...rows, ...csv.end()] : rows;
  };
  const formatOf = (): ImportJob["format"] => {
    const shape = csv.shape();
    if (opened?.ok !== true || shape === undefined || shape === "none") return undefined;
    const { header, ignored } = opened.columns;
    const columns = Object.fromEntries(Object.entries(header).flatMap(([key, text]) => (text ? [[key, text]] : [])));
    return { encoding: csv.encoding() ?? "utf-8", delimiter: shape.delimiter, columns, ignoredColumns: ignored };
  };

  return {
    take: (bytes, isLast) => {
      isWide ||= !isBegun && startsWide(bytes);
      isBegun = true;
      const rows = rowsIn(bytes, isLast);
      const shape = csv.shape();
      if (shape === "none" || (shape === undefined && isLast)) return { problems: [noHeader] };
      if (shape === undefined) return { taken: [] };
      opened ??= begin(shape.header);
      if (!opened.ok) return { problems: opened.problems };
      const taken = opened.intake.take(rows);
      return { taken: isLast ? [...taken, ...opened.intake.finish()] : taken };
    },
    place: () => {
      const place = csv.place();
      if (place === undefined || opened?.ok !== true) return undefined;
      const all: StoredPlace = { csv: place, intake: opened.intake.place() };
      return serialize(all);
    },
    progress: () => {
      const format = formatOf();
      return { ...(opened?.ok === true && { figures: opened.intake.figures() }), ...(format && { format }) };
    },
    isWide: () => isWide,
  };
};

/**
 * How many of the bytes end with a line; 0 when none does. No byte below a blank is a part of another letter, in UTF-8 as in
 * GB18030. Letters of two bytes may be parted anywhere but within a pair of surrogates.
 */
export const upToLineEnd = (bytes: Uint8Array, isWide: boolean): number => {
  if (!isWide) return Math.max(bytes.lastIndexOf(0x0a), bytes.lastIndexOf(0x0d)) + 1;
  const even = bytes.length - (bytes.length % 2);
  const high = bytes[even - 1] ?? 0;
  return high >= 0xd8 && high <= 0xdb ? even - 2 : even;
};

/** A file that starts so is UTF-16. */
export const startsWide = (bytes: Uint8Array): boolean => bytes[0] === 0xff && bytes[1] === 0xfe;

/** What is no text at all, by its first bytes; undefined for what may be a table. */
export const packedAs = (bytes: Uint8Array): Problem | undefined => {
  const problem = (received: string, allowed: string): Problem => ({
    where: "file",
    problem: "is no CSV file",
    received,
    allowed,
  });
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) return problem("a gzip archive", "the file in it, unpacked");
  if (bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 0x03)
    return problem("an Excel file or a zip archive", "the sheet saved as CSV");
  if (bytes[0] === 0xd0 && bytes[1] === 0xcf) return problem("an old Excel file", "the sheet saved as CSV");
  return undefined;
};
