import type { ParameterValues } from "../../lambdas/channels/words.ts";

const isEmpty = (value: unknown): boolean => value === "" || (Array.isArray(value) && value.length === 0);
/** Where a number says how much of something, none of it is wanted at 0. */
const isUnwanted = (value: unknown): boolean => value === undefined || value === false || value === 0 || isEmpty(value);

export type Parts = readonly Readonly<Record<string, unknown>>[];

/** Steps and what comes with them, without those whose `when` names a value that is empty, false or 0. */
export const wanted = (parts: Parts, parameters: ParameterValues): Parts =>
  parts.flatMap(({ when, ...part }) => {
    if (typeof when !== "string") return [part];
    const value = parameters[when.replace(/^\$/, "")];
    return isUnwanted(value) ? [] : [part];
  });

/** A trigger, an audience or an exclusion; a list of them stands for the first one that is wanted. */
export type Choice = Parts[number] | Parts;

const isList = (choice: Choice): choice is Parts => Array.isArray(choice);

export const chosen = (choice: Choice, parameters: ParameterValues): unknown =>
  filledIn(isList(choice) ? wanted(choice, parameters)[0] : choice, parameters);

/** The value that stands for a `"$name"`; undefined for a `"$name?"` that is empty. */
const valueFor = (text: string, parameters: ParameterValues): unknown => {
  const isOptional = text.endsWith("?");
  const value = parameters[isOptional ? text.slice(1, -1) : text.slice(1)];
  return isOptional && isEmpty(value) ? undefined : value;
};

/** A name that is no parameter stays and fails the campaign's schema. */
export const filledIn = (value: unknown, parameters: ParameterValues): unknown => {
  if (typeof value === "string") return value.startsWith("$") ? nameOrValue(value, parameters) : value;
  if (Array.isArray(value)) return value.map((item) => filledIn(item, parameters));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, item]) => [key, filledIn(item, parameters)] as const);
  return Object.fromEntries(entries.filter(([, item]) => item !== undefined));
};

const nameOrValue = (text: string, parameters: ParameterValues): unknown => {
  const name = text.replace(/^\$|\?$/g, "");
  return Object.hasOwn(parameters, name) ? valueFor(text, parameters) : text;
};
