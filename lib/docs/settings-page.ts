import * as z from "zod";
import { allowedWords, bare } from "../../lambdas/domain/schema-words.ts";
import { settingsSchema } from "../../lambdas/domain/settings.ts";

interface Row {
  readonly key: string;
  readonly type: string;
  readonly fallback: string;
  readonly description: string;
}

type Schema = z.core.$ZodType;

const heading = `# Settings

<!-- Written by \`npm run docs\` from lambdas/domain/settings.ts. Change the schema, not this page. -->

A shop's settings are one JSON file. Every key is optional; what holds without it is its default. A key that is not listed
here is refused, with the place and what is allowed. \`caps[]\` stands for each entry of a list, \`campaigns.<id>\` for each
campaign. "Required" means: once the object around it is written.
`;

const descriptionOf = (schema: Schema): string => z.globalRegistry.get(schema)?.description ?? "";

const fallbackOf = (schema: Schema): string => {
  if (schema instanceof z.ZodDefault) return `\`${JSON.stringify(schema.def.defaultValue)}\``;
  if (schema instanceof z.ZodPrefault) return "its keys' own";
  return schema instanceof z.ZodOptional ? "none" : "required";
};

const rowOf = (key: string, schema: Schema): Row => ({
  key,
  type: allowedWords(schema),
  fallback: fallbackOf(schema),
  description: descriptionOf(schema),
});

/** The keys below a value. Alternatives of a union that are plain values have none; a key of several is listed once. */
const rowsBelow = (key: string, schema: Schema): readonly Row[] => {
  const inner = bare(schema);
  if (inner instanceof z.ZodUnion) return inner.options.flatMap((option) => rowsBelow(key, option));
  if (inner instanceof z.ZodArray) return rowsBelow(`${key}[]`, inner.element);
  if (inner instanceof z.ZodRecord) return rowsBelow(`${key}.<id>`, inner.valueType);
  if (!(inner instanceof z.ZodObject)) return [];
  return Object.entries(inner.shape).flatMap(([name, child]) => [
    rowOf(`${key}.${name}`, child),
    ...rowsBelow(`${key}.${name}`, child),
  ]);
};

const cell = (text: string): string => text.replaceAll("|", "\\|").replaceAll("<", "&lt;");

const line = ({ key, type, fallback, description }: Row): string =>
  `| \`${key}\` | ${cell(type)} | ${fallback.replaceAll("|", "\\|")} | ${cell(description)} |`;

const section = (key: string, schema: Schema): string => {
  const below = rowsBelow(key, schema);
  const rows = schema instanceof z.ZodPrefault ? below : [rowOf(key, schema), ...below];
  return [
    `## ${key}`,
    "",
    descriptionOf(schema),
    "",
    "| key | value | default | meaning |",
    "|---|---|---|---|",
    ...rows.map(line),
    "",
  ].join("\n");
};

/** docs/settings.md. */
export const settingsPage = (): string =>
  [heading, ...Object.entries(settingsSchema.shape).map(([key, schema]) => section(key, schema))].join("\n");
