import type { z } from "zod";
import { nearestWord } from "./nearest-word.ts";
import { type Problem, placeOf, shown } from "./problem.ts";
import { allowedWords, keysAt, meantKeysAt, type SchemaPlace, schemasAt, wordsAt } from "./schema-words.ts";

type Issue = z.core.$ZodIssue;

/** What was parsed, against what, and how the whole is called in messages. */
export interface Parsed {
  readonly schema: z.ZodType;
  readonly input: unknown;
  readonly root: string;
  /** Where the input lies within what was written; absent: it is the whole. */
  readonly base?: readonly PropertyKey[];
}

const whereOf = (path: readonly PropertyKey[], { base = [], root }: Parsed): string =>
  placeOf([...base, ...path], root);

const valueAt = (input: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>((value, part) => {
    if (typeof value !== "object" || value === null) return undefined;
    return Object.hasOwn(value, part) ? Reflect.get(value, part) : undefined;
  }, input);

const unknownKeyWords = (key: string, allowed: readonly string[]): string => {
  // Known to another alternative of a union, but not to the one that the other keys speak of.
  if (allowed.includes(key)) return "does not go together with the keys beside it";
  const meant = nearestWord(key, allowed);
  return meant === undefined ? "is an unknown key" : `is an unknown key; did you mean "${meant}"?`;
};

const unknownKeys = (keys: readonly string[], path: readonly PropertyKey[], parsed: Parsed): readonly Problem[] => {
  const place = { ...parsed, path };
  const known = keysAt(place);
  const meant = meantKeysAt(place);
  return keys.map((key) => ({
    where: whereOf([...path, key], parsed),
    problem: unknownKeyWords(key, known.includes(key) ? known : meant),
    received: shown(valueAt(parsed.input, [...path, key])),
    allowed: [...(meant.includes(key) ? known : meant)].sort().join(", "),
  }));
};

/** Messages written in our schemas start with a small letter and say what is allowed; zod's own say less than the code. */
const isOurs = (issue: Issue): boolean => /^[a-z]/.test(issue.message);

/** A word that is nearly one of those allowed, or a key that is nearly a known one; of short keys, too many are. */
const guess = (received: unknown, words: readonly string[], keys: readonly string[]): string => {
  const isAnObject = typeof received === "object" && received !== null && !Array.isArray(received);
  const meant =
    typeof received === "string"
      ? nearestWord(received, words)
      : isAnObject && Object.keys(received).flatMap((key) => (key.length > 3 && nearestWord(key, keys)) || [])[0];
  return meant ? `; did you mean "${meant}"?` : "";
};

const problemWords = (issue: Issue, received: unknown, place: SchemaPlace): string => {
  if (isOurs(issue)) return issue.message;
  if (received === undefined) return "is missing";
  switch (issue.code) {
    case "too_small":
      return issue.origin === "number" ? "is too small" : "is too short";
    case "too_big":
      return issue.origin === "number" ? "is too large" : "is too long";
    case "invalid_type":
      return "is of the wrong type";
    default:
      return `is not allowed${guess(received, wordsAt(place), issue.code === "invalid_union" ? keysAt(place) : [])}`;
  }
};

const plainProblem = (issue: Issue, path: readonly PropertyKey[], parsed: Parsed): Problem => {
  const received = valueAt(parsed.input, path);
  const place = { ...parsed, path };
  const schemas = schemasAt(place);
  const allowed = [...new Set(schemas.map(allowedWords))].join(" or ");
  return {
    where: whereOf(path, parsed),
    problem: problemWords(issue, received, place),
    received: shown(received),
    ...(isOurs(issue) || allowed === "" ? {} : { allowed }),
  };
};

/**
 * Of the alternatives of a union, the one that the value came closest to: it has the right type, so that its issues lie
 * deeper than the value itself, and some key in common. Among several: the one with the fewest unknown keys and other
 * issues.
 */
const closestAlternative = (
  alternatives: readonly (readonly Issue[])[],
  value: unknown,
): readonly Issue[] | undefined => {
  const keyCount = typeof value === "object" && value !== null ? Object.keys(value).length : 0;
  const isForeign = (issue: Issue): boolean =>
    issue.path.length === 0 && issue.code === "unrecognized_keys" && issue.keys.length === keyCount;
  const cost = (issues: readonly Issue[]): number =>
    issues.reduce((total, issue) => total + (issue.code === "unrecognized_keys" ? issue.keys.length * 2 : 1), 0);
  return alternatives
    .filter((issues) => issues.every((issue) => issue.path.length > 0 || issue.code === "unrecognized_keys"))
    .filter((issues) => keyCount > 0 && !issues.some(isForeign))
    .toSorted((a, b) => cost(a) - cost(b))[0];
};

const problemsOfIssue = (issue: Issue, base: readonly PropertyKey[], parsed: Parsed): readonly Problem[] => {
  const path = [...base, ...issue.path];
  if (issue.code === "unrecognized_keys") return unknownKeys(issue.keys, path, parsed);
  const closest =
    issue.code === "invalid_union" ? closestAlternative(issue.errors, valueAt(parsed.input, path)) : undefined;
  if (closest === undefined) return [plainProblem(issue, path, parsed)];
  return closest.flatMap((inner) => problemsOfIssue(inner, path, parsed));
};

/** Every problem that zod found, with its place, the value there and what is allowed there. */
export const schemaProblems = (error: z.ZodError, parsed: Parsed): readonly Problem[] =>
  error.issues.flatMap((issue) => problemsOfIssue(issue, [], parsed));
