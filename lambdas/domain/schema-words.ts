// What a zod schema allows, in words. Messages about bad input and the settings page both speak through here, so that they
// never say two different things.
import * as z from "zod";

type Schema = z.core.$ZodType;

/** The schema inside defaults and optional marks, and what stands for itself within itself. */
export const bare = (schema: Schema): Schema => {
  if (schema instanceof z.ZodLazy) return bare(schema.unwrap());
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

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** How many of its required keys an object has; fewer than none when one that tells the kind says another. */
const fitOf = (option: Schema, value: Readonly<Record<string, unknown>>): number => {
  const inner = bare(option);
  if (!(inner instanceof z.ZodObject)) return -1;
  const required = Object.entries(inner.shape).filter(([, child]) => !isOptional(child));
  const present = required.filter(([key]) => Object.hasOwn(value, key));
  const isOther = present.some(([key, child]) => {
    const own = bare(child as Schema);
    return own instanceof z.ZodLiteral && !own.values.has(value[key] as string);
  });
  return isOther ? -1 : present.length;
};

/** Of the alternatives of a union those that a value speaks of by its keys; all of them when it speaks of none. */
export const meantOptions = (union: z.ZodUnion, value: unknown): readonly Schema[] => {
  if (!isObject(value)) return union.options;
  const fits = union.options.map((option) => fitOf(option, value));
  const best = Math.max(...fits);
  return best <= 0 ? union.options : union.options.filter((_, index) => fits[index] === best);
};

interface Place {
  readonly schema: Schema;
  readonly value: unknown;
}

const childrenOf = ({ schema, value }: Place, part: PropertyKey): readonly Place[] => {
  const inner = bare(schema);
  if (inner instanceof z.ZodUnion)
    return meantOptions(inner, value).flatMap((option) => childrenOf({ schema: option, value }, part));
  const below =
    (typeof value === "object" && value !== null && Object.hasOwn(value, part) && Reflect.get(value, part)) ||
    undefined;
  return schemasBelow(inner, part).map((child) => ({ schema: child, value: below }));
};

const schemasBelow = (inner: Schema, part: PropertyKey): readonly Schema[] => {
  if (inner instanceof z.ZodObject) {
    const child = inner.shape[String(part)];
    return child === undefined ? [] : [child];
  }
  if (inner instanceof z.ZodArray) return typeof part === "number" ? [inner.element] : [];
  return inner instanceof z.ZodRecord ? [inner.valueType] : [];
};

/** Where to look: a schema, a path into what it describes, and, to tell alternatives apart, what was given. */
export interface SchemaPlace {
  readonly schema: Schema;
  readonly path: readonly PropertyKey[];
  readonly input?: unknown;
}

const placesAt = ({ schema, path, input }: SchemaPlace): readonly Place[] =>
  path.reduce<readonly Place[]>(
    (found, part) => found.flatMap((each) => childrenOf(each, part)),
    [{ schema, value: input }],
  );

/** Every schema that may describe the value at a path: more than one below a union whose alternatives nothing tells apart. */
export const schemasAt = (place: SchemaPlace): readonly Schema[] => placesAt(place).map(({ schema }) => schema);

/** The keys that the object at a path may have, of all alternatives together. */
export const keysAt = (place: SchemaPlace): readonly string[] => {
  const keysOf = (each: Schema): readonly string[] => {
    const inner = bare(each);
    if (inner instanceof z.ZodUnion) return inner.options.flatMap(keysOf);
    return inner instanceof z.ZodObject ? Object.keys(inner.shape) : [];
  };
  return [...new Set(schemasAt(place).flatMap(keysOf))];
};

/** The keys of the alternatives that the object at a path speaks of. */
export const meantKeysAt = (place: SchemaPlace): readonly string[] => {
  const keysOf = ({ schema, value }: Place): readonly string[] => {
    const inner = bare(schema);
    if (inner instanceof z.ZodUnion)
      return meantOptions(inner, value).flatMap((option) => keysOf({ schema: option, value }));
    return inner instanceof z.ZodObject ? Object.keys(inner.shape) : [];
  };
  return [...new Set(placesAt(place).flatMap(keysOf))];
};

/** The words that may stand at a path, where only certain ones may. */
export const wordsAt = (place: SchemaPlace): readonly string[] => {
  const wordsOf = (each: Schema): readonly string[] => {
    const inner = bare(each);
    if (inner instanceof z.ZodUnion) return inner.options.flatMap(wordsOf);
    const own = inner instanceof z.ZodEnum ? inner.options : inner instanceof z.ZodLiteral ? [...inner.values] : [];
    return own.filter((word): word is string => typeof word === "string");
  };
  return [...new Set(schemasAt(place).flatMap(wordsOf))];
};
