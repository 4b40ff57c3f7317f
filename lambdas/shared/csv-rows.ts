import type { SourceRow } from "../domain/intake/source-row.ts";
import { type CsvDelimiter, type CsvOptions, createCsvReader } from "./csv-reader.ts";
import type { CsvEncoding } from "./csv-text.ts";

export { type CsvDelimiter, type CsvOptions, csvDelimiters } from "./csv-reader.ts";

export interface CsvFile {
  readonly header: readonly string[];
  readonly delimiter: CsvDelimiter;
  encoding(): CsvEncoding;
  /** Rows after the header, in groups so that half a million rows do not cost half a million promises. Blank lines are left out. */
  readonly rows: AsyncIterable<readonly SourceRow[]>;
}

/** Undefined when there is no line that could be a header. */
export const readCsv = async (
  bytes: AsyncIterable<Uint8Array>,
  options: CsvOptions = {},
): Promise<CsvFile | undefined> => {
  const reader = createCsvReader(options);
  const chunks = bytes[Symbol.asyncIterator]();
  let first: readonly SourceRow[] = [];
  let isOver = false;
  while (reader.shape() === undefined && !isOver) {
    const next = await chunks.next();
    isOver = next.done === true;
    first = next.done === true ? reader.end() : reader.push(next.value);
  }
  const shape = reader.shape();
  if (shape === undefined || shape === "none") {
    await chunks.return?.();
    return undefined;
  }

  async function* rows(): AsyncGenerator<readonly SourceRow[]> {
    yield first;
    if (isOver) return;
    for await (const chunk of { [Symbol.asyncIterator]: () => chunks }) yield reader.push(chunk);
    yield reader.end();
  }
  return { ...shape, encoding: () => reader.encoding() ?? "utf-8", rows: rows() };
};
