import { type Problem, shown } from "../problem.ts";

/** The names under which a field is known, in small letters without spaces and signs; the first one fits best. */
export type FieldNames<Field extends string> = Readonly<Record<Field, readonly string[]>>;

export interface Columns<Field extends string> {
  readonly index: Readonly<Partial<Record<Field, number>>>;
  /** The header of each mapped field as the file writes it. */
  readonly header: Readonly<Partial<Record<Field, string>>>;
  readonly ignored: readonly string[];
}

export type Mapped<Field extends string> =
  | { readonly ok: true; readonly columns: Columns<Field> }
  | { readonly ok: false; readonly problems: readonly Problem[] };

export interface MapQuestion<Field extends string> {
  readonly header: readonly string[];
  readonly names: FieldNames<Field>;
  /** Field → header, as the person said; goes before the known names. */
  readonly map?: Readonly<Record<string, string>>;
}

/** Finds the column of each field. A header that is wanted by `map` and not there is an error, one that nobody knows is not. */
export const mapColumns = <Field extends string>({ header, names, map = {} }: MapQuestion<Field>): Mapped<Field> => {
  const fields = fieldsOf(names);
  const problems = Object.entries(map).flatMap(([field, wanted]) => mapProblems(field, wanted, { header, fields }));
  if (problems.length > 0) return { ok: false, problems };

  const index: Partial<Record<Field, number>> = {};
  for (const field of fields) {
    const wanted = Object.hasOwn(map, field) ? map[field] : undefined;
    if (wanted !== undefined) index[field] = findHeader(header, wanted);
  }
  const plain = header.map(plainName);
  for (const field of fields) {
    if (index[field] !== undefined) continue;
    const taken = new Set<number>(Object.values<number | undefined>(index).filter((at) => at !== undefined));
    const found = names[field].map((name) => plain.indexOf(name)).find((at) => at !== -1 && !taken.has(at));
    if (found !== undefined) index[field] = found;
  }
  return { ok: true, columns: describe(header, fields, index) };
};

const fieldsOf = <Field extends string>(names: FieldNames<Field>): readonly Field[] => Object.keys(names) as Field[];

const describe = <Field extends string>(
  header: readonly string[],
  fields: readonly Field[],
  index: Readonly<Partial<Record<Field, number>>>,
): Columns<Field> => {
  const named = fields.flatMap((field) => {
    const at = index[field];
    return at === undefined ? [] : [[field, header[at] ?? ""] as const];
  });
  const used = new Set(fields.map((field) => index[field]));
  return {
    index,
    header: Object.fromEntries(named) as Partial<Record<Field, string>>,
    ignored: header.filter((_, at) => !used.has(at)),
  };
};

interface Known {
  readonly header: readonly string[];
  readonly fields: readonly string[];
}

const mapProblems = (field: string, wanted: string, { header, fields }: Known): readonly Problem[] => {
  const where = `map ${field}=${wanted}`;
  if (!fields.includes(field))
    return [{ where, problem: "is not a field", received: shown(field), allowed: fields.join(", ") }];
  if (findHeader(header, wanted) === -1)
    return [{ where, problem: "names no column of the file", received: shown(wanted), allowed: header.join(", ") }];
  return [];
};

const findHeader = (header: readonly string[], wanted: string): number => {
  const exact = header.indexOf(wanted);
  return exact !== -1 ? exact : header.map(plainName).indexOf(plainName(wanted));
};

/** `Customer ID`, `customer_id` and `CustomerID` are one name; full-width letters and signs are folded first. */
export const plainName = (name: string): string =>
  name
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, "");

/** What must be there and is not, with the columns there are. */
export const missingField = (field: string, header: readonly string[], names: readonly string[]): Problem => ({
  where: "header",
  problem: `no column for ${field}`,
  received: header.join(", ").slice(0, 500),
  allowed: names.join(", "),
});
