import { type Columns, type FieldNames, type Mapped, mapColumns, missingField } from "./columns.ts";
import type { SourceRow } from "./source-row.ts";
import { rejectFault, type Tally } from "./tally.ts";
import { detached, isEmptyCell } from "./values.ts";

export type CodeField = "code";

const codeFieldNames: FieldNames<CodeField> = {
  code: [
    "code",
    "couponcode",
    "coupon",
    "vouchercode",
    "voucher",
    "discountcode",
    "优惠码",
    "优惠券码",
    "券码",
    "兑换码",
  ],
};

/** A till or a web page takes no longer ones; and a text message has to hold it. */
export const codeLengthMax = 40;
const codePattern = /^[\x21-\x7e]{1,40}$/;
export const codeRule = `1 to ${codeLengthMax} letters, digits and signs without spaces`;

export const mapCodeColumns = (
  header: readonly string[],
  map: Readonly<Record<string, string>> = {},
): Mapped<CodeField> => {
  const mapped = mapColumns({ header, names: codeFieldNames, map });
  if (!mapped.ok || mapped.columns.index.code !== undefined) return mapped;
  return { ok: false, problems: [missingField("code", header, codeFieldNames.code)] };
};

/** A code that is still to be put in, with the line that it came from. */
export interface CodeRow {
  readonly code: string;
  readonly line: number;
}

/**
 * Reads rows into codes. What cannot be one, and what stood in the file before, is rejected with its line. Codes are worth
 * money, so none is ever repeated in what is told of a row.
 */
export const createCodeReader = (
  columns: Columns<CodeField>,
  tally: Tally,
): ((row: SourceRow) => CodeRow | undefined) => {
  const seen = new Map<string, number>();
  return (row) => {
    tally.read();
    const { line } = row;
    if ("fault" in row) {
      rejectFault(tally, line, row.fault);
      return undefined;
    }
    const code = detached(row.cells[columns.index.code ?? -1]?.trim() ?? "");
    if (isEmptyCell(code)) tally.reject("no-code", line, { column: "code", problem: "is empty", allowed: codeRule });
    else if (!codePattern.test(code)) tally.reject("bad-code", line, badCode(code));
    else if (seen.has(code)) tally.reject("duplicate", line, repeated(seen.get(code)));
    else {
      seen.set(code, line);
      return { code, line };
    }
    return undefined;
  };
};

const badCode = (code: string) => ({
  column: "code",
  problem:
    code.length > codeLengthMax ? `has ${code.length} characters` : "has a space or a sign that codes may not have",
  allowed: codeRule,
});

const repeated = (first: number | undefined) => ({
  column: "code",
  problem: `is the same as in line ${first ?? 0}`,
  allowed: "each code once",
});

export const rejectKnown = (tally: Tally, { line }: CodeRow): void =>
  tally.reject("known-code", line, {
    column: "code",
    problem: "was uploaded to this pool before",
    allowed: "each code once, also over several files",
  });
