import type { Mapped } from "../../lambdas/domain/intake/columns.ts";
import type { SourceRow } from "../../lambdas/domain/intake/source-row.ts";
import type { Problem } from "../../lambdas/domain/problem.ts";
import { type CsvFile, type CsvOptions, readCsv } from "../../lambdas/shared/csv-rows.ts";
import { openFile } from "./open-file.ts";

export interface TableFile<Field extends string> {
  readonly csv: CsvFile;
  readonly columns: Extract<Mapped<Field>, { ok: true }>["columns"];
  readonly rows: AsyncIterable<readonly SourceRow[]>;
  /** What broke the file off, once `rows` ended. */
  damage(): Problem | undefined;
}

export type OpenedTable<Field extends string> =
  | { readonly ok: true; readonly table: TableFile<Field> }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Opens a CSV file and finds its columns. A file that cannot be read is a problem of the person who named it, no crash. */
export const openTable = async <Field extends string>(
  path: string,
  map: (header: readonly string[]) => Mapped<Field>,
  options: CsvOptions,
): Promise<OpenedTable<Field>> => {
  const csv = await headerOf(path, options);
  if ("problem" in csv) return { ok: false, problems: [csv] };
  const mapped = map(csv.header);
  if (!mapped.ok) return mapped;
  let damage: Problem | undefined;

  async function* rows(): AsyncGenerator<readonly SourceRow[]> {
    try {
      for await (const group of csvRows) yield group;
    } catch (cause) {
      if (!isFileError(cause)) throw cause;
      damage = fileProblem(path, cause);
    }
  }
  const csvRows = csv.rows;
  return { ok: true, table: { csv, columns: mapped.columns, rows: rows(), damage: () => damage } };
};

const headerOf = async (path: string, options: CsvOptions): Promise<CsvFile | Problem> => {
  try {
    const csv = await readCsv(openFile(path), options);
    return csv ?? { where: path, problem: "has no header", allowed: "a CSV file whose first line names the columns" };
  } catch (cause) {
    if (!isFileError(cause)) throw cause;
    return fileProblem(path, cause);
  }
};

type FileError = Error & { readonly code: string };

/** Errors of the file system (ENOENT) and of unpacking (Z_BUF_ERROR) carry a code; our own mistakes do not. */
const isFileError = (cause: unknown): cause is FileError =>
  cause instanceof Error && "code" in cause && typeof cause.code === "string" && /^(E|Z_)[A-Z_]+$/.test(cause.code);

const fileProblem = (path: string, { code, message }: FileError): Problem => ({
  where: path,
  problem: code.startsWith("Z_") ? "is damaged: the rest cannot be unpacked" : "cannot be read",
  received: `${code}: ${message}`.slice(0, 200),
});
