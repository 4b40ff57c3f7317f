import type { z } from "zod";
import { nearestWord } from "./nearest-word.ts";
import { type Problem, placeOf, shown } from "./problem.ts";
import { allowedWords, keysAt, schemasAt } from "./schema-words.ts";

type Issue = z.core.$ZodIssue;

/** What was parsed, against what, and how the whole is called in messages. */
export interface Parsed {
  readonly schema: z.ZodType;
  readonly input: unknown;
  readonly root: string;
}

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
  const allowed = keysAt(parsed.schema, path);
  return keys.map((key) => ({
    where: placeOf([...path, key], parsed.root),
    problem: unknownKeyWords(key, allowed),
    received: shown(valueAt(parsed.input, [...path, key])),
    allowed: [...allowed].sort().join(", "),
  }));
};

/** Messages written in our schemas start with a small letter and say what is allowed; zod's own say less than the code. */
const isOurs = (issue: Issue): boolean => /^[a-z]/.test(issue.message);

const problemWords = (issue: Issue, received: unknown): string => {
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
      return "is not allowed";
  }
};

const plainProblem = (issue: Issue, path: readonly PropertyKey[], parsed: Parsed): Problem => {
  const received = valueAt(parsed.input, path);
  const schemas = schemasAt(parsed.schema, path);
  const allowed = [...new Set(schemas.map(allowedWords))].join(" or ");
  return {
    where: placeOf(path, parsed.root),
    problem: problemWords(issue, received),
    received: shown(received),
    ...(isOurs(issue) || allowed === "" ? {} : { allowed }),
  };
};

/**
 * Of the alternatives of a union, the one that the value came closest to: it has the right type, so that its issues lie
 * deeper than the value itself. Among several: the one with the fewest unknown keys and other issues.
 */
const closestAlternative = (alternatives: readonly (readonly Issue[])[]): readonly Issue[] | undefined => {
  const cost = (issues: readonly Issue[]): number =>
    issues.reduce((total, issue) => total + (issue.code === "unrecognized_keys" ? issue.keys.length * 2 : 1), 0);
  return alternatives
    .filter((issues) => issues.every((issue) => issue.path.length > 0 || issue.code === "unrecognized_keys"))
    .toSorted((a, b) => cost(a) - cost(b))[0];
};

const problemsOfIssue = (issue: Issue, base: readonly PropertyKey[], parsed: Parsed): readonly Problem[] => {
  const path = [...base, ...issue.path];
  if (issue.code === "unrecognized_keys") return unknownKeys(issue.keys, path, parsed);
  const closest = issue.code === "invalid_union" ? closestAlternative(issue.errors) : undefined;
  if (closest === undefined) return [plainProblem(issue, path, parsed)];
  return closest.flatMap((inner) => problemsOfIssue(inner, path, parsed));
};

/** Every problem that zod found, with its place, the value there and what is allowed there. */
export const schemaProblems = (error: z.ZodError, parsed: Parsed): readonly Problem[] =>
  error.issues.flatMap((issue) => problemsOfIssue(issue, [], parsed));
