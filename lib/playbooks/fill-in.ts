import type { ParameterValues } from "../../lambdas/channels/words.ts";

const isEmpty = (value: unknown): boolean => value === "" || (Array.isArray(value) && value.length === 0);

export type Parts = readonly Readonly<Record<string, unknown>>[];

/** Steps and what comes with them, without those whose `when` names an empty or a false value. */
export const wanted = (parts: Parts, parameters: ParameterValues): Parts =>
  parts.flatMap(({ when, ...part }) => {
    if (typeof when !== "string") return [part];
    const value = parameters[when.replace(/^\$/, "")];
    return value === undefined || value === false || isEmpty(value) ? [] : [part];
  });

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
