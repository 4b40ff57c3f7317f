import type { SourceRow } from "../../lambdas/domain/intake/source-row.ts";
import { type CsvFile, type CsvOptions, readCsv } from "../../lambdas/shared/csv-rows.ts";

/** Bytes in pieces of a given size, as a slow disk or network hands them over. */
export async function* inPieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

export interface ReadAll {
  readonly csv: CsvFile;
  readonly rows: readonly SourceRow[];
}

/** Reads a whole text or bytes; throws when there is no header. */
export const readAll = async (
  content: string | Uint8Array,
  options: CsvOptions & { pieceSize?: number } = {},
): Promise<ReadAll> => {
  const bytes = typeof content === "string" ? Buffer.from(content) : content;
  const csv = await readCsv(inPieces(bytes, options.pieceSize ?? 65_536), options);
  if (csv === undefined) throw new Error("no header");
  const rows: SourceRow[] = [];
  for await (const group of csv.rows) rows.push(...group);
  return { csv, rows };
};
