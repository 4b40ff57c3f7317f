import * as z from "zod";
import { allowedWords, bare } from "../../lambdas/domain/schema-words.ts";

export type Schema = z.core.$ZodType;

interface Row {
  readonly key: string;
  readonly type: string;
  readonly fallback: string;
  readonly description: string;
}

export const descriptionOf = (schema: Schema): string => z.globalRegistry.get(schema)?.description ?? "";

const fallbackOf = (schema: Schema): string => {
  if (schema instanceof z.ZodDefault) return `\`${JSON.stringify(schema.def.defaultValue)}\``;
  if (schema instanceof z.ZodPrefault) return "its keys' own";
  return schema instanceof z.ZodOptional ? "none" : "required";
};

export const rowOf = (key: string, schema: Schema): Row => ({
  key,
  type: allowedWords(schema),
  fallback: fallbackOf(schema),
  description: descriptionOf(schema),
});

/** What has words of its own is explained elsewhere, and may hold itself. */
const isExplained = (schema: Schema): boolean => z.globalRegistry.get(schema)?.title !== undefined;

/** The keys below a value. Alternatives of a union that are plain values have none; a key of several is listed once. */
export const rowsBelow = (key: string, schema: Schema): readonly Row[] => {
  const inner = bare(schema);
  const prefix = key === "" ? "" : `${key}.`;
  if (isExplained(inner)) return [];
  if (inner instanceof z.ZodUnion) return inner.options.flatMap((option) => rowsBelow(key, option));
  if (inner instanceof z.ZodArray) return rowsBelow(`${key}[]`, inner.element);
  if (inner instanceof z.ZodRecord) return rowsBelow(`${key}.<id>`, inner.valueType);
  if (!(inner instanceof z.ZodObject)) return [];
  return Object.entries(inner.shape).flatMap(([name, child]) => [
    rowOf(`${prefix}${name}`, child),
    ...rowsBelow(`${prefix}${name}`, child),
  ]);
};

const cell = (text: string): string => text.replaceAll("|", "\\|").replaceAll("<", "&lt;");

const line = ({ key, type, fallback, description }: Row): string =>
  `| \`${key}\` | ${cell(type)} | ${fallback.replaceAll("|", "\\|")} | ${cell(description)} |`;

export const tableOf = (rows: readonly Row[]): string =>
  ["| key | value | default | meaning |", "|---|---|---|---|", ...rows.map(line)].join("\n");
