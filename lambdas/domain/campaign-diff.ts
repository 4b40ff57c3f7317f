import { fieldLabel, type Label } from "./field-label.ts";

/** One place in which two versions differ. */
export interface Difference {
  /** Steps stand by their ids: `steps.gift.sendWithinHours`, `words.en.steps.gift.email.subject`. */
  readonly path: string;
  /** The place as a person calls it, in both languages. */
  readonly label: Label;
  readonly kind: "added" | "removed" | "changed";
  /** Of a long text only the lines that differ. */
  readonly before?: unknown;
  readonly after?: unknown;
}

type Leaves = ReadonlyMap<string, unknown>;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const hasIds = (value: unknown): value is readonly Readonly<{ id: string }>[] =>
  Array.isArray(value) && value.length > 0 && value.every((one) => isObject(one) && typeof one.id === "string");

/** A condition is read as a whole: a part of it says nothing alone. */
const wholes: ReadonlySet<string> = new Set(["audience", "exclusion", "if", "until", "leaveOn", "on"]);

const leavesOf = (value: unknown, path: readonly string[]): readonly (readonly [string, unknown])[] => {
  const name = path.at(-1) ?? "";
  if (wholes.has(name) || value === undefined) return value === undefined ? [] : [[path.join("."), value]];
  if (hasIds(value))
    return [
      [path.join("."), value.map(({ id }) => id)] as const,
      ...value.flatMap(({ id, ...rest }) => leavesOf(rest, [...path, id])),
    ];
  if (!isObject(value)) return [[path.join("."), value]];
  return Object.entries(value).flatMap(([key, part]) => leavesOf(part, [...path, key]));
};

const isSame = (one: unknown, other: unknown): boolean => sortedJson(one) === sortedJson(other);

const sortedJson = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) =>
    isObject(part) ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1))) : part,
  ) ?? "";

/** A text up to this long is told whole. */
const wholeText = 300;
/** And of a longer one no more than this. */
const excerptMax = 2_000;

const sharedCount = (one: readonly string[], other: readonly string[]): number => {
  const differs = one.findIndex((line, index) => line !== other[index]);
  return differs < 0 ? Math.min(one.length, other.length) : Math.min(differs, other.length);
};

/** The lines of two texts without those that they begin and end with alike. */
const excerpts = (before: string, after: string): readonly [string, string] => {
  const [one, other] = [before.split("\n"), after.split("\n")];
  const start = sharedCount(one, other);
  const [restOne, restOther] = [one.slice(start), other.slice(start)];
  const end = sharedCount(restOne.toReversed(), restOther.toReversed());
  const cut = (lines: readonly string[]) =>
    lines
      .slice(0, lines.length - end)
      .join("\n")
      .slice(0, excerptMax);
  return [cut(restOne), cut(restOther)];
};

const told = (before: unknown, after: unknown): Pick<Difference, "before" | "after"> => {
  const areTexts = typeof before === "string" && typeof after === "string";
  if (!areTexts || Math.max(before.length, after.length) <= wholeText)
    return { ...(before !== undefined && { before }), ...(after !== undefined && { after }) };
  const [one, other] = excerpts(before, after);
  return { before: one, after: other };
};

const kindOf = (before: unknown, after: unknown): Difference["kind"] => {
  if (before === undefined) return "added";
  return after === undefined ? "removed" : "changed";
};

const differenceAt = (path: string, before: unknown, after: unknown): readonly Difference[] =>
  isSame(before, after) ? [] : [{ path, label: fieldLabel(path), kind: kindOf(before, after), ...told(before, after) }];

/** What one version says, as far as versions are compared; its number and the campaign's id differ by themselves. */
export interface Compared {
  readonly definition: object;
  /** By language. */
  readonly words: Readonly<Record<string, object | undefined>>;
}

const compared = ({ definition, words }: Compared): Leaves => {
  const { id: _, version: __, ...said } = definition as Readonly<Record<string, unknown>>;
  return new Map(leavesOf({ ...said, words }, []));
};

/** Every place in which two versions differ, in the order in which a version is read: what it does, then what it says. */
export const campaignDiff = (before: Compared, after: Compared): readonly Difference[] => {
  const [one, other] = [compared(before), compared(after)];
  return [...new Set([...one.keys(), ...other.keys()])]
    .toSorted((a, b) => Number(a.startsWith("words.")) - Number(b.startsWith("words.")))
    .flatMap((path) => differenceAt(path, one.get(path), other.get(path)));
};
