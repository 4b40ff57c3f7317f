import { type CodeRow, createCodeReader, mapCodeColumns, rejectKnown } from "../../domain/intake/coupon-rows.ts";
import { createTally, type TallyFigures } from "../../domain/intake/tally.ts";
import type { Problem } from "../../domain/problem.ts";
import { type CsvDelimiter, type CsvOptions, readCsv } from "../../shared/csv-rows.ts";
import type { CsvEncoding } from "../../shared/csv-text.ts";
import type { Runtime } from "../../shared/runtime.ts";
import { createCouponStore, type Stock } from "../../store/coupon-store.ts";
import { sheetCodesMax } from "../../store/limits.ts";
import { createPoolMark } from "../../store/pool-mark.ts";
import { createPoolUpload } from "../../store/pool-upload.ts";

/** What became of every row. rowsRead = accepted + the sum of all rejections. Names no code. */
export interface UploadReport extends TallyFigures {
  readonly encoding: CsvEncoding;
  readonly delimiter: CsvDelimiter;
  readonly column: string;
  readonly ignoredColumns: readonly string[];
  /** Of the pool, after the upload. */
  readonly stock: Stock;
}

export type UploadResult =
  | { readonly ok: true; readonly report: UploadReport }
  | { readonly ok: false; readonly problems: readonly Problem[] };

export interface UploadQuestion extends CsvOptions {
  readonly bytes: AsyncIterable<Uint8Array>;
  /** Must be a pool. */
  readonly couponId: string;
  /** Field → header, as a person said. */
  readonly map?: Readonly<Record<string, string>>;
}

const noHeader: Problem = {
  where: "header",
  problem: "there is none",
  allowed: "a CSV file whose first line names the columns, one of them code",
};

/** Without what stands there: in a file without a header the first line is a code. */
const unread = ({ received: _, ...problem }: Problem): Problem => problem;

/**
 * Puts the codes of a CSV file into a pool, a sheet at a time. An upload that broke off may be done again: what is in
 * already is told of and left alone. With codes in it the pool is no longer marked empty.
 */
export const uploadCodes = async (
  runtime: Pick<Runtime, "dynamo" | "environment">,
  { bytes, couponId, map, ...options }: UploadQuestion,
): Promise<UploadResult> => {
  const csv = await readCsv(bytes, options);
  if (csv === undefined) return { ok: false, problems: [noHeader] };
  const mapped = mapCodeColumns(csv.header, map);
  if (!mapped.ok) return { ok: false, problems: mapped.problems.map(unread) };

  const tally = createTally();
  const read = createCodeReader(mapped.columns, tally);
  const upload = createPoolUpload(runtime);
  const put = async (rows: readonly CodeRow[]): Promise<void> => {
    const { known } = await upload.add(
      couponId,
      rows.map(({ code }) => code),
    );
    const isKnown = new Set(known);
    for (const row of rows.filter(({ code }) => isKnown.has(code))) rejectKnown(tally, row);
    tally.accept(rows.length - isKnown.size);
  };

  let waiting: readonly CodeRow[] = [];
  for await (const group of csv.rows) {
    waiting = [...waiting, ...group.flatMap((row) => read(row) ?? [])];
    for (; waiting.length >= sheetCodesMax; waiting = waiting.slice(sheetCodesMax))
      await put(waiting.slice(0, sheetCodesMax));
  }
  if (waiting.length > 0) await put(waiting);

  const stock = await createCouponStore(runtime).stock(couponId);
  if (stock.left > 0) await createPoolMark(runtime).mark(couponId, false);
  const { header, ignored } = mapped.columns;
  const columns = { column: header.code ?? "", ignoredColumns: ignored };
  const format = { encoding: csv.encoding(), delimiter: csv.delimiter };
  return { ok: true, report: { ...tally.figures(), ...format, ...columns, stock } };
};
