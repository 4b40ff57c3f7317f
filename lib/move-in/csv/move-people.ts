import { basename, relative } from "node:path";
import { plainName } from "../../../lambdas/domain/intake/columns.ts";
import { createDateReader } from "../../../lambdas/domain/intake/row-date.ts";
import { createTally, rejectFault } from "../../../lambdas/domain/intake/tally.ts";
import type { Problem } from "../../../lambdas/domain/problem.ts";
import { zoneCalendar } from "../../../lambdas/domain/zone-calendar.ts";
import type { CsvOptions } from "../../../lambdas/shared/csv-rows.ts";
import { openTable } from "../../import/table-file.ts";
import { createPartitions, type Partitions } from "../partitions.ts";
import type { PeopleWriter } from "../people-writer.ts";
import { type MovedPerson, mergePeople } from "../person.ts";
import { filesOf } from "../pinpoint/read-folder.ts";
import { mailchimpStatuses, statusOfFile } from "./mailchimp.ts";
import { mapPersonColumns, type PersonField } from "./person-columns.ts";
import { type PersonReader, readPerson } from "./person-row.ts";

export interface PeopleMove extends Pick<PersonReader, "source" | "report" | "policy" | "exportedAt"> {
  /** A CSV file, or a folder of them. */
  readonly path: string;
  readonly folder: string;
  readonly people: PeopleWriter;
  readonly map: Readonly<Record<string, string>>;
  /** Headers of further columns that become attributes. */
  readonly attributes: readonly string[];
  readonly csv: CsvOptions;
}

interface PlacedPerson {
  readonly file: string;
  readonly line: number;
  readonly person: MovedPerson;
}

type Rows = Partitions<PlacedPerson>;

/** Rows whose quotes or cells are broken are told as the known import tells them. */
const faultTally = ({ report }: PeopleMove, file: string) =>
  createTally({
    onReject: ({ line, problem, allowed }) => report.refuse({ file, line, field: "the row", problem, allowed }),
  });

const tellOfColumns = ({ report, source, attributes }: PeopleMove, ignored: readonly string[]): void => {
  for (const name of ignored) {
    if (attributes.includes(name)) continue;
    const isOwn = source.meaningless.has(plainName(name));
    const why = isOwn ? `is ${source.name}'s own and is not kept` : `--attributes "${name}" keeps it as an attribute`;
    report.cannotMap(`the column ${name}`, why);
  }
};

const wrongStatus = (file: string, header: readonly string[]): Problem => ({
  where: file,
  problem: "does not say what its contacts are",
  received: header.join(", ").slice(0, 300),
  allowed: `a column UNSUB_TIME or CLEAN_TIME, or a file name that starts with ${mailchimpStatuses.join(", ")}`,
});

const within = (file: string, problems: readonly Problem[]): readonly Problem[] =>
  problems.map((problem) => ({ ...problem, where: `${file}, ${problem.where}` }));

const readFile = async (move: PeopleMove, rows: Rows, path: string): Promise<readonly Problem[]> => {
  const file = relative(move.path, path) || basename(path);
  const opened = await openTable<PersonField>(
    path,
    (header) => mapPersonColumns(move.source, header, move.map),
    move.csv,
  );
  if (!opened.ok) return within(file, opened.problems);
  const { csv, columns, rows: groups, damage } = opened.table;
  const missing = move.attributes.find((name) => !csv.header.includes(name));
  if (missing !== undefined)
    return [
      {
        where: `${file}, attributes`,
        problem: "names no column of the file",
        received: missing,
        allowed: csv.header.join(", "),
      },
    ];
  const status = move.source.name === "Mailchimp" ? statusOfFile(basename(path), csv.header) : undefined;
  if (move.source.name === "Mailchimp" && status === undefined) return [wrongStatus(file, csv.header)];
  tellOfColumns(move, columns.ignored);
  const reader: PersonReader = {
    ...{ source: move.source, report: move.report, policy: move.policy, exportedAt: move.exportedAt, columns, file },
    readDate: createDateReader(zoneCalendar("UTC")),
    ...(status !== undefined && { status }),
    attributes: move.attributes.map((name) => [name, csv.header.indexOf(name)] as const),
  };
  const faults = faultTally(move, file);
  for await (const group of groups) {
    for (const row of group) {
      move.report.count("rows");
      if ("fault" in row) rejectFault(faults, row.line, row.fault);
      else {
        const person = readPerson(reader, row.line, row.cells);
        if (person !== undefined) await rows.add(person.customerId, { file, line: row.line, person });
      }
    }
  }
  const broken = damage();
  if (broken !== undefined) move.report.refuse({ file, line: 0, field: "the file", ...broken });
  return [];
};

/** Reads exports of people. The problems of a file that cannot be used at all; then nothing of the others was written. */
export const movePeople = async (move: PeopleMove): Promise<readonly Problem[]> => {
  const files = await filesOf(move.path);
  if ("problem" in files) return [files];
  const tables = files.length === 1 ? files : files.filter((file) => /\.csv(\.gz)?$/i.test(file));
  if (tables.length === 0)
    return [{ where: move.path, problem: "holds no CSV file", allowed: "the files of an unpacked export" }];
  const rows: Rows = createPartitions(move.folder);
  try {
    for (const path of tables) {
      const problems = await readFile(move, rows, path);
      if (problems.length > 0) return problems;
    }
    for await (const [, found] of rows.groups()) {
      const [first] = found;
      const person = mergePeople(found.map((one) => one.person));
      if (first !== undefined && person !== undefined) await move.people.add(person, first);
    }
  } finally {
    await rows.remove();
  }
  return [];
};
