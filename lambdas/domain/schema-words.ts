// What a zod schema allows, in words. Messages about bad input and the settings page both speak through here, so that they
// never say two different things.
import * as z from "zod";

type Schema = z.core.$ZodType;

/** The schema inside defaults and optional marks. */
export const bare = (schema: Schema): Schema => {
  if (
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault ||
    schema instanceof z.ZodNullable ||
    schema instanceof z.ZodReadonly
  ) {
    return bare(schema.unwrap());
  }
  return schema;
};

const isInteger = (schema: z.ZodNumber): boolean => schema.format === "safeint" || schema.format === "int32";

/** zod stands for "no bound" with an infinity or the ends of the safe integers; neither is worth a word. */
const bound = (value: number | null): number | undefined =>
  value === null || Math.abs(value) >= Number.MAX_SAFE_INTEGER ? undefined : value;

/** "above 0" rather than "from 0". */
const startsAbove = (schema: z.ZodNumber): boolean =>
  (schema.def.checks ?? []).some(
    ({ _zod: { def } }) => def.check === "greater_than" && "inclusive" in def && def.inclusive === false,
  );

const numberWords = (schema: z.ZodNumber): string => {
  const noun = isInteger(schema) ? "a whole number" : "a number";
  const from = bound(schema.minValue);
  const to = bound(schema.maxValue);
  if (from === undefined) return to === undefined ? noun : `${noun} up to ${to}`;
  if (startsAbove(schema)) return `${noun} above ${from}${to === undefined ? "" : `, at most ${to}`}`;
  return to === undefined ? `${noun} from ${from}` : `${noun} from ${from} to ${to}`;
};

const stringWords = (schema: z.ZodString | z.ZodStringFormat): string => {
  if (schema.format === "date") return "a date such as 2026-12-25";
  const from = bound(schema.minLength);
  const to = bound(schema.maxLength);
  if (to !== undefined) return `text of ${from ?? 0} to ${to} characters`;
  return from === undefined ? "text" : `text of at least ${from} characters`;
};

/** Wrapped in something that fills in for an absent key. */
const isOptional = (schema: Schema): boolean =>
  schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault;

const objectWords = (schema: z.ZodObject): string => {
  const keys = Object.entries(schema.shape).map(([key, value]) => (isOptional(value) ? `${key}?` : key));
  return `{ ${keys.join(", ")} }`;
};

/** A schema may carry its own words, for a pattern that no general words can tell. */
const ownWords = (schema: Schema): string | undefined => z.globalRegistry.get(schema)?.title;

/** "a whole number from 1 to 720", `"all" or { channel?, category? }`. */
export const allowedWords = (schema: Schema): string => {
  const inner = bare(schema);
  const own = ownWords(inner);
  if (own !== undefined) return own;
  if (inner instanceof z.ZodNumber) return numberWords(inner);
  if (inner instanceof z.ZodBoolean) return "true or false";
  if (inner instanceof z.ZodLiteral) return [...inner.values].map((value) => JSON.stringify(value)).join(" or ");
  if (inner instanceof z.ZodEnum) return `one of ${inner.options.map((value) => JSON.stringify(value)).join(", ")}`;
  if (inner instanceof z.ZodUnion) return [...new Set(inner.options.map(allowedWords))].join(" or ");
  if (inner instanceof z.ZodObject) return objectWords(inner);
  if (inner instanceof z.ZodArray) return `a list, each ${allowedWords(inner.element)}`;
  if (inner instanceof z.ZodRecord) return "an object";
  if (inner instanceof z.ZodString || inner instanceof z.ZodStringFormat) return stringWords(inner);
  return "another value";
};

const childrenOf = (schema: Schema, part: PropertyKey): readonly Schema[] => {
  const inner = bare(schema);
  if (inner instanceof z.ZodUnion) return inner.options.flatMap((option) => childrenOf(option, part));
  if (inner instanceof z.ZodObject) {
    const child = inner.shape[String(part)];
    return child === undefined ? [] : [child];
  }
  if (inner instanceof z.ZodArray) return typeof part === "number" ? [inner.element] : [];
  return inner instanceof z.ZodRecord ? [inner.valueType] : [];
};

/** Every schema that may describe the value at a path: more than one below a union. */
export const schemasAt = (schema: Schema, path: readonly PropertyKey[]): readonly Schema[] =>
  path.reduce<readonly Schema[]>((found, part) => found.flatMap((each) => childrenOf(each, part)), [schema]);

/** The keys that the object at a path may have, of all alternatives together. */
export const keysAt = (schema: Schema, path: readonly PropertyKey[]): readonly string[] => {
  const keysOf = (each: Schema): readonly string[] => {
    const inner = bare(each);
    if (inner instanceof z.ZodUnion) return inner.options.flatMap(keysOf);
    return inner instanceof z.ZodObject ? Object.keys(inner.shape) : [];
  };
  return [...new Set(schemasAt(schema, path).flatMap(keysOf))];
};
