import { closeSync, openSync, writeSync } from "node:fs";
import { csvCell } from "../../lambdas/shared/csv-cell.ts";

/** A row that was not taken, or a value of it, told so that whoever has the file can find it. */
export interface LeftRow {
  readonly file: string;
  readonly line: number;
  /** As the foreign file calls it: `User.UserId`, `Email Marketing Consent`. */
  readonly field: string;
  readonly problem: string;
  readonly received?: string | undefined;
  readonly allowed?: string | undefined;
}

interface Tally {
  count: number;
  readonly first: LeftRow;
}

export interface MoveReport {
  /** The row is not taken. */
  refuse(row: LeftRow): void;
  /** The row is taken without this value. */
  leaveOut(row: LeftRow): void;
  /** `customers`, `orders`: how many. */
  count(what: string, by?: number): void;
  /** Something of the old tool for which there is no place here, and what to do about it. */
  cannotMap(what: string, why: string): void;
  /** What was decided on the way and ought to be known. */
  note(text: string): void;
  figures(): MoveFigures;
  close(): void;
}

export interface MoveFigures {
  readonly counts: Readonly<Record<string, number>>;
  readonly rowsRefused: number;
  readonly valuesLeftOut: number;
  readonly problems: readonly { readonly count: number; readonly refused: boolean; readonly first: LeftRow }[];
  readonly notMapped: readonly { readonly what: string; readonly why: string; readonly count: number }[];
  readonly notes: readonly string[];
}

/** Different things that are named; a file can hold any number of names. The rest is counted together. */
const namesMax = 500;

/** Every row goes to `left-out.csv` as it comes, so that a file of bad rows needs no memory. */
export const createReport = (leftOutFile: string): MoveReport => {
  const counts = new Map<string, number>();
  const problems = new Map<string, Tally & { readonly refused: boolean }>();
  const notMapped = new Map<string, { readonly what: string; readonly why: string; count: number }>();
  const notes = new Set<string>();
  const rows = openSync(leftOutFile, "w");
  writeSync(
    rows,
    `\ufeff${["row", "file", "line", "field", "problem", "received", "allowed"].map(csvCell).join(",")}\r\n`,
  );

  const write = (refused: boolean, row: LeftRow): void => {
    const { file, line, field, problem, received, allowed } = row;
    const cells = [refused ? "not taken" : "taken without this value", file, line, field, problem, received, allowed];
    writeSync(rows, `${cells.map(csvCell).join(",")}\r\n`);
    const key = `${refused}\n${file}\n${field}\n${problem}`;
    const known = problems.get(key);
    if (known !== undefined) known.count += 1;
    // What was received may be an address: it stands in left-out.csv and nowhere else.
    else if (problems.size < namesMax)
      problems.set(key, { count: 1, first: { file, line, field, problem, allowed }, refused });
    add(refused ? "rows not taken" : "values left out", 1);
  };
  const add = (what: string, by: number) => void counts.set(what, (counts.get(what) ?? 0) + by);

  return {
    refuse: (row) => write(true, row),
    leaveOut: (row) => write(false, row),
    count: (what, by = 1) => add(what, by),
    cannotMap: (what, why) => {
      const given = `${what}\n${why}`;
      const isNamed = notMapped.has(given) || notMapped.size < namesMax;
      const key = isNamed ? given : "";
      const known = notMapped.get(key);
      const told = isNamed ? { what, why } : { what: "further things", why: `only the first ${namesMax} are named` };
      if (known === undefined) notMapped.set(key, { ...told, count: 1 });
      else known.count += 1;
    },
    note: (text) => void notes.add(text),
    figures: () => ({
      counts: Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1))),
      rowsRefused: counts.get("rows not taken") ?? 0,
      valuesLeftOut: counts.get("values left out") ?? 0,
      problems: [...problems.values()],
      notMapped: [...notMapped.values()],
      notes: [...notes],
    }),
    close: () => closeSync(rows),
  };
};
