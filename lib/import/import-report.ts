import type { TallyFigures } from "../../lambdas/domain/intake/tally.ts";
import type { Problem } from "../../lambdas/domain/problem.ts";
import type { CsvDelimiter } from "../../lambdas/shared/csv-rows.ts";
import type { CsvEncoding } from "../../lambdas/shared/csv-text.ts";

/** `import.json`: what happened to every row. rowsRead = accepted + the sum of all rejections. */
export interface ImportReport extends TallyFigures {
  readonly kind: "orders" | "customers";
  readonly encoding: CsvEncoding;
  readonly delimiter: CsvDelimiter;
  /** Field → the header of its column. */
  readonly columns: Readonly<Record<string, string>>;
  readonly ignoredColumns: readonly string[];
  /** Different customers in accepted rows, those included who only cancelled. */
  readonly customers: number;
  readonly orders: number;
  readonly cancellations: number;
  /** Values of accepted rows that could not be used and were left out. */
  readonly valuesLeftOut: number;
  /** Present when the file broke off; what came before was read. */
  readonly damage?: Problem;
}

export type ImportResult =
  | { readonly ok: true; readonly report: ImportReport }
  | { readonly ok: false; readonly problems: readonly Problem[] };
